// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParties} from "../../contracts/interfaces/IParties.sol";
import {PartyRegistry} from "../../contracts/PartyRegistry.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract PartiesTest is RegistryTest {
    function expectState(bytes32 partyId, uint64 time, bool registered, bool suspended, uint16 roles) private view {
        IParties.PartyState memory state = registry.partyAt(partyId, time);
        vm.assertEq(state.registered, registered, "registered");
        vm.assertEq(state.suspended, suspended, "suspended");
        vm.assertEq(state.roles, roles, "roles");
    }

    function test_partyIdIsOfTheUri() public view {
        vm.assertEq(farm, idOf(FARM_URI));
        vm.assertEq(shop, idOf(SHOP_URI));
        IParties.Party memory party = registry.party(farm);
        vm.assertEq(party.uri, FARM_URI);
        vm.assertEq(party.controller, farmer);
        vm.assertEq(party.pendingController, address(0));
        vm.assertEq(registry.controllerOf(farm), farmer);
    }

    function test_anUnknownPartyIsAllZero() public view {
        bytes32 nobody = idOf("did:web:nobody.example");
        vm.assertEq(registry.party(nobody).uri, "");
        vm.assertEq(registry.controllerOf(nobody), address(0));
        expectState(nobody, START, false, false, 0);
        expectState(nobody, type(uint64).max, false, false, 0);
    }

    function test_registrationCountsFromItsSecond() public view {
        expectState(farm, START - 1, false, false, 0);
        expectState(farm, START, true, false, 1);
        expectState(farm, START + 1, true, false, 1);
        expectState(farm, type(uint64).max, true, false, 1);
        expectState(farm, 0, false, false, 0);
    }

    function test_registerEmitsAndRefuses() public {
        vm.startPrank(registrar);
        vm.expectEmit(address(registry));
        emit IParties.PartyRegistered(idOf("did:web:a.example"), stranger, 63, "did:web:a.example");
        registry.registerParty("did:web:a.example", stranger, 63);
        expectRevert(IParties.PartyExists.selector, farm);
        registry.registerParty(FARM_URI, stranger, 1);
        vm.expectRevert(abi.encodeWithSelector(IParties.UnknownRoles.selector, uint16(64)));
        registry.registerParty("did:web:b.example", stranger, 64);
        expectRevert(IParties.ZeroController.selector);
        registry.registerParty("did:web:b.example", address(0), 1);
        vm.stopPrank();
        expectNotRegistrar(farmer);
        registry.registerParty("did:web:b.example", farmer, 1);
    }

    function test_urisAreVisibleAsciiAndBounded() public {
        string[6] memory bad = ["", "did:web:a b", "did:web:a\n", "did:web:\x7f", unicode"did:web:é", "\u202edid"];
        vm.startPrank(registrar);
        for (uint256 i = 0; i < bad.length; ++i) {
            expectRevert(IParties.BadPartyUri.selector);
            registry.registerParty(bad[i], stranger, 1);
        }
        bytes memory long = new bytes(513);
        for (uint256 i = 0; i < long.length; ++i) {
            long[i] = "a";
        }
        expectRevert(IParties.BadPartyUri.selector);
        registry.registerParty(string(long), stranger, 1);
        assembly {
            mstore(long, 512)
        }
        vm.assertEq(registry.registerParty(string(long), stranger, 1), idOf(string(long)));
        registry.registerParty("!~", stranger, 1);
    }

    function test_aPartyWithoutRolesIsRegistered() public {
        vm.prank(registrar);
        bytes32 id = registry.registerParty("did:web:a.example", stranger, 0);
        expectState(id, START, true, false, 0);
    }

    function test_rolesAreIntervals() public {
        warpBy(100);
        vm.expectEmit(address(registry));
        emit IParties.RolesSet(farm, 5);
        vm.prank(registrar);
        registry.setRoles(farm, 5);
        expectState(farm, START + 99, true, false, 1);
        expectState(farm, START + 100, true, false, 5);
        warpBy(100);
        vm.prank(registrar);
        registry.setRoles(farm, 0);
        expectState(farm, START + 199, true, false, 5);
        expectState(farm, START + 200, true, false, 0);
        expectState(farm, START, true, false, 1);
    }

    function test_setRolesRefuses() public {
        vm.startPrank(registrar);
        expectRevert(IParties.Unchanged.selector);
        registry.setRoles(farm, 1);
        vm.expectRevert(abi.encodeWithSelector(IParties.UnknownRoles.selector, uint16(0x8001)));
        registry.setRoles(farm, 0x8001);
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        registry.setRoles("nobody", 1);
        vm.stopPrank();
        expectNotRegistrar(farmer);
        registry.setRoles(farm, 3);
    }

    function test_suspensionIsAnIntervalAndKeepsRoles() public {
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IParties.Suspended(farm);
        vm.prank(registrar);
        registry.suspend(farm);
        warpBy(10);
        vm.prank(registrar);
        registry.setRoles(farm, 3);
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IParties.Reinstated(farm);
        vm.prank(registrar);
        registry.reinstate(farm);
        expectState(farm, START + 9, true, false, 1);
        expectState(farm, START + 10, true, true, 1);
        expectState(farm, START + 20, true, true, 3);
        expectState(farm, START + 29, true, true, 3);
        expectState(farm, START + 30, true, false, 3);
    }

    function test_suspensionRefuses() public {
        vm.startPrank(registrar);
        expectRevert(IParties.PartyNotSuspended.selector, farm);
        registry.reinstate(farm);
        registry.suspend(farm);
        expectRevert(IParties.PartySuspended.selector, farm);
        registry.suspend(farm);
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        registry.suspend("nobody");
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        registry.reinstate("nobody");
        vm.stopPrank();
        expectNotRegistrar(farmer);
        registry.reinstate(farm);
        expectNotRegistrar(farmer);
        registry.suspend(shop);
    }

    function test_ofSeveralChangesInOneSecondTheLastCounts() public {
        warpBy(10);
        vm.startPrank(registrar);
        registry.suspend(farm);
        registry.setRoles(farm, 7);
        registry.reinstate(farm);
        expectState(farm, START + 9, true, false, 1);
        expectState(farm, START + 10, true, false, 7);
    }

    function test_theControllerHandsOverInTwoSteps() public {
        vm.expectEmit(address(registry));
        emit IParties.ControllerProposed(farm, stranger, farmer);
        vm.prank(farmer);
        registry.proposeController(farm, stranger);
        vm.assertEq(registry.party(farm).pendingController, stranger);
        vm.assertEq(registry.controllerOf(farm), farmer);
        vm.expectEmit(address(registry));
        emit IParties.ControllerReplaced(farm, farmer, stranger);
        vm.prank(stranger);
        registry.acceptController(farm);
        vm.assertEq(registry.controllerOf(farm), stranger);
        vm.assertEq(registry.party(farm).pendingController, address(0));
        expectRevert(IParties.NotController.selector, farm, farmer);
        vm.prank(farmer);
        registry.proposeController(farm, farmer);
    }

    function test_theRegistrarProposesForALostKey() public {
        vm.expectEmit(address(registry));
        emit IParties.ControllerProposed(farm, stranger, registrar);
        vm.prank(registrar);
        registry.proposeController(farm, stranger);
        vm.prank(stranger);
        registry.acceptController(farm);
        vm.assertEq(registry.controllerOf(farm), stranger);
    }

    function test_handoverRefuses() public {
        expectRevert(IParties.NotController.selector, farm, shopkeeper);
        vm.prank(shopkeeper);
        registry.proposeController(farm, shopkeeper);
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        vm.prank(farmer);
        registry.proposeController("nobody", farmer);
        expectRevert(IParties.NotPendingController.selector, farm, farmer);
        vm.prank(farmer);
        registry.acceptController(farm);
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        registry.acceptController("nobody");
        vm.startPrank(farmer);
        registry.proposeController(farm, stranger);
        registry.proposeController(farm, address(0));
        vm.stopPrank();
        expectRevert(IParties.NotPendingController.selector, farm, stranger);
        vm.prank(stranger);
        registry.acceptController(farm);
    }

    function test_aThiefCannotWithdrawTheRegistrarsProposalFromASuspendedParty() public {
        vm.startPrank(registrar);
        registry.suspend(farm);
        registry.proposeController(farm, stranger);
        vm.stopPrank();
        expectRevert(IParties.PartySuspended.selector, farm);
        vm.prank(farmer);
        registry.proposeController(farm, farmer);
        vm.prank(stranger);
        registry.acceptController(farm);
        vm.assertEq(registry.controllerOf(farm), stranger);
    }

    function test_manyAtOnceInTheOrderAsked() public {
        warpBy(10);
        vm.prank(registrar);
        registry.suspend(shop);
        bytes32[] memory ids = new bytes32[](3);
        uint64[] memory times = new uint64[](3);
        (ids[0], ids[1], ids[2]) = (shop, farm, shop);
        (times[0], times[1], times[2]) = (START + 10, START - 1, START + 9);
        IParties.PartyState[] memory states = registry.partiesAt(ids, times);
        vm.assertTrue(states[0].suspended && states[0].roles == 8);
        vm.assertFalse(states[1].registered);
        vm.assertTrue(states[2].registered && !states[2].suspended);
        expectRevert(IParties.LengthMismatch.selector);
        registry.partiesAt(ids, new uint64[](2));
    }

    function test_theRegistrarIsHandedOverInTwoStepsAndNeverGivenUp() public {
        vm.prank(registrar);
        registry.transferOwnership(stranger);
        vm.assertEq(registry.owner(), registrar);
        vm.assertEq(registry.pendingOwner(), stranger);
        vm.prank(stranger);
        registry.acceptOwnership();
        vm.assertEq(registry.owner(), stranger);
        expectNotRegistrar(registrar);
        registry.suspend(farm);
        expectRevert(IParties.RegistrarRequired.selector);
        vm.prank(stranger);
        registry.renounceOwnership();
        expectNotRegistrar(farmer);
        registry.renounceOwnership();
        vm.expectRevert(abi.encodeWithSignature("OwnableInvalidOwner(address)", address(0)));
        new PartyRegistry(address(0));
    }

    function testFuzz_statesAreReadableForAnyTime(uint8[12] calldata changes, uint16[12] calldata waits, uint64 at)
        public
    {
        uint64[13] memory since;
        uint16[13] memory roles;
        (since[0], roles[0]) = (START, 1);
        for (uint256 i = 0; i < changes.length; ++i) {
            warpBy(waits[i] % 3);
            uint16 next = changes[i] % 64;
            if (next == roles[i]) next = (next + 1) % 64;
            vm.prank(registrar);
            registry.setRoles(farm, next);
            (since[i + 1], roles[i + 1]) = (uint64(block.timestamp), next);
        }
        uint64 time = START - 2 + at % 40;
        uint16 expected = 0;
        for (uint256 i = 0; i < since.length; ++i) {
            if (since[i] <= time) expected = roles[i];
        }
        expectState(farm, time, time >= START, false, expected);
    }
}
