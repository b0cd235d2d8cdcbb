// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITraceAnchor} from "../../contracts/interfaces/ITraceAnchor.sol";
import {TraceAnchor} from "../../contracts/TraceAnchor.sol";
import {Test} from "./support/Test.sol";

contract TraceAnchorTest is Test {
    string private constant VKEY = "ledger.example/log+1a2b3c4d+AQIDBA==";
    bytes32 private constant LOG_ROOT = keccak256("log root");
    bytes32 private constant INDEX_ROOT = keccak256("index root");

    TraceAnchor private anchors;
    address private registrant = account("registrant");
    address private operator = account("operator");
    address private admin = account("admin");
    address private stranger = account("stranger");
    bytes32 private logId;

    function setUp() public {
        vm.warp(START);
        anchors = new TraceAnchor();
        vm.prank(registrant);
        logId = anchors.register(VKEY, operator, admin);
    }

    // The format's own words, written apart from the contract: integers as fixed big-endian bytes.
    function headOf(bytes32 prev, bytes32 id, uint64 seq, uint64 prevSize, uint64 size, bytes32 root, bytes32 index)
        private
        view
        returns (bytes32)
    {
        bytes memory start = bytes.concat(bytes("wayproof anchor v1"), hex"00", prev, bytes32(block.chainid));
        bytes memory sizes = bytes.concat(bytes8(seq), bytes8(prevSize), bytes8(size));
        return sha256(bytes.concat(start, bytes20(address(anchors)), id, sizes, root, index));
    }

    function anchor(bytes32 prev, uint64 size, bytes32 root, bytes32 index) private returns (bytes32 head) {
        vm.prank(operator);
        (, head) = anchors.anchor(logId, prev, size, root, index);
    }

    function first() private returns (bytes32) {
        return anchor(0, 10, LOG_ROOT, INDEX_ROOT);
    }

    function test_logIdIsOfSenderAndKeyLine() public view {
        bytes32 line = sha256(bytes(VKEY));
        vm.assertEq(logId, sha256(bytes.concat("wayproof log v1", hex"00", bytes20(registrant), line)));
        ITraceAnchor.Log memory log = anchors.log(logId);
        vm.assertEq(log.operator, operator);
        vm.assertEq(log.admin, admin);
        vm.assertEq(log.pendingOperator, address(0));
        vm.assertEq(log.count, 0);
    }

    function test_anotherSenderGetsAnotherLog() public {
        bytes32 other = sha256(bytes.concat("wayproof log v1", hex"00", bytes20(stranger), sha256(bytes(VKEY))));
        vm.expectEmit(address(anchors));
        emit ITraceAnchor.LogRegistered(other, stranger, stranger, admin, VKEY);
        vm.prank(stranger);
        vm.assertEq(anchors.register(VKEY, stranger, admin), other);
        vm.assertTrue(other != logId);
        vm.assertEq(anchors.log(logId).operator, operator);
    }

    function test_registerRefuses() public {
        vm.startPrank(registrant);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.LogExists.selector, logId));
        anchors.register(VKEY, operator, admin);
        expectRevert(ITraceAnchor.EmptyVkeyLine.selector);
        anchors.register("", operator, admin);
        expectRevert(ITraceAnchor.ZeroAddress.selector);
        anchors.register("a", address(0), admin);
        expectRevert(ITraceAnchor.ZeroAddress.selector);
        anchors.register("a", operator, address(0));
    }

    function test_firstAnchor() public {
        bytes32 head = headOf(0, logId, 0, 0, 10, LOG_ROOT, INDEX_ROOT);
        vm.expectEmit(address(anchors));
        emit ITraceAnchor.Anchored(logId, 0, head, 10, LOG_ROOT, INDEX_ROOT);
        vm.prank(operator);
        (uint64 seq, bytes32 given) = anchors.anchor(logId, 0, 10, LOG_ROOT, INDEX_ROOT);
        vm.assertEq(seq, 0);
        vm.assertEq(given, head);
        vm.assertEq(anchors.count(logId), 1);
        ITraceAnchor.Anchor memory kept = anchors.at(logId, 0);
        vm.assertEq(kept.head, head);
        vm.assertEq(kept.size, 10);
        vm.assertEq(kept.time, START);
    }

    function test_followingAnchorChainsToTheFirst() public {
        bytes32 head0 = first();
        warpBy(60);
        bytes32 head1 = anchor(head0, 25, keccak256("r1"), keccak256("i1"));
        vm.assertEq(head1, headOf(head0, logId, 1, 10, 25, keccak256("r1"), keccak256("i1")));
        vm.assertEq(anchors.at(logId, 1).time, START + 60);
        vm.assertEq(anchors.at(logId, 0).time, START);
        vm.assertEq(anchors.at(logId, 0).head, head0);
    }

    function test_heartbeatKeepsSizeAndRoots() public {
        bytes32 head0 = first();
        bytes32 head1 = anchor(head0, 10, LOG_ROOT, INDEX_ROOT);
        vm.assertEq(head1, headOf(head0, logId, 1, 10, 10, LOG_ROOT, INDEX_ROOT));
        bytes32 head2 = anchor(head1, 10, LOG_ROOT, INDEX_ROOT);
        vm.assertEq(head2, headOf(head1, logId, 2, 10, 10, LOG_ROOT, INDEX_ROOT));
    }

    function test_sameSizeWithOtherRootsIsRefused() public {
        bytes32 head = first();
        bytes memory refusal = abi.encodeWithSelector(ITraceAnchor.OtherRoots.selector, uint64(10));
        vm.startPrank(operator);
        vm.expectRevert(refusal);
        anchors.anchor(logId, head, 10, keccak256("other"), INDEX_ROOT);
        vm.expectRevert(refusal);
        anchors.anchor(logId, head, 10, LOG_ROOT, keccak256("other"));
        vm.expectRevert(refusal);
        anchors.anchor(logId, head, 10, INDEX_ROOT, LOG_ROOT);
        vm.stopPrank();
        // The same holds behind a longer history.
        bytes32 second = anchor(head, 11, INDEX_ROOT, LOG_ROOT);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.OtherRoots.selector, uint64(11)));
        vm.prank(operator);
        anchors.anchor(logId, second, 11, LOG_ROOT, INDEX_ROOT);
    }

    function test_anchorRefusesWrongInput() public {
        bytes32 head = first();
        bytes32 nowhere = keccak256("no log");
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.UnknownLog.selector, nowhere));
        anchors.anchor(nowhere, 0, 1, LOG_ROOT, INDEX_ROOT);
        expectRevert(ITraceAnchor.ZeroSize.selector);
        anchors.anchor(logId, head, 0, LOG_ROOT, INDEX_ROOT);
        expectRevert(ITraceAnchor.ZeroRoot.selector);
        anchors.anchor(logId, head, 11, 0, INDEX_ROOT);
        expectRevert(ITraceAnchor.ZeroRoot.selector);
        anchors.anchor(logId, head, 11, LOG_ROOT, 0);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.SizeFell.selector, uint64(10), uint64(9)));
        anchors.anchor(logId, head, 9, LOG_ROOT, INDEX_ROOT);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.WrongPrev.selector, head, bytes32(0)));
        anchors.anchor(logId, 0, 11, LOG_ROOT, INDEX_ROOT);
        vm.stopPrank();
        vm.assertEq(anchors.count(logId), 1);
    }

    function test_firstAnchorRefusesAPrev() public {
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.WrongPrev.selector, bytes32(0), LOG_ROOT));
        vm.prank(operator);
        anchors.anchor(logId, LOG_ROOT, 1, LOG_ROOT, INDEX_ROOT);
    }

    function test_aResentAnchorIsRefused() public {
        bytes32 head = first();
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.WrongPrev.selector, head, bytes32(0)));
        vm.prank(operator);
        anchors.anchor(logId, 0, 10, LOG_ROOT, INDEX_ROOT);
    }

    function test_onlyTheOperatorAnchors() public {
        address[3] memory others = [admin, registrant, stranger];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.NotOperator.selector, logId, others[i]));
            vm.prank(others[i]);
            anchors.anchor(logId, 0, 1, LOG_ROOT, INDEX_ROOT);
        }
    }

    function test_theAdminReplacesTheOperatorInTwoSteps() public {
        bytes32 head = first();
        vm.expectEmit(address(anchors));
        emit ITraceAnchor.OperatorProposed(logId, stranger);
        vm.prank(admin);
        anchors.proposeOperator(logId, stranger);
        vm.assertEq(anchors.log(logId).pendingOperator, stranger);
        vm.assertEq(anchors.log(logId).operator, operator);

        vm.expectEmit(address(anchors));
        emit ITraceAnchor.OperatorReplaced(logId, operator, stranger);
        vm.prank(stranger);
        anchors.acceptOperator(logId);
        ITraceAnchor.Log memory log = anchors.log(logId);
        vm.assertEq(log.operator, stranger);
        vm.assertEq(log.pendingOperator, address(0));
        vm.assertEq(log.admin, admin);
        vm.assertEq(log.count, 1);

        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.NotOperator.selector, logId, operator));
        vm.prank(operator);
        anchors.anchor(logId, head, 11, LOG_ROOT, INDEX_ROOT);
        vm.prank(stranger);
        anchors.anchor(logId, head, 11, LOG_ROOT, INDEX_ROOT);
        vm.assertEq(anchors.count(logId), 2);
    }

    function test_onlyTheAdminProposes() public {
        address[3] memory others = [operator, registrant, stranger];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.NotAdmin.selector, logId, others[i]));
            vm.prank(others[i]);
            anchors.proposeOperator(logId, others[i]);
        }
        bytes32 nowhere = keccak256("no log");
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.UnknownLog.selector, nowhere));
        vm.prank(admin);
        anchors.proposeOperator(nowhere, stranger);
    }

    function test_onlyTheProposedAccountAccepts() public {
        vm.prank(admin);
        anchors.proposeOperator(logId, stranger);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.NotPendingOperator.selector, logId, operator));
        vm.prank(operator);
        anchors.acceptOperator(logId);
        vm.prank(admin);
        anchors.proposeOperator(logId, address(0));
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.NotPendingOperator.selector, logId, stranger));
        vm.prank(stranger);
        anchors.acceptOperator(logId);
        bytes32 nowhere = keccak256("no log");
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.UnknownLog.selector, nowhere));
        anchors.acceptOperator(nowhere);
    }

    function test_manyAtOnceInTheOrderAsked() public {
        bytes32[3] memory heads;
        heads[0] = first();
        heads[1] = anchor(heads[0], 20, keccak256("r1"), INDEX_ROOT);
        heads[2] = anchor(heads[1], 30, keccak256("r2"), INDEX_ROOT);
        uint64[] memory seqs = new uint64[](4);
        (seqs[0], seqs[1], seqs[2], seqs[3]) = (2, 0, 1, 2);
        ITraceAnchor.Anchor[] memory found = anchors.atMany(logId, seqs);
        vm.assertEq(found.length, 4);
        for (uint256 i = 0; i < seqs.length; ++i) {
            vm.assertEq(found[i].head, heads[seqs[i]]);
            vm.assertEq(found[i].size, 10 + 10 * seqs[i]);
        }
        vm.assertEq(anchors.atMany(logId, new uint64[](0)).length, 0);
    }

    function test_viewsRefuseAnchorsThatAreNot() public {
        first();
        bytes memory refusal = abi.encodeWithSelector(ITraceAnchor.NoSuchAnchor.selector, logId, uint64(1), uint64(1));
        vm.expectRevert(refusal);
        anchors.at(logId, 1);
        uint64[] memory seqs = new uint64[](2);
        (seqs[0], seqs[1]) = (0, 1);
        vm.expectRevert(refusal);
        anchors.atMany(logId, seqs);
        bytes32 nowhere = keccak256("no log");
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.NoSuchAnchor.selector, nowhere, uint64(0), uint64(0)));
        anchors.at(nowhere, 0);
        vm.assertEq(anchors.count(nowhere), 0);
        vm.assertEq(anchors.log(nowhere).operator, address(0));
    }

    function testFuzz_headsChain(uint64 size0, uint64 growth, bytes32 root0, bytes32 root1, bytes32 index, uint64 chain)
        public
    {
        vm.assume(root0 != 0 && root1 != 0 && index != 0);
        size0 = uint64(bound(size0, 1, type(uint64).max - 1));
        uint64 size1 = size0 + uint64(bound(growth, 1, type(uint64).max - size0));
        vm.chainId(bound(chain, 1, type(uint64).max - 1));
        bytes32 head0 = anchor(0, size0, root0, index);
        vm.assertEq(head0, headOf(0, logId, 0, 0, size0, root0, index));
        bytes32 head1 = anchor(head0, size1, root1, index);
        vm.assertEq(head1, headOf(head0, logId, 1, size0, size1, root1, index));
        vm.assertEq(anchor(head1, size1, root1, index), headOf(head1, logId, 2, size1, size1, root1, index));
    }

    function testFuzz_onlyTheSameRootsAreAHeartbeat(bytes32 root, bytes32 index) public {
        bytes32 head = first();
        vm.assume(root != 0 && index != 0);
        vm.assume(root != LOG_ROOT || index != INDEX_ROOT);
        vm.expectRevert(abi.encodeWithSelector(ITraceAnchor.OtherRoots.selector, uint64(10)));
        vm.prank(operator);
        anchors.anchor(logId, head, 10, root, index);
    }

    function testFuzz_logIds(address sender, string calldata line) public {
        vm.assume(sender != address(0) && bytes(line).length != 0);
        vm.assume(sender != registrant || keccak256(bytes(line)) != keccak256(bytes(VKEY)));
        vm.prank(sender);
        bytes32 id = anchors.register(line, operator, admin);
        vm.assertEq(id, sha256(bytes.concat("wayproof log v1", hex"00", bytes20(sender), sha256(bytes(line)))));
    }
}
