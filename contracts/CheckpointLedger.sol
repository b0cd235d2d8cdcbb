// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICheckpointLedger} from "./interfaces/ICheckpointLedger.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPartyRegistry} from "./interfaces/IPartyRegistry.sol";
import {Gs1} from "./libraries/Gs1.sol";
import {Stages} from "./libraries/Stages.sol";

/// @title Production-to-delivery checkpoints on chain
contract CheckpointLedger is ICheckpointLedger {
    /// `digits` are those from where the item's company prefix starts, kept to ask who may recall it.
    struct Item {
        uint32 count;
        uint8 stage;
        bytes12 digits;
    }

    /// `party` is a position in `_parties`, so that a checkpoint takes two slots and not three.
    struct PackedEntry {
        bytes32 statementId;
        uint64 time;
        uint32 party;
        uint8 stage;
    }

    /// What is true of the recording party for a whole call, and the last company prefix asked about.
    struct Recorder {
        bytes32 partyId;
        uint32 number;
        uint16 roles;
        bytes12 digits;
        bool allowed;
    }

    /// @inheritdoc ICheckpointLedger
    IPartyRegistry public immutable registry;

    mapping(bytes32 itemKey => Item) private _items;
    mapping(bytes32 itemKey => mapping(uint256 position => PackedEntry)) private _entries;
    bytes32[] private _parties;
    /// Position in `_parties` plus one; zero for a party that recorded nothing yet.
    mapping(bytes32 partyId => uint256) private _numbers;

    constructor(IPartyRegistry registry_) {
        if (address(registry_) == address(0)) revert ZeroRegistry();
        registry = registry_;
    }

    /// @inheritdoc ICheckpointLedger
    function record(bytes32 partyId, Record[] calldata records) external {
        Recorder memory recorder = _recorder(partyId);
        for (uint256 i = 0; i < records.length; ++i) {
            _record(recorder, records[i]);
        }
    }

    /// @inheritdoc ICheckpointLedger
    function count(bytes32 itemKey) external view returns (uint256) {
        return _items[itemKey].count;
    }

    /// @inheritdoc ICheckpointLedger
    function history(bytes32 itemKey) external view returns (Entry[] memory) {
        return _range(itemKey, 0, type(uint256).max);
    }

    /// @inheritdoc ICheckpointLedger
    function historyRange(bytes32 itemKey, uint256 start, uint256 length) external view returns (Entry[] memory) {
        return _range(itemKey, start, length);
    }

    /// @inheritdoc ICheckpointLedger
    function latest(bytes32 itemKey) external view returns (Entry memory) {
        return _latest(itemKey);
    }

    /// @inheritdoc ICheckpointLedger
    function latestMany(bytes32[] calldata itemKeys) external view returns (Entry[] memory entries) {
        entries = new Entry[](itemKeys.length);
        for (uint256 i = 0; i < itemKeys.length; ++i) {
            entries[i] = _latest(itemKeys[i]);
        }
    }

    /// @inheritdoc ICheckpointLedger
    function allowedAfter(uint8 stage) external pure returns (uint256) {
        return Stages.allowedAfter(stage);
    }

    /// @inheritdoc ICheckpointLedger
    function rolesFor(uint8 stage) external pure returns (uint256) {
        return Stages.rolesFor(stage);
    }

    function _recorder(bytes32 partyId) private returns (Recorder memory recorder) {
        if (msg.sender != registry.controllerOf(partyId)) revert NotController(partyId, msg.sender);
        IParties.PartyState memory state = registry.partyAt(partyId, uint64(block.timestamp));
        if (state.suspended) revert PartySuspended(partyId);
        uint256 number = _numbers[partyId];
        if (number == 0) {
            _parties.push(partyId);
            number = _parties.length;
            _numbers[partyId] = number;
        }
        recorder.partyId = partyId;
        recorder.number = uint32(number - 1);
        recorder.roles = state.roles;
    }

    function _record(Recorder memory recorder, Record calldata given) private {
        bytes32 itemKey = given.itemKey;
        uint8 stage = given.stage;
        uint256 roles = Stages.rolesFor(stage);
        if (roles == 0) revert UnknownStage(itemKey, stage);
        if (roles & recorder.roles == 0) revert RoleMissing(recorder.partyId, stage);
        if (given.statementId == 0) revert StatementMissing(itemKey);

        Item memory item = _items[itemKey];
        if (item.count != 0 && _entries[itemKey][item.count - 1].statementId == given.statementId) {
            revert StatementRepeated(itemKey, given.statementId);
        }
        if (Stages.allowedAfter(item.stage) & (1 << stage) == 0) {
            revert StageNotAllowed(itemKey, item.stage, stage);
        }

        if (stage == Stages.PRODUCED) {
            item.digits = _digits(itemKey, bytes(given.uri));
        } else if (bytes(given.uri).length != 0) {
            revert UriMismatch(itemKey);
        }
        if (stage == Stages.PRODUCED || stage == Stages.RECALLED) {
            if (!_ownsPrefix(recorder, item.digits)) revert NotPrefixOwner(itemKey, recorder.partyId);
        } else if (stage == Stages.DECOMMISSIONED) {
            if (!_inHistory(recorder, itemKey, item.count) && !_ownsPrefix(recorder, item.digits)) {
                revert NotInHistory(itemKey, recorder.partyId);
            }
        }

        _entries[itemKey][item.count] =
            PackedEntry(given.statementId, uint64(block.timestamp), recorder.number, stage);
        _items[itemKey] = Item(item.count + 1, stage, item.digits);
        emit Recorded(itemKey, recorder.partyId, given.statementId, stage);
    }

    /// Items of one product stand together in a call, so the registry is asked once for them.
    function _ownsPrefix(Recorder memory recorder, bytes12 digits) private view returns (bool) {
        if (recorder.digits != digits) {
            recorder.digits = digits;
            recorder.allowed = registry.authorityAt(digits, recorder.partyId, uint64(block.timestamp)).allowed;
        }
        return recorder.allowed;
    }

    /// From the newest on, where a holder stands who ends what it received.
    function _inHistory(Recorder memory recorder, bytes32 itemKey, uint256 total) private view returns (bool) {
        for (uint256 i = total; i > 0; --i) {
            if (_entries[itemKey][i - 1].party == recorder.number) return true;
        }
        return false;
    }

    function _latest(bytes32 itemKey) private view returns (Entry memory entry) {
        uint256 total = _items[itemKey].count;
        if (total != 0) entry = _entry(itemKey, total - 1);
    }

    function _range(bytes32 itemKey, uint256 start, uint256 length) private view returns (Entry[] memory entries) {
        uint256 total = _items[itemKey].count;
        if (start > total) start = total;
        if (length > total - start) length = total - start;
        entries = new Entry[](length);
        for (uint256 i = 0; i < length; ++i) {
            entries[i] = _entry(itemKey, start + i);
        }
    }

    function _entry(bytes32 itemKey, uint256 position) private view returns (Entry memory) {
        PackedEntry storage packed = _entries[itemKey][position];
        return Entry(packed.statementId, _parties[packed.party], packed.stage, packed.time);
    }

    function _digits(bytes32 itemKey, bytes calldata uri) private pure returns (bytes12 digits) {
        if (sha256(abi.encodePacked("wayproof item v1\x00", uri)) != itemKey) revert UriMismatch(itemKey);
        digits = Gs1.companyDigits(uri);
        if (digits == 0) revert NotGs1Item(itemKey);
    }
}
