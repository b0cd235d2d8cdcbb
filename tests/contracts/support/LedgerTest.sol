// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CheckpointLedger} from "../../../contracts/CheckpointLedger.sol";
import {ICheckpointLedger} from "../../../contracts/interfaces/ICheckpointLedger.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// @title A checkpoint ledger with a party of every role and one item
abstract contract LedgerTest is RegistryTest {
    uint8 internal constant PRODUCED = 1;
    uint8 internal constant PACKED = 2;
    uint8 internal constant SHIPPED = 3;
    uint8 internal constant IN_TRANSIT = 4;
    uint8 internal constant RECEIVED = 5;
    uint8 internal constant DELIVERED = 6;
    uint8 internal constant RETURNED = 7;
    uint8 internal constant RECALLED = 8;
    uint8 internal constant DECOMMISSIONED = 9;
    string internal constant BAG_URI = "https://id.gs1.org/01/04012345000009/21/1";

    CheckpointLedger internal ledger;
    address internal miller = account("miller");
    address internal driver = account("driver");
    address internal storekeeper = account("storekeeper");
    address internal certifierAccount = account("certifier");
    bytes32 internal mill;
    bytes32 internal carrier;
    bytes32 internal store;
    bytes32 internal certifier;
    bytes32 internal BAG;
    /// Statements used so far.
    uint256 internal used;

    function setUp() public virtual override {
        super.setUp();
        vm.startPrank(registrar);
        mill = registry.registerParty("did:web:mill.example", miller, 1);
        carrier = registry.registerParty("did:web:carrier.example", driver, 2);
        store = registry.registerParty("did:web:store.example", storekeeper, 4);
        certifier = registry.registerParty("did:web:certifier.example", certifierAccount, 16 | 32);
        registry.grantPrefix(PREFIX, farm);
        vm.stopPrank();
        ledger = new CheckpointLedger(registry);
        BAG = keyOf(BAG_URI);
    }

    function keyOf(string memory uri) internal pure returns (bytes32) {
        return sha256(bytes.concat("wayproof item v1", hex"00", bytes(uri)));
    }

    function statement(uint256 number) internal pure returns (bytes32) {
        return bytes32(abi.encodePacked("statement ", bytes1(uint8(48 + number))));
    }

    /// Records one stage of the bag under a new statement.
    function one(address sender, bytes32 partyId, uint8 stage, string memory uri) internal {
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](1);
        records[0] = ICheckpointLedger.Record(BAG, stage, statement(++used), uri);
        vm.prank(sender);
        ledger.record(partyId, records);
    }

    function one(address sender, bytes32 partyId, uint8 stage) internal {
        one(sender, partyId, stage, "");
    }

    function produce() internal {
        one(farmer, farm, PRODUCED, BAG_URI);
    }
}
