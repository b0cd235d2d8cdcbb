// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITraceAnchor} from "../../contracts/interfaces/ITraceAnchor.sol";
import {TraceAnchor} from "../../contracts/TraceAnchor.sol";
import {Test} from "./support/Test.sol";

/// Acts on two logs at once in every way, right and wrong, and remembers what was accepted.
contract AnchorHandler is Test {
    TraceAnchor public immutable anchors;
    bytes32[2] public logIds;
    address[2] public operators;
    ITraceAnchor.Anchor[][2] internal accepted;
    bytes32[2][2] internal roots;
    uint256 public wronglyAccepted;

    constructor() {
        anchors = new TraceAnchor();
        for (uint256 i = 0; i < 2; ++i) {
            operators[i] = account(i == 0 ? "operator 0" : "operator 1");
            logIds[i] = anchors.register(i == 0 ? "log 0" : "log 1", operators[i], account("admin"));
        }
    }

    function grow(uint256 which, uint64 growth, bytes32 root, bytes32 index, uint16 wait) external {
        which %= 2;
        vm.warp(block.timestamp + wait);
        uint64 size = uint64(uint256(last(which).size) + bound(growth, 1, 1 << 40));
        roots[which] = [root == 0 ? bytes32("root") : root, index == 0 ? bytes32("index") : index];
        send(which, last(which).head, size);
    }

    function heartbeat(uint256 which, uint16 wait) external {
        which %= 2;
        if (accepted[which].length == 0) return;
        vm.warp(block.timestamp + wait);
        send(which, last(which).head, last(which).size);
    }

    /// Everything that must be refused: each bit of `how` that is set spoils one thing.
    function spoil(uint256 which, uint8 how, bytes32 noise) external {
        which %= 2;
        how = uint8(bound(how, 1, 15));
        ITraceAnchor.Anchor memory newest = last(which);
        address sender = how & 1 != 0 ? address(uint160(uint256(noise) | 1)) : operators[which];
        if (how & 1 != 0 && sender == operators[which]) return;
        bytes32 prev = how & 2 != 0 ? keccak256(abi.encode(noise)) : newest.head;
        uint64 size = newest.size + 1;
        bytes32 root = keccak256(abi.encode(noise, "root"));
        if (how & 4 != 0) size = newest.size == 0 ? 0 : newest.size - 1;
        if (how & 8 != 0) {
            if (newest.size == 0) root = 0;
            else if (how & 4 == 0) size = newest.size;
            else root = 0;
        }
        vm.prank(sender);
        try anchors.anchor(logIds[which], prev, size, root, "index") {
            ++wronglyAccepted;
        } catch {}
    }

    function replaceOperator(uint256 which, uint160 next) external {
        which %= 2;
        if (next == 0) return;
        vm.prank(account("admin"));
        anchors.proposeOperator(logIds[which], address(next));
        vm.prank(address(next));
        anchors.acceptOperator(logIds[which]);
        operators[which] = address(next);
    }

    function count(uint256 which) external view returns (uint256) {
        return accepted[which].length;
    }

    function remembered(uint256 which, uint256 seq) external view returns (ITraceAnchor.Anchor memory) {
        return accepted[which][seq];
    }

    function send(uint256 which, bytes32 prev, uint64 size) private {
        vm.prank(operators[which]);
        (uint64 seq, bytes32 head) = anchors.anchor(logIds[which], prev, size, roots[which][0], roots[which][1]);
        require(seq == accepted[which].length, "sequence numbers have a gap");
        accepted[which].push(ITraceAnchor.Anchor(head, size, uint64(block.timestamp)));
    }

    function last(uint256 which) private view returns (ITraceAnchor.Anchor memory newest) {
        uint256 length = accepted[which].length;
        if (length != 0) newest = accepted[which][length - 1];
    }
}

contract TraceAnchorInvariantTest is Test {
    AnchorHandler private handler;

    function setUp() public {
        vm.warp(START);
        handler = new AnchorHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](4);
        targets[0].selectors[0] = AnchorHandler.grow.selector;
        targets[0].selectors[1] = AnchorHandler.heartbeat.selector;
        targets[0].selectors[2] = AnchorHandler.spoil.selector;
        targets[0].selectors[3] = AnchorHandler.replaceOperator.selector;
    }

    function invariant_everyAcceptedAnchorStaysAsItWas() public view {
        TraceAnchor anchors = handler.anchors();
        for (uint256 which = 0; which < 2; ++which) {
            bytes32 logId = handler.logIds(which);
            vm.assertEq(anchors.count(logId), handler.count(which));
            uint64 size = 1;
            uint64 time = START;
            for (uint64 seq = 0; seq < handler.count(which); ++seq) {
                ITraceAnchor.Anchor memory kept = anchors.at(logId, seq);
                ITraceAnchor.Anchor memory then = handler.remembered(which, seq);
                vm.assertEq(kept.head, then.head);
                vm.assertEq(kept.size, then.size);
                vm.assertEq(kept.time, then.time);
                vm.assertTrue(kept.size >= size, "a size fell");
                vm.assertTrue(kept.time >= time, "a time fell");
                (size, time) = (kept.size, kept.time);
            }
        }
    }

    function invariant_nothingWrongIsAccepted() public view {
        vm.assertEq(handler.wronglyAccepted(), 0);
    }
}
