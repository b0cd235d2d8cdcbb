// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITraceAnchor} from "./interfaces/ITraceAnchor.sol";

/// @title Anchors of transparency logs
/// @dev Has no owner, no pause and no proxy: nothing but a log's own operator and admin acts on it.
contract TraceAnchor is ITraceAnchor {
    /// Operator and count share a slot, the only one besides the anchor itself that anchoring writes.
    struct LogState {
        address operator;
        uint64 count;
        address admin;
        address pendingOperator;
    }

    mapping(bytes32 logId => LogState) private _logs;
    mapping(bytes32 logId => mapping(uint64 seq => Anchor)) private _anchors;

    /// @inheritdoc ITraceAnchor
    function register(string calldata vkeyLine, address operator, address admin) external returns (bytes32 logId) {
        if (bytes(vkeyLine).length == 0) revert EmptyVkeyLine();
        if (operator == address(0) || admin == address(0)) revert ZeroAddress();
        logId = sha256(abi.encodePacked("wayproof log v1\x00", msg.sender, sha256(bytes(vkeyLine))));
        LogState storage state = _logs[logId];
        if (state.operator != address(0)) revert LogExists(logId);
        state.operator = operator;
        state.admin = admin;
        emit LogRegistered(logId, msg.sender, operator, admin, vkeyLine);
    }

    /// @inheritdoc ITraceAnchor
    function anchor(bytes32 logId, bytes32 prev, uint64 size, bytes32 logRoot, bytes32 indexRoot)
        external
        returns (uint64 seq, bytes32 head)
    {
        LogState storage state = _logs[logId];
        address operator = state.operator;
        if (operator == address(0)) revert UnknownLog(logId);
        if (msg.sender != operator) revert NotOperator(logId, msg.sender);
        if (size == 0) revert ZeroSize();
        if (logRoot == 0 || indexRoot == 0) revert ZeroRoot();

        seq = state.count;
        (bytes32 newest, uint64 prevSize) = _before(logId, seq);
        if (prev != newest) revert WrongPrev(newest, prev);
        if (size < prevSize) revert SizeFell(prevSize, size);
        if (size == prevSize) _requireSameRoots(logId, seq, size, logRoot, indexRoot);

        head = _head(prev, logId, seq, prevSize, size, logRoot, indexRoot);
        _anchors[logId][seq] = Anchor(head, size, uint64(block.timestamp));
        state.count = seq + 1;
        emit Anchored(logId, seq, head, size, logRoot, indexRoot);
    }

    /// @inheritdoc ITraceAnchor
    function proposeOperator(bytes32 logId, address proposed) external {
        LogState storage state = _logs[logId];
        if (state.operator == address(0)) revert UnknownLog(logId);
        if (msg.sender != state.admin) revert NotAdmin(logId, msg.sender);
        state.pendingOperator = proposed;
        emit OperatorProposed(logId, proposed);
    }

    /// @inheritdoc ITraceAnchor
    function acceptOperator(bytes32 logId) external {
        LogState storage state = _logs[logId];
        if (state.operator == address(0)) revert UnknownLog(logId);
        if (msg.sender != state.pendingOperator) revert NotPendingOperator(logId, msg.sender);
        address previous = state.operator;
        state.operator = msg.sender;
        delete state.pendingOperator;
        emit OperatorReplaced(logId, previous, msg.sender);
    }

    /// @inheritdoc ITraceAnchor
    function count(bytes32 logId) external view returns (uint64) {
        return _logs[logId].count;
    }

    /// @inheritdoc ITraceAnchor
    function at(bytes32 logId, uint64 seq) external view returns (Anchor memory) {
        return _at(logId, seq, _logs[logId].count);
    }

    /// @inheritdoc ITraceAnchor
    function atMany(bytes32 logId, uint64[] calldata seqs) external view returns (Anchor[] memory anchors) {
        uint64 total = _logs[logId].count;
        anchors = new Anchor[](seqs.length);
        for (uint256 i = 0; i < seqs.length; ++i) {
            anchors[i] = _at(logId, seqs[i], total);
        }
    }

    /// @inheritdoc ITraceAnchor
    function log(bytes32 logId) external view returns (Log memory) {
        LogState storage state = _logs[logId];
        return Log(state.operator, state.admin, state.pendingOperator, state.count);
    }

    function _at(bytes32 logId, uint64 seq, uint64 total) private view returns (Anchor memory) {
        if (seq >= total) revert NoSuchAnchor(logId, seq, total);
        return _anchors[logId][seq];
    }

    /// Head and size of the anchor before number `seq`: zero before the first.
    function _before(bytes32 logId, uint64 seq) private view returns (bytes32 head, uint64 size) {
        if (seq == 0) return (0, 0);
        Anchor storage previous = _anchors[logId][seq - 1];
        return (previous.head, previous.size);
    }

    /// The roots of the newest anchor are not stored: they are the same iff its head recomputes from them, which spares
    /// each anchor a slot.
    function _requireSameRoots(bytes32 logId, uint64 seq, uint64 size, bytes32 logRoot, bytes32 indexRoot)
        private
        view
    {
        (bytes32 prev, uint64 prevSize) = _before(logId, seq - 1);
        bytes32 head = _head(prev, logId, seq - 1, prevSize, size, logRoot, indexRoot);
        if (head != _anchors[logId][seq - 1].head) revert OtherRoots(size);
    }

    function _head(
        bytes32 prev,
        bytes32 logId,
        uint64 seq,
        uint64 prevSize,
        uint64 size,
        bytes32 logRoot,
        bytes32 indexRoot
    ) private view returns (bytes32) {
        return sha256(
            abi.encodePacked(
                "wayproof anchor v1\x00",
                prev,
                block.chainid,
                address(this),
                logId,
                seq,
                prevSize,
                size,
                logRoot,
                indexRoot
            )
        );
    }
}
