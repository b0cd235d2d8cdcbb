// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from "./IPartyRegistry.sol";

/// @title Production-to-delivery checkpoints on chain
/// @notice For items worth a transaction of their own: each stage of an item's way, in a fixed order, recorded by a
/// party with the role for it and tied to the signed statement that tells the whole event. Stages: 1 produced,
/// 2 packed, 3 shipped, 4 in transit, 5 received, 6 delivered, 7 returned, 8 recalled, 9 decommissioned.
/// @dev Custody is not proven here: a party with the role may say that it received an item. What limits a false record
/// is that it names its party and its statement, that only the owner of the item's company prefix, or its delegate,
/// produces and recalls, and that only it or a party already in the item's history decommissions.
interface ICheckpointLedger {
    /// @notice A checkpoint to record.
    /// @param itemKey sha256("wayproof item v1" ‖ 0x00 ‖ item URI).
    /// @param stage The stage reached, 1 to 9.
    /// @param statementId The statement that tells this event; not zero.
    /// @param uri The item's URI for `produced`, where it must hash to `itemKey`; empty for every other stage.
    struct Record {
        bytes32 itemKey;
        uint8 stage;
        bytes32 statementId;
        string uri;
    }

    /// @notice A recorded checkpoint. All zero where there is none.
    /// @param statementId The statement that tells this event.
    /// @param partyId The party that recorded it.
    /// @param stage The stage reached.
    /// @param time Block time.
    struct Entry {
        bytes32 statementId;
        bytes32 partyId;
        uint8 stage;
        uint64 time;
    }

    /// @notice A checkpoint was recorded.
    event Recorded(
        bytes32 indexed itemKey, bytes32 indexed partyId, bytes32 indexed statementId, uint8 stage
    );

    /// @notice The registry must not be the zero address.
    error ZeroRegistry();

    /// @notice The sender is not the party's controller.
    error NotController(bytes32 partyId, address sender);

    /// @notice The party is suspended.
    error PartySuspended(bytes32 partyId);

    /// @notice A stage is 1 to 9.
    error UnknownStage(bytes32 itemKey, uint8 stage);

    /// @notice The party has none of the roles that record this stage.
    error RoleMissing(bytes32 partyId, uint8 stage);

    /// @notice This stage does not follow the item's stage (zero: nothing recorded).
    error StageNotAllowed(bytes32 itemKey, uint8 from, uint8 to);

    /// @notice A record without statement.
    error StatementMissing(bytes32 itemKey);

    /// @notice The item's newest record is of this very statement: the call was sent twice.
    error StatementRepeated(bytes32 itemKey, bytes32 statementId);

    /// @notice The URI does not hash to the item key, or is given where none belongs.
    error UriMismatch(bytes32 itemKey);

    /// @notice The URI is not a canonical GS1 Digital Link with a GTIN-14 or an SSCC.
    error NotGs1Item(bytes32 itemKey);

    /// @notice The party is neither the owner of the item's company prefix nor its delegate.
    error NotPrefixOwner(bytes32 itemKey, bytes32 partyId);

    /// @notice The party is neither that nor in the item's history.
    error NotInHistory(bytes32 itemKey, bytes32 partyId);

    /// @notice Records checkpoints of many items, all or none. Only the party's controller.
    /// @param partyId The party that records.
    /// @param records The checkpoints, in the order in which they happened.
    function record(bytes32 partyId, Record[] calldata records) external;

    /// @notice Number of checkpoints of an item.
    function count(bytes32 itemKey) external view returns (uint256);

    /// @notice All checkpoints of an item, oldest first.
    function history(bytes32 itemKey) external view returns (Entry[] memory);

    /// @notice At most `length` checkpoints of an item from position `start` (zero the oldest), fewer where it has no
    /// more; for histories too long for one answer.
    function historyRange(bytes32 itemKey, uint256 start, uint256 length) external view returns (Entry[] memory);

    /// @notice An item's newest checkpoint; all zero if there is none.
    function latest(bytes32 itemKey) external view returns (Entry memory);

    /// @notice `latest` for many items at once.
    function latestMany(bytes32[] calldata itemKeys) external view returns (Entry[] memory);

    /// @notice The stages that may follow a stage (zero: nothing recorded), as a sum of 1 << stage.
    function allowedAfter(uint8 stage) external pure returns (uint256);

    /// @notice The registry's roles of which a party needs one to record a stage, as a sum; zero for no such stage.
    function rolesFor(uint8 stage) external pure returns (uint256);

    /// @notice The registry that tells parties, roles and prefixes.
    function registry() external view returns (IPartyRegistry);
}
