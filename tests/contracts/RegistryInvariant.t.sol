// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParties} from "../../contracts/interfaces/IParties.sol";
import {IPrefixes} from "../../contracts/interfaces/IPrefixes.sol";
import {PartyRegistry} from "../../contracts/PartyRegistry.sol";
import {Test} from "./support/Test.sol";

/// Changes three parties and two nested prefixes at random and keeps a diary. What held at a time is found by reading
/// the diary from its start, which shares nothing with the registry's searched histories.
contract RegistryHandler is Test {
    enum Change {
        Suspend,
        Reinstate,
        Roles,
        Grant,
        Release,
        Delegate,
        Bind
    }

    struct Page {
        uint64 time;
        Change change;
        uint8 prefix;
        uint8 party;
        uint16 roles;
        bool allowed;
        bytes32 logId;
    }

    /// The state that the diary tells, of both prefixes and all parties.
    struct State {
        bool[3] suspended;
        uint16[3] roles;
        uint8[2] owner; // party plus one
        bool[3][2] delegates;
        bytes32[2] logId;
        uint64[2] boundSince;
    }

    PartyRegistry public immutable registry;
    bytes32[3] public parties;
    bytes12[2] public prefixes = [bytes12("4012"), bytes12("4012345")];
    Page[] private diary;

    constructor() {
        registry = new PartyRegistry(address(this));
        string[3] memory uris = ["did:web:a.example", "did:web:b.example", "did:web:c.example"];
        for (uint256 i = 0; i < 3; ++i) {
            parties[i] = registry.registerParty(uris[i], address(this), 0);
        }
    }

    function change(uint8 kind, uint8 prefix, uint8 party, uint16 roles, uint8 log, uint8 wait) external {
        vm.warp(block.timestamp + wait % 3);
        Page memory page = Page({
            time: uint64(block.timestamp),
            change: Change(kind % 7),
            prefix: prefix % 2,
            party: party % 3,
            roles: roles % 64,
            allowed: roles % 2 == 0,
            logId: bytes32(uint256(log % 3))
        });
        if (!write(page, stateAt(type(uint64).max))) return;
        diary.push(page);
    }

    function stateAt(uint64 time) public view returns (State memory state) {
        for (uint256 i = 0; i < diary.length && diary[i].time <= time; ++i) {
            Page memory page = diary[i];
            if (page.change == Change.Suspend) state.suspended[page.party] = true;
            else if (page.change == Change.Reinstate) state.suspended[page.party] = false;
            else if (page.change == Change.Roles) state.roles[page.party] = page.roles;
            else if (page.change == Change.Delegate) state.delegates[page.prefix][page.party] = page.allowed;
            else if (page.change == Change.Bind) {
                state.logId[page.prefix] = page.logId;
                state.boundSince[page.prefix] = page.logId == 0 ? 0 : page.time;
            } else {
                state.owner[page.prefix] = page.change == Change.Grant ? page.party + 1 : 0;
                delete state.delegates[page.prefix];
                state.logId[page.prefix] = 0;
                state.boundSince[page.prefix] = 0;
            }
        }
    }

    /// @return Whether the change is one that the registry must accept; what it must refuse, it refuses.
    function write(Page memory page, State memory now_) private returns (bool) {
        bytes12 prefix = prefixes[page.prefix];
        bytes32 party = parties[page.party];
        uint8 owner = now_.owner[page.prefix];
        bool active = owner != 0 && !now_.suspended[owner - 1];
        if (page.change == Change.Suspend) {
            return call(abi.encodeCall(IParties.suspend, (party)), !now_.suspended[page.party]);
        } else if (page.change == Change.Reinstate) {
            return call(abi.encodeCall(IParties.reinstate, (party)), now_.suspended[page.party]);
        } else if (page.change == Change.Roles) {
            bool changed = now_.roles[page.party] != page.roles;
            return call(abi.encodeCall(IParties.setRoles, (party, page.roles)), changed);
        } else if (page.change == Change.Grant) {
            return call(abi.encodeCall(IPrefixes.grantPrefix, (prefix, party)), owner == 0);
        } else if (page.change == Change.Release) {
            return call(abi.encodeCall(IPrefixes.releasePrefix, (prefix)), owner != 0);
        } else if (page.change == Change.Delegate) {
            bool changed = now_.delegates[page.prefix][page.party] != page.allowed;
            bytes memory data = abi.encodeCall(IPrefixes.setDelegate, (prefix, party, page.allowed));
            return call(data, active && changed);
        }
        bool rebound = now_.logId[page.prefix] != page.logId;
        return call(abi.encodeCall(IPrefixes.bindPrefix, (prefix, page.logId)), active && rebound);
    }

    function call(bytes memory data, bool expected) private returns (bool done) {
        (done,) = address(registry).call(data);
        require(done == expected, "the registry accepts or refuses otherwise than the diary");
    }
}

contract RegistryInvariantTest is Test {
    RegistryHandler private handler;

    function setUp() public {
        vm.warp(START);
        handler = new RegistryHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](1);
        targets[0].selectors[0] = RegistryHandler.change.selector;
    }

    function invariant_everyPastTimeIsAnsweredAsTheDiaryTellsIt() public view {
        uint64[3] memory times =
            [uint64(block.timestamp), START + uint64(gasleft() % (block.timestamp - START + 1)), START - 1];
        for (uint256 i = 0; i < times.length; ++i) {
            RegistryHandler.State memory state = handler.stateAt(times[i]);
            for (uint256 party = 0; party < 3; ++party) {
                compareParty(state, party, times[i]);
                compareAuthority(state, party, times[i]);
            }
        }
    }

    function compareParty(RegistryHandler.State memory state, uint256 party, uint64 time) private view {
        IParties.PartyState memory found = handler.registry().partyAt(handler.parties(party), time);
        vm.assertEq(found.registered, time >= START, "registered");
        vm.assertEq(found.suspended, state.suspended[party], "suspended");
        vm.assertEq(found.roles, state.roles[party], "roles");
    }

    function compareAuthority(RegistryHandler.State memory state, uint256 party, uint64 time) private view {
        bytes32 partyId = handler.parties(party);
        IPrefixes.Authority memory found = handler.registry().authorityAt("401234567890", partyId, time);
        uint256 prefix = state.owner[1] != 0 ? 1 : 0;
        uint8 owner = state.owner[prefix];
        vm.assertEq(found.owner, owner == 0 ? bytes32(0) : handler.parties(owner - 1), "owner");
        vm.assertEq(found.length, owner == 0 ? 0 : prefix == 1 ? 7 : 4, "length");
        vm.assertEq(
            found.allowed, owner != 0 && (owner - 1 == party || state.delegates[prefix][party]), "allowed"
        );
        vm.assertEq(found.logId, state.logId[prefix], "logId");
        vm.assertEq(found.boundSince, state.boundSince[prefix], "boundSince");
    }
}
