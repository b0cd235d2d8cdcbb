// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Parties, their controllers, roles and suspensions
/// @notice The registrar is the contract's owner. Every state is kept as append-only intervals, so that the newest
/// block answers for any past time. A change in a block counts from that block's time on, that second included.
interface IParties {
    /// @notice What held for a party at a time.
    /// @param registered Whether the party was registered at that time or before.
    /// @param suspended Whether the registrar had suspended it.
    /// @param roles Sum of 1 producer, 2 carrier, 4 warehouse, 8 retailer, 16 certifier, 32 auditor.
    struct PartyState {
        bool registered;
        bool suspended;
        uint16 roles;
    }

    /// @notice What a person wants to see of a party now.
    /// @param uri The party's PGLN Digital Link URI or DID.
    /// @param controller The account that acts for the party.
    /// @param pendingController The account that may accept to become controller; zero if none.
    struct Party {
        string uri;
        address controller;
        address pendingController;
    }

    /// @notice The registrar registered a party.
    event PartyRegistered(bytes32 indexed partyId, address indexed controller, uint16 roles, string uri);

    /// @notice The registrar changed a party's roles.
    event RolesSet(bytes32 indexed partyId, uint16 roles);

    /// @notice The registrar suspended a party.
    event Suspended(bytes32 indexed partyId);

    /// @notice The registrar ended a party's suspension.
    event Reinstated(bytes32 indexed partyId);

    /// @notice The controller, or the registrar for a lost key, proposed a new controller, or withdrew the proposal
    /// (zero). `by` tells which of them.
    event ControllerProposed(bytes32 indexed partyId, address indexed proposed, address indexed by);

    /// @notice The proposed controller accepted.
    event ControllerReplaced(bytes32 indexed partyId, address indexed previous, address indexed current);

    /// @notice The registry must have a registrar; the role is handed over, never given up.
    error RegistrarRequired();

    /// @notice The controller must not be the zero address.
    error ZeroController();

    /// @notice A party's URI is 1 to 512 visible ASCII characters.
    error BadPartyUri();

    /// @notice A bit outside the defined roles is set.
    error UnknownRoles(uint16 roles);

    /// @notice A party is registered once.
    error PartyExists(bytes32 partyId);

    /// @notice No such party.
    error UnknownParty(bytes32 partyId);

    /// @notice The sender is not the party's controller, nor the registrar where that may act too.
    error NotController(bytes32 partyId, address sender);

    /// @notice The sender was not proposed as controller.
    error NotPendingController(bytes32 partyId, address sender);

    /// @notice The party is suspended: it may do this only when it is reinstated.
    error PartySuspended(bytes32 partyId);

    /// @notice The party is not suspended.
    error PartyNotSuspended(bytes32 partyId);

    /// @notice It already is as asked; histories hold true changes only.
    error Unchanged();

    /// @notice Arrays that belong together differ in length.
    error LengthMismatch();

    /// @notice Registers a party. Only the registrar.
    /// @param uri The party's PGLN Digital Link URI or DID.
    /// @param controller The account that acts for the party.
    /// @param roles Its roles, as in `PartyState`.
    /// @return partyId sha256("wayproof party v1" ‖ 0x00 ‖ uri).
    function registerParty(string calldata uri, address controller, uint16 roles) external returns (bytes32 partyId);

    /// @notice Replaces a party's roles. Only the registrar.
    function setRoles(bytes32 partyId, uint16 roles) external;

    /// @notice Suspends a party: what it signs from now on counts for nothing, and its controller may neither register
    /// keys nor hand the party or its prefixes on. Only the registrar.
    function suspend(bytes32 partyId) external;

    /// @notice Ends a suspension. Only the registrar.
    function reinstate(bytes32 partyId) external;

    /// @notice Proposes a new controller, or withdraws the proposal with the zero address. The controller, and the
    /// registrar for a lost key. Against a thief of the controller's key the registrar suspends the party first, and
    /// then the thief cannot withdraw the registrar's proposal.
    function proposeController(bytes32 partyId, address proposed) external;

    /// @notice Becomes the party's controller. Only the proposed account.
    function acceptController(bytes32 partyId) external;

    /// @notice What held for a party at a time; a time to come is answered with what holds now.
    function partyAt(bytes32 partyId, uint64 time) external view returns (PartyState memory);

    /// @notice `partyAt` for many pairs at once.
    function partiesAt(bytes32[] calldata partyIds, uint64[] calldata times)
        external
        view
        returns (PartyState[] memory);

    /// @notice A party's URI and accounts as they are now; empty if unknown.
    function party(bytes32 partyId) external view returns (Party memory);

    /// @notice The account that acts for a party now; zero if the party is unknown.
    function controllerOf(bytes32 partyId) external view returns (address);
}
