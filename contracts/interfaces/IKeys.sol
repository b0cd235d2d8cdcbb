// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Signing keys of parties
/// @notice A key is authentic at time t iff from ≤ t < revokedAt (or not revoked), and disputed at t iff also
/// declaredAt ≠ 0 and compromisedSince ≤ t. Each time is written once. A key is registered once, ever.
/// @dev Possession of the private key is not proven here: a key that somebody registers for a party that does not hold
/// it authenticates nothing, since a statement names its party and a signature needs the private key.
interface IKeys {
    /// @notice A key. All zero if it is not registered.
    /// @param partyId The party that signs with it.
    /// @param alg COSE algorithm: -19 Ed25519 or -9 ESP256.
    /// @param x The Ed25519 public key, or the P-256 point's x.
    /// @param y The P-256 point's y; zero for Ed25519.
    /// @param hosted Whether the service holds the private key and signs for the party.
    /// @param from Block time of the registration.
    /// @param revokedAt Block time of the revocation; zero if none.
    /// @param compromisedSince Since when others may have held the private key; zero if never declared.
    /// @param declaredAt Block time of that declaration; zero if none.
    struct Key {
        bytes32 partyId;
        int8 alg;
        bytes32 x;
        bytes32 y;
        bool hosted;
        uint64 from;
        uint64 revokedAt;
        uint64 compromisedSince;
        uint64 declaredAt;
    }

    /// @notice A party's controller registered a key.
    event KeyRegistered(
        bytes32 indexed kid, bytes32 indexed partyId, int8 alg, bytes32 x, bytes32 y, bool hosted
    );

    /// @notice The party's controller or the registrar revoked a key.
    event KeyRevoked(bytes32 indexed kid, address indexed by);

    /// @notice The party's controller or the registrar declared a key compromised.
    event KeyCompromised(bytes32 indexed kid, uint64 since, address indexed by);

    /// @notice Neither -19 (Ed25519) nor -9 (ESP256).
    error UnsupportedAlgorithm(int8 alg);

    /// @notice Ed25519: x is zero or y is not. ESP256: not a point of the curve. Verifiers check Ed25519 keys further.
    error BadPublicKey();

    /// @notice This key is registered.
    error KeyExists(bytes32 kid);

    /// @notice This key is not registered.
    error UnknownKey(bytes32 kid);

    /// @notice The key was revoked before.
    error KeyAlreadyRevoked(bytes32 kid);

    /// @notice The key was declared compromised before.
    error KeyAlreadyCompromised(bytes32 kid);

    /// @notice A compromise is since a time that is neither zero nor to come.
    error BadCompromiseTime(uint64 since);

    /// @notice Registers a key for a party from now on. Only its controller.
    /// @param partyId The party.
    /// @param alg COSE algorithm: -19 Ed25519 or -9 ESP256.
    /// @param x The Ed25519 public key, or the P-256 point's x.
    /// @param y The P-256 point's y; zero for Ed25519.
    /// @param hosted Whether the service holds the private key.
    /// @return kid SHA-256 of the deterministic CBOR of the COSE_Key (RFC 9679).
    function registerKey(bytes32 partyId, int8 alg, bytes32 x, bytes32 y, bool hosted) external returns (bytes32 kid);

    /// @notice Revokes a key from now on. The party's controller and the registrar.
    function revokeKey(bytes32 kid) external;

    /// @notice Declares that others may have held the private key since a time; also revokes it if it is not revoked.
    /// The party's controller and the registrar.
    function declareCompromise(bytes32 kid, uint64 since) external;

    /// @notice A key; all zero if unknown.
    function key(bytes32 kid) external view returns (Key memory);

    /// @notice Many keys at once, in the order asked.
    function keys(bytes32[] calldata kids) external view returns (Key[] memory);
}
