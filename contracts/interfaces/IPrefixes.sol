// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title GS1 company prefixes: their owners, delegates and the log each is bound to
/// @notice A prefix is 4 to 12 ASCII digits, left-aligned and zero-padded. Its delegates and its binding belong to one
/// interval of ownership: a new owner starts with none.
interface IPrefixes {
    /// @notice Who could speak for a number at a time, by the longest prefix that had an owner then.
    /// @param owner The owner's party id; zero if no prefix of the number had an owner, and then all is zero.
    /// @param length Digits of that prefix.
    /// @param allowed Whether the party asked about was the owner or its delegate.
    /// @param logId The log that the prefix was bound to; zero if none.
    /// @param boundSince Since when it was bound to that log; zero if to none.
    struct Authority {
        bytes32 owner;
        uint8 length;
        bool allowed;
        bytes32 logId;
        uint64 boundSince;
    }

    /// @notice The registrar granted a prefix to a party.
    event PrefixGranted(bytes12 indexed prefix, bytes32 indexed owner);

    /// @notice The registrar released a prefix from its owner.
    event PrefixReleased(bytes12 indexed prefix, bytes32 indexed owner);

    /// @notice The owner allowed a party to commission under its prefix, or ended that.
    event DelegateSet(bytes12 indexed prefix, bytes32 indexed owner, bytes32 indexed delegateParty, bool allowed);

    /// @notice The owner bound its prefix to a log, or to none (zero).
    event PrefixBound(bytes12 indexed prefix, bytes32 indexed owner, bytes32 indexed logId);

    /// @notice Not 4 to 12 ASCII digits followed by zero bytes.
    error BadPrefix(bytes12 prefix);

    /// @notice The prefix has an owner; it must be released first.
    error PrefixOwned(bytes12 prefix, bytes32 owner);

    /// @notice The prefix has no owner.
    error PrefixNotOwned(bytes12 prefix);

    /// @notice Grants a prefix without owner to a party. Only the registrar.
    function grantPrefix(bytes12 prefix, bytes32 partyId) external;

    /// @notice Ends the ownership of a prefix. Only the registrar.
    function releasePrefix(bytes12 prefix) external;

    /// @notice Allows a party to commission under the prefix, or ends that. Only the owner's controller.
    function setDelegate(bytes12 prefix, bytes32 delegateParty, bool allowed) external;

    /// @notice Binds the prefix to a log: items of this prefix are recorded there. Zero unbinds. Only the owner's
    /// controller.
    function bindPrefix(bytes12 prefix, bytes32 logId) external;

    /// @notice Who could speak for a number at a time.
    /// @param digits Digits from where the company prefix starts (GTIN-14 and SSCC: their second), left-aligned and
    /// zero-padded. Other bytes match no prefix.
    /// @param partyId The party asked about in `allowed`.
    /// @param time Unix seconds; a time to come is answered with what holds now.
    function authorityAt(bytes12 digits, bytes32 partyId, uint64 time) external view returns (Authority memory);

    /// @notice `authorityAt` for many triples at once.
    function authoritiesAt(bytes12[] calldata digits, bytes32[] calldata partyIds, uint64[] calldata times)
        external
        view
        returns (Authority[] memory);
}
