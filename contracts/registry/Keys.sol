// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {IKeys} from "../interfaces/IKeys.sol";
import {CoseKey} from "../libraries/CoseKey.sol";
import {Parties} from "./Parties.sol";

/// @title Signing keys of parties
abstract contract Keys is Parties, IKeys {
    /// `IKeys.Key` packed into four slots. 48 bits hold the seconds of eight million years.
    struct KeyRecord {
        bytes32 partyId;
        bytes32 x;
        bytes32 y;
        int8 alg;
        bool hosted;
        uint48 from;
        uint48 revokedAt;
        uint48 compromisedSince;
        uint48 declaredAt;
    }

    mapping(bytes32 kid => KeyRecord) private _keys;

    /// @inheritdoc IKeys
    function registerKey(bytes32 partyId, int8 alg, bytes32 x, bytes32 y, bool hosted)
        external
        returns (bytes32 kid)
    {
        _requireActiveController(partyId);
        if (alg == CoseKey.ED25519) {
            if (x == 0 || y != 0) revert BadPublicKey();
            kid = CoseKey.ed25519Thumbprint(x);
        } else if (alg == CoseKey.ESP256) {
            if (!P256.isValidPublicKey(x, y)) revert BadPublicKey();
            kid = CoseKey.p256Thumbprint(x, y);
        } else {
            revert UnsupportedAlgorithm(alg);
        }
        KeyRecord storage record = _keys[kid];
        if (record.partyId != 0) revert KeyExists(kid);
        record.partyId = partyId;
        record.x = x;
        record.y = y;
        record.alg = alg;
        record.hosted = hosted;
        record.from = uint48(block.timestamp);
        emit KeyRegistered(kid, partyId, alg, x, y, hosted);
    }

    /// @inheritdoc IKeys
    function revokeKey(bytes32 kid) external {
        KeyRecord storage record = _ownKey(kid);
        if (record.revokedAt != 0) revert KeyAlreadyRevoked(kid);
        _revoke(kid, record);
    }

    /// @inheritdoc IKeys
    function declareCompromise(bytes32 kid, uint64 since) external {
        KeyRecord storage record = _ownKey(kid);
        if (record.declaredAt != 0) revert KeyAlreadyCompromised(kid);
        if (since == 0 || since > block.timestamp) revert BadCompromiseTime(since);
        record.compromisedSince = uint48(since);
        record.declaredAt = uint48(block.timestamp);
        emit KeyCompromised(kid, since, msg.sender);
        if (record.revokedAt == 0) _revoke(kid, record);
    }

    /// @inheritdoc IKeys
    function key(bytes32 kid) external view returns (Key memory) {
        return _key(kid);
    }

    /// @inheritdoc IKeys
    function keys(bytes32[] calldata kids) external view returns (Key[] memory found) {
        found = new Key[](kids.length);
        for (uint256 i = 0; i < kids.length; ++i) {
            found[i] = _key(kids[i]);
        }
    }

    function _revoke(bytes32 kid, KeyRecord storage record) private {
        record.revokedAt = uint48(block.timestamp);
        emit KeyRevoked(kid, msg.sender);
    }

    /// Suspension does not keep a controller from revoking: that only ever takes trust away.
    function _ownKey(bytes32 kid) private view returns (KeyRecord storage record) {
        record = _keys[kid];
        if (record.partyId == 0) revert UnknownKey(kid);
        if (msg.sender != owner()) _requireController(record.partyId);
    }

    function _key(bytes32 kid) private view returns (Key memory) {
        KeyRecord storage record = _keys[kid];
        return Key({
            partyId: record.partyId,
            alg: record.alg,
            x: record.x,
            y: record.y,
            hosted: record.hosted,
            from: record.from,
            revokedAt: record.revokedAt,
            compromisedSince: record.compromisedSince,
            declaredAt: record.declaredAt
        });
    }
}
