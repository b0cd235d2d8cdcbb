// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IPrefixes} from "../interfaces/IPrefixes.sol";
import {Parties} from "./Parties.sol";

/// @title GS1 company prefixes: their owners, delegates and the log each is bound to
abstract contract Prefixes is Parties, IPrefixes {
    using Checkpoints for Checkpoints.Trace160;

    struct Binding {
        bytes32 logId;
        uint64 since;
    }

    /// One interval of ownership. `bound` maps block time to a position in `bindings`, from 1; `delegates` maps it to 1
    /// where allowed.
    struct Grant {
        bytes32 owner;
        Checkpoints.Trace160 bound;
        Binding[] bindings;
        mapping(bytes32 partyId => Checkpoints.Trace160) delegates;
    }

    /// `owned` maps block time to a position in `grants`, from 1, or to 0 where the prefix has no owner.
    struct PrefixRecord {
        Checkpoints.Trace160 owned;
        Grant[] grants;
    }

    mapping(bytes12 prefix => PrefixRecord) private _prefixes;

    /// @inheritdoc IPrefixes
    function grantPrefix(bytes12 prefix, bytes32 partyId) external onlyOwner {
        _requirePrefix(prefix);
        _requireKnown(partyId);
        PrefixRecord storage record = _prefixes[prefix];
        uint256 current = record.owned.latest();
        if (current != 0) revert PrefixOwned(prefix, record.grants[current - 1].owner);
        record.grants.push().owner = partyId;
        record.owned.push(_now(), uint160(record.grants.length));
        emit PrefixGranted(prefix, partyId);
    }

    /// @inheritdoc IPrefixes
    function releasePrefix(bytes12 prefix) external onlyOwner {
        bytes32 previous = _granted(prefix).owner;
        _prefixes[prefix].owned.push(_now(), 0);
        emit PrefixReleased(prefix, previous);
    }

    /// @inheritdoc IPrefixes
    function setDelegate(bytes12 prefix, bytes32 delegateParty, bool allowed) external {
        Grant storage grant = _granted(prefix);
        _requireActiveController(grant.owner);
        _requireKnown(delegateParty);
        Checkpoints.Trace160 storage history = grant.delegates[delegateParty];
        if ((history.latest() != 0) == allowed) revert Unchanged();
        history.push(_now(), allowed ? 1 : 0);
        emit DelegateSet(prefix, grant.owner, delegateParty, allowed);
    }

    /// @inheritdoc IPrefixes
    function bindPrefix(bytes12 prefix, bytes32 logId) external {
        Grant storage grant = _granted(prefix);
        _requireActiveController(grant.owner);
        uint256 current = grant.bound.latest();
        bytes32 bound = current == 0 ? bytes32(0) : grant.bindings[current - 1].logId;
        if (bound == logId) revert Unchanged();
        grant.bindings.push(Binding(logId, logId == 0 ? 0 : uint64(block.timestamp)));
        grant.bound.push(_now(), uint160(grant.bindings.length));
        emit PrefixBound(prefix, grant.owner, logId);
    }

    /// @inheritdoc IPrefixes
    function authorityAt(bytes12 digits, bytes32 partyId, uint64 time) external view returns (Authority memory) {
        return _authorityAt(digits, partyId, time);
    }

    /// @inheritdoc IPrefixes
    function authoritiesAt(bytes12[] calldata digits, bytes32[] calldata partyIds, uint64[] calldata times)
        external
        view
        returns (Authority[] memory authorities)
    {
        if (digits.length != partyIds.length || digits.length != times.length) revert LengthMismatch();
        authorities = new Authority[](digits.length);
        for (uint256 i = 0; i < digits.length; ++i) {
            authorities[i] = _authorityAt(digits[i], partyIds[i], times[i]);
        }
    }

    function _granted(bytes12 prefix) private view returns (Grant storage) {
        PrefixRecord storage record = _prefixes[prefix];
        uint256 current = record.owned.latest();
        if (current == 0) revert PrefixNotOwned(prefix);
        return record.grants[current - 1];
    }

    function _authorityAt(bytes12 digits, bytes32 partyId, uint64 time)
        private
        view
        returns (Authority memory authority)
    {
        for (uint8 length = 12; length >= 4; --length) {
            // Fewer digits than this were given: the number equals its own shorter prefix.
            if (digits[length - 1] == 0) continue;
            bytes12 prefix = digits & ~bytes12(type(uint96).max >> (8 * length));
            PrefixRecord storage record = _prefixes[prefix];
            uint256 position = record.owned.upperLookupRecent(time);
            if (position == 0) continue;
            Grant storage grant = record.grants[position - 1];
            authority.owner = grant.owner;
            authority.length = length;
            authority.allowed =
                partyId == grant.owner || grant.delegates[partyId].upperLookupRecent(time) != 0;
            uint256 bound = grant.bound.upperLookupRecent(time);
            if (bound != 0) {
                Binding storage binding = grant.bindings[bound - 1];
                authority.logId = binding.logId;
                authority.boundSince = binding.since;
            }
            return authority;
        }
    }

    function _requirePrefix(bytes12 prefix) private pure {
        uint256 length = 0;
        while (length < 12 && prefix[length] >= "0" && prefix[length] <= "9") ++length;
        if (length < 4 || prefix << (8 * length) != 0) revert BadPrefix(prefix);
    }
}
