// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Anchors of transparency logs
/// @notice Keeps, per log, the append-only sequence of anchors: each commits the size and root of the log and the root
/// of its item index, chained to the anchor before it. Nobody can change or remove an anchor.
interface ITraceAnchor {
    /// @notice One anchor as kept on chain.
    /// @param head Commitment to the anchor and, through `prev`, to every anchor before it.
    /// @param size Number of entries of the log.
    /// @param time Block time in Unix seconds.
    struct Anchor {
        bytes32 head;
        uint64 size;
        uint64 time;
    }

    /// @notice Who speaks for a log.
    /// @param operator The account that anchors.
    /// @param admin The cold account that may replace the operator, and nothing else.
    /// @param pendingOperator The account that may accept to become operator; zero if none.
    /// @param count Number of anchors.
    struct Log {
        address operator;
        address admin;
        address pendingOperator;
        uint64 count;
    }

    /// @notice A log was registered.
    event LogRegistered(
        bytes32 indexed logId, address indexed registrant, address operator, address admin, string vkeyLine
    );

    /// @notice A log was anchored. `prev` and the previous size stand in the log's previous event.
    event Anchored(
        bytes32 indexed logId, uint64 indexed seq, bytes32 head, uint64 size, bytes32 logRoot, bytes32 indexRoot
    );

    /// @notice The admin proposed a new operator, or withdrew the proposal (zero).
    event OperatorProposed(bytes32 indexed logId, address indexed proposed);

    /// @notice The proposed operator accepted.
    event OperatorReplaced(bytes32 indexed logId, address indexed previous, address indexed current);

    /// @notice An account that must exist is the zero address.
    error ZeroAddress();

    /// @notice The log's verification key line is empty.
    error EmptyVkeyLine();

    /// @notice This sender already registered this key line.
    error LogExists(bytes32 logId);

    /// @notice No such log.
    error UnknownLog(bytes32 logId);

    /// @notice The sender is not the log's operator.
    error NotOperator(bytes32 logId, address sender);

    /// @notice The sender is not the log's admin.
    error NotAdmin(bytes32 logId, address sender);

    /// @notice The sender was not proposed as operator.
    error NotPendingOperator(bytes32 logId, address sender);

    /// @notice An empty log commits to nothing.
    error ZeroSize();

    /// @notice No tree of SHA-256 has a zero root.
    error ZeroRoot();

    /// @notice `prev` is not the newest anchor's head: the sender does not know the chain's state.
    error WrongPrev(bytes32 expected, bytes32 given);

    /// @notice A log never shrinks.
    error SizeFell(uint64 previous, uint64 given);

    /// @notice One size of a log has one pair of roots.
    error OtherRoots(uint64 size);

    /// @notice There is no anchor of that number.
    error NoSuchAnchor(bytes32 logId, uint64 seq, uint64 count);

    /// @notice Registers a log for the sender.
    /// @dev The sender is part of the identifier, so nobody can take a log's identifier before its owner.
    /// @param vkeyLine The log's verification key in the form of C2SP signed notes.
    /// @param operator The account that will anchor.
    /// @param admin The cold account that may replace the operator.
    /// @return logId sha256("wayproof log v1" ‖ 0x00 ‖ sender ‖ sha256(vkeyLine)).
    function register(string calldata vkeyLine, address operator, address admin) external returns (bytes32 logId);

    /// @notice Anchors the log's newest tree head and item index. Only the operator.
    /// @dev The same size with the same roots is a heartbeat: it says that nothing was added until now.
    /// @param logId The log.
    /// @param prev Head of the newest anchor, zero for the first. It makes a repeated transaction harmless.
    /// @param size Number of entries of the log; not zero and not less than before.
    /// @param logRoot RFC 6962 root of the log at that size.
    /// @param indexRoot Root of the item index at that size.
    /// @return seq Number of this anchor, from zero.
    /// @return head sha256("wayproof anchor v1" ‖ 0x00 ‖ prev ‖ uint256 chain id ‖ this contract ‖ logId ‖ uint64 seq ‖
    /// uint64 previous size ‖ uint64 size ‖ logRoot ‖ indexRoot), integers big-endian.
    function anchor(bytes32 logId, bytes32 prev, uint64 size, bytes32 logRoot, bytes32 indexRoot)
        external
        returns (uint64 seq, bytes32 head);

    /// @notice Proposes a new operator, or withdraws the proposal with the zero address. Only the admin.
    function proposeOperator(bytes32 logId, address proposed) external;

    /// @notice Becomes the log's operator. Only the proposed account.
    function acceptOperator(bytes32 logId) external;

    /// @notice Number of anchors of a log; zero if there is no such log.
    function count(bytes32 logId) external view returns (uint64);

    /// @notice One anchor. Reverts with `NoSuchAnchor` beyond the newest.
    function at(bytes32 logId, uint64 seq) external view returns (Anchor memory);

    /// @notice Many anchors at once, in the order asked. Reverts with `NoSuchAnchor` if one is missing.
    function atMany(bytes32 logId, uint64[] calldata seqs) external view returns (Anchor[] memory);

    /// @notice Who speaks for a log; all zero if there is no such log.
    function log(bytes32 logId) external view returns (Log memory);
}
