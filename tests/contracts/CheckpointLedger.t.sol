// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CheckpointLedger} from "../../contracts/CheckpointLedger.sol";
import {ICheckpointLedger} from "../../contracts/interfaces/ICheckpointLedger.sol";
import {IPartyRegistry} from "../../contracts/interfaces/IPartyRegistry.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract CheckpointLedgerTest is LedgerTest {
    function test_aWayFromProductionToDelivery() public {
        vm.expectEmit(address(ledger));
        emit ICheckpointLedger.Recorded(BAG, farm, "statement 1", 1);
        produce();
        warpBy(10);
        one(farmer, farm, PACKED);
        one(farmer, farm, SHIPPED);
        one(driver, carrier, IN_TRANSIT);
        one(storekeeper, store, RECEIVED);
        one(shopkeeper, shop, DELIVERED);
        ICheckpointLedger.Entry[] memory way = ledger.history(BAG);
        bytes32[6] memory parties = [farm, farm, farm, carrier, store, shop];
        vm.assertEq(way.length, 6);
        for (uint256 i = 0; i < way.length; ++i) {
            vm.assertEq(way[i].stage, i + 1);
            vm.assertEq(way[i].partyId, parties[i]);
            vm.assertEq(way[i].statementId, statement(i + 1));
            vm.assertEq(way[i].time, i == 0 ? START : START + 10);
        }
        vm.assertEq(ledger.latest(BAG).stage, DELIVERED);
        vm.assertEq(ledger.latest(BAG).partyId, shop);
    }

    function test_rangesOfAHistoryAreClipped() public {
        produce();
        for (uint256 i = 0; i < 5; ++i) {
            one(farmer, farm, PACKED);
        }
        vm.assertEq(ledger.count(BAG), 6);
        vm.assertEq(ledger.count("unknown"), 0);
        uint256 all = type(uint256).max;
        uint256[3][6] memory cases =
            [[uint256(0), 2, 2], [uint256(4), 2, 2], [uint256(5), 2, 1], [uint256(6), 1, 0], [all, all, 0], [uint256(1), all, 5]];
        for (uint256 i = 0; i < cases.length; ++i) {
            ICheckpointLedger.Entry[] memory range = ledger.historyRange(BAG, cases[i][0], cases[i][1]);
            vm.assertEq(range.length, cases[i][2]);
            for (uint256 j = 0; j < range.length; ++j) {
                vm.assertEq(range[j].statementId, statement(cases[i][0] + j + 1));
            }
        }
    }

    function test_unknownItemsAreAllZero() public {
        produce();
        vm.assertEq(ledger.history("unknown").length, 0);
        bytes32[] memory keys = new bytes32[](3);
        (keys[0], keys[1], keys[2]) = ("unknown", BAG, bytes32(0));
        ICheckpointLedger.Entry[] memory found = ledger.latestMany(keys);
        vm.assertEq(keccak256(abi.encode(found[0])), keccak256(new bytes(4 * 32)));
        vm.assertEq(found[1].stage, PRODUCED);
        vm.assertEq(found[1].time, START);
        vm.assertEq(keccak256(abi.encode(found[2])), keccak256(new bytes(4 * 32)));
        vm.assertEq(ledger.latest("unknown").stage, 0);
        vm.assertEq(address(ledger.registry()), address(registry));
    }

    function test_manyItemsInOneCall() public {
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](3);
        string memory pallet = "https://id.gs1.org/00/340123450000000018";
        records[0] = ICheckpointLedger.Record(BAG, PRODUCED, "s1", BAG_URI);
        records[1] = ICheckpointLedger.Record(keyOf(pallet), PRODUCED, "s1", pallet);
        records[2] = ICheckpointLedger.Record(BAG, PACKED, "s2", "");
        vm.prank(farmer);
        ledger.record(farm, records);
        vm.assertEq(ledger.latest(BAG).stage, PACKED);
        vm.assertEq(ledger.latest(keyOf(pallet)).stage, PRODUCED);
    }

    function test_oneBadRecordKeepsAllOut() public {
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](2);
        records[0] = ICheckpointLedger.Record(BAG, PRODUCED, "s1", BAG_URI);
        records[1] = ICheckpointLedger.Record(BAG, DELIVERED, 0, "");
        vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.StatementMissing.selector, BAG));
        vm.prank(farmer);
        ledger.record(farm, records);
        vm.assertEq(ledger.history(BAG).length, 0);
    }

    function test_theRegistryIsMandatory() public {
        expectRevert(ICheckpointLedger.ZeroRegistry.selector);
        new CheckpointLedger(IPartyRegistry(address(0)));
    }

    function test_onlyThePartysController() public {
        expectRevert(ICheckpointLedger.NotController.selector, farm, shopkeeper);
        one(shopkeeper, farm, PRODUCED, BAG_URI);
        expectRevert(ICheckpointLedger.NotController.selector, bytes32("nobody"), farmer);
        one(farmer, "nobody", PRODUCED, BAG_URI);
        vm.prank(farmer);
        registry.proposeController(farm, stranger);
        vm.prank(stranger);
        registry.acceptController(farm);
        expectRevert(ICheckpointLedger.NotController.selector, farm, farmer);
        one(farmer, farm, PRODUCED, BAG_URI);
        one(stranger, farm, PRODUCED, BAG_URI);
    }

    function test_notWhileSuspended() public {
        vm.prank(registrar);
        registry.suspend(farm);
        expectRevert(ICheckpointLedger.PartySuspended.selector, farm);
        one(farmer, farm, PRODUCED, BAG_URI);
        vm.prank(registrar);
        registry.reinstate(farm);
        produce();
    }

    function test_rolesAreAskedAsTheyAreNow() public {
        produce();
        expectRole(shopkeeper, shop, IN_TRANSIT);
        expectRole(driver, carrier, PACKED);
        expectRole(driver, carrier, RECALLED);
        expectRole(certifierAccount, certifier, SHIPPED);
        vm.prank(registrar);
        registry.setRoles(farm, 4);
        expectRole(farmer, farm, RECALLED);
        one(farmer, farm, PACKED);
    }

    function test_stagesAreOneToNine() public {
        uint8[3] memory bad = [0, 10, 255];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.UnknownStage.selector, BAG, bad[i]));
            one(farmer, farm, bad[i]);
        }
    }

    function test_aCallSentTwiceIsRefused() public {
        produce();
        one(farmer, farm, SHIPPED);
        one(driver, carrier, IN_TRANSIT);
        used -= 1;
        vm.expectRevert(
            abi.encodeWithSelector(ICheckpointLedger.StatementRepeated.selector, BAG, statement(used + 1))
        );
        one(driver, carrier, IN_TRANSIT);
        used += 1;
        one(driver, carrier, IN_TRANSIT);
    }

    function test_theUriMustHashToTheItem() public {
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](1);
        records[0] = ICheckpointLedger.Record("another key", PRODUCED, "s1", BAG_URI);
        expectRevert(ICheckpointLedger.UriMismatch.selector, bytes32("another key"));
        vm.prank(farmer);
        ledger.record(farm, records);
        expectRevert(ICheckpointLedger.UriMismatch.selector, BAG);
        one(farmer, farm, PRODUCED, "");
        produce();
        expectRevert(ICheckpointLedger.UriMismatch.selector, BAG);
        one(farmer, farm, PACKED, BAG_URI);
    }

    function test_onlyGtinsAndSsccsInCanonicalForm() public {
        string[13] memory bad = [
            "https://id.gs1.org/01/0401234500000",
            "https://id.gs1.org/01/040123450000099",
            "https://id.gs1.org/01/0401234500000x",
            "https://id.gs1.org/01/04012345000009?a",
            "https://id.gs1.org/01/",
            "https://id.gs1.org/01",
            "https://id.gs1.org/00/34012345000000001",
            "https://id.gs1.org/00/340123450000000018/",
            "https://id.gs1.org/00/3401234500000000189",
            "https://id.gs1.org/414/4012345000009",
            "http://id.gs1.org/01/04012345000009/21/1",
            "https://id.gs1.com/01/04012345000009",
            ""
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            expectProduced(bad[i], abi.encodeWithSelector(ICheckpointLedger.NotGs1Item.selector, keyOf(bad[i])));
        }
        string[4] memory good = [
            "https://id.gs1.org/01/04012345000009",
            "https://id.gs1.org/01/14012345999999/10/L%2F1/21/S",
            "https://id.gs1.org/01/94012345000009/",
            "https://id.gs1.org/00/040123450000000018"
        ];
        for (uint256 i = 0; i < good.length; ++i) {
            expectProduced(good[i], "");
        }
    }

    function test_onlyThePrefixOwnerOrItsDelegateProduces() public {
        bytes memory refusal = abi.encodeWithSelector(ICheckpointLedger.NotPrefixOwner.selector, BAG, mill);
        vm.expectRevert(refusal);
        one(miller, mill, PRODUCED, BAG_URI);
        vm.prank(farmer);
        registry.setDelegate(PREFIX, mill, true);
        one(miller, mill, PRODUCED, BAG_URI);
        string memory foreign = "https://id.gs1.org/01/05012345000006";
        expectProduced(
            foreign, abi.encodeWithSelector(ICheckpointLedger.NotPrefixOwner.selector, keyOf(foreign), farm)
        );
        // One allowed item does not open the door for the next in the same call.
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](2);
        string memory own = "https://id.gs1.org/01/04012345000009/21/2";
        records[0] = ICheckpointLedger.Record(keyOf(own), PRODUCED, "s1", own);
        records[1] = ICheckpointLedger.Record(keyOf(foreign), PRODUCED, "s1", foreign);
        vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.NotPrefixOwner.selector, keyOf(foreign), farm));
        vm.prank(farmer);
        ledger.record(farm, records);
    }

    function test_onlyThePrefixOwnerOrItsDelegateRecalls() public {
        produce();
        vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.NotPrefixOwner.selector, BAG, mill));
        one(miller, mill, RECALLED);
        one(farmer, farm, SHIPPED);
        vm.startPrank(registrar);
        registry.releasePrefix(PREFIX);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.NotPrefixOwner.selector, BAG, farm));
        one(farmer, farm, RECALLED);
        vm.prank(registrar);
        registry.grantPrefix(PREFIX, mill);
        one(miller, mill, RECALLED);
        vm.assertEq(ledger.latest(BAG).partyId, mill);
    }

    function test_whoNeverHadItCannotEndIt() public {
        produce();
        one(farmer, farm, SHIPPED);
        one(storekeeper, store, RECEIVED);
        vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.NotInHistory.selector, BAG, shop));
        one(shopkeeper, shop, DECOMMISSIONED);
        one(shopkeeper, shop, DELIVERED);
        one(storekeeper, store, DECOMMISSIONED);
        expectEnded();
    }

    function test_thePrefixOwnerMayEndItOutsideTheHistory() public {
        produce();
        one(storekeeper, store, SHIPPED);
        vm.startPrank(registrar);
        registry.releasePrefix(PREFIX);
        registry.grantPrefix(PREFIX, mill);
        vm.stopPrank();
        one(miller, mill, DECOMMISSIONED);
        expectEnded();
    }

    function test_whoMadeItMayEndItEvenWithoutThePrefix() public {
        vm.prank(farmer);
        registry.setDelegate(PREFIX, mill, true);
        one(miller, mill, PRODUCED, BAG_URI);
        one(farmer, farm, SHIPPED);
        vm.prank(farmer);
        registry.setDelegate(PREFIX, mill, false);
        one(miller, mill, DECOMMISSIONED);
        expectEnded();
    }

    function expectEnded() private {
        for (uint8 stage = PRODUCED; stage <= DECOMMISSIONED; ++stage) {
            vm.expectRevert(
                abi.encodeWithSelector(ICheckpointLedger.StageNotAllowed.selector, BAG, DECOMMISSIONED, stage)
            );
            if (stage == IN_TRANSIT) one(driver, carrier, stage);
            else one(farmer, farm, stage);
        }
    }

    function expectRole(address sender, bytes32 partyId, uint8 stage) private {
        vm.expectRevert(abi.encodeWithSelector(ICheckpointLedger.RoleMissing.selector, partyId, stage));
        one(sender, partyId, stage);
    }

    function expectProduced(string memory uri, bytes memory refusal) private {
        ICheckpointLedger.Record[] memory records = new ICheckpointLedger.Record[](1);
        records[0] = ICheckpointLedger.Record(keyOf(uri), PRODUCED, "s1", uri);
        if (refusal.length != 0) vm.expectRevert(refusal);
        vm.prank(farmer);
        ledger.record(farm, records);
        if (refusal.length == 0) vm.assertEq(ledger.latest(keyOf(uri)).stage, PRODUCED);
    }
}
