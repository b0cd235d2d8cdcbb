// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICheckpointLedger} from "../../contracts/interfaces/ICheckpointLedger.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract StagesTest is LedgerTest {
    /// A row per stage that an item stands at, from none to decommissioned; a column per stage that may follow.
    bytes private constant ORDER =
        // prod pack ship tran recv dlvd retd recl dcom
        "x........" // nothing yet
        ".xx..x.xx" // produced
        ".xx..x.xx" // packed
        "...xxxxxx" // shipped
        "...xxxxxx" // in transit
        ".xx..xxxx" // received
        "......xxx" // delivered
        ".xxxx..xx" // returned
        "......x.x" // recalled
        "........."; // decommissioned
    /// A row per role: producer, carrier, warehouse, retailer, certifier, auditor.
    bytes private constant ROLES =
        // prod pack ship tran recv dlvd retd recl dcom
        "xxx.xxxxx" "..xxxxx.x" ".xx.xxx.x" ".xx.xxx.x" "........." ".........";

    address[5] private senders;
    bytes32[5] private parties;

    function setUp() public override {
        super.setUp();
        senders = [farmer, driver, storekeeper, shopkeeper, miller];
        parties = [farm, carrier, store, shop, mill];
    }

    function follows(uint256 from, uint256 to) private pure returns (bool) {
        return to >= 1 && to <= 9 && from <= 9 && ORDER[9 * from + to - 1] == "x";
    }

    function mayRecord(uint256 role, uint256 stage) private pure returns (bool) {
        return stage >= 1 && stage <= 9 && ROLES[9 * role + stage - 1] == "x";
    }

    function test_theOrderIsTheTable() public view {
        for (uint256 from = 0; from < 256; ++from) {
            uint256 allowed = ledger.allowedAfter(uint8(from));
            for (uint256 to = 0; to < 256; ++to) {
                vm.assertEq(allowed >> to & 1 == 1, follows(from, to));
            }
        }
    }

    function test_theRolesAreTheTable() public view {
        for (uint256 stage = 0; stage < 256; ++stage) {
            uint256 roles = ledger.rolesFor(uint8(stage));
            for (uint256 role = 0; role < 6; ++role) {
                vm.assertEq(roles >> role & 1 == 1, mayRecord(role, stage));
            }
            vm.assertEq(roles >> 6, 0);
        }
    }

    /// A random walk by random parties is recorded exactly as far as both tables and the rules for endings allow.
    function testFuzz_walks(uint8[32] calldata stages, uint8[32] calldata actors) public {
        produce();
        uint256 stage = PRODUCED;
        uint256 length = 1;
        bool[5] memory inHistory;
        inHistory[0] = true;
        for (uint256 i = 0; i < stages.length; ++i) {
            uint256 actor = actors[i] % 5;
            uint8 next = pick(stage, stages[i]);
            bool accepted = follows(stage, next) && mayRecord(actor == 4 ? 0 : actor, next)
                && (next != RECALLED || actor == 0) && (next != DECOMMISSIONED || actor == 0 || inHistory[actor]);
            warpBy(1);
            vm.assertEq(tryRecord(actor, next, bytes32(i + 1)), accepted);
            if (accepted) {
                stage = next;
                ++length;
                inHistory[actor] = true;
                ICheckpointLedger.Entry memory newest = ledger.latest(BAG);
                vm.assertEq(newest.stage, next);
                vm.assertEq(newest.partyId, parties[actor]);
                vm.assertEq(newest.statementId, bytes32(i + 1));
                vm.assertEq(newest.time, uint64(block.timestamp));
            }
        }
        ICheckpointLedger.Entry[] memory way = ledger.history(BAG);
        vm.assertEq(way.length, length);
        for (uint256 i = 1; i < way.length; ++i) {
            vm.assertTrue(follows(way[i - 1].stage, way[i].stage), "order");
            vm.assertTrue(way[i - 1].time < way[i].time, "time");
        }
    }

    /// Mostly a stage that may follow and is not the end, so that walks get far.
    function pick(uint256 stage, uint8 seed) private pure returns (uint8) {
        uint8 start = 1 + seed % 9;
        if (seed > 200) return start;
        for (uint8 i = 0; i < 9; ++i) {
            uint8 next = 1 + (start + i) % 9;
            if (follows(stage, next) && (next != DECOMMISSIONED || seed > 180)) return next;
        }
        return start;
    }

    function tryRecord(uint256 actor, uint8 stage, bytes32 statementId) private returns (bool accepted) {
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](1);
        records[0] = ICheckpointLedger.Record(BAG, stage, statementId, stage == PRODUCED ? BAG_URI : "");
        vm.prank(senders[actor]);
        try ledger.record(parties[actor], records) {
            accepted = true;
        } catch {}
    }
}
