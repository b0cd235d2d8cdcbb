// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title COSE key thumbprints (RFC 9679)
/// @dev The thumbprint is the SHA-256 of the deterministic CBOR map of a key's required members; with fixed key sizes
/// that is a constant frame around the coordinates.
library CoseKey {
    /// COSE algorithm Ed25519 (RFC 9864).
    int8 internal constant ED25519 = -19;
    /// COSE algorithm ESP256, ECDSA on P-256 with SHA-256 (RFC 9864).
    int8 internal constant ESP256 = -9;

    /// @notice Thumbprint of {1: 1 (OKP), -1: 6 (Ed25519), -2: x}.
    function ed25519Thumbprint(bytes32 x) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"a3_01_01_20_06_21_5820", x));
    }

    /// @notice Thumbprint of {1: 2 (EC2), -1: 1 (P-256), -2: x, -3: y}.
    function p256Thumbprint(bytes32 x, bytes32 y) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(hex"a4_01_02_20_01_21_5820", x, hex"22_5820", y));
    }
}
