// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParties} from "../interfaces/IParties.sol";

/// @title Parties, their controllers, roles and suspensions
abstract contract Parties is IParties, Ownable2Step {
    using Checkpoints for Checkpoints.Trace160;

    /// `states` maps block time to roles plus the two flags below.
    struct PartyRecord {
        address controller;
        address pendingController;
        Checkpoints.Trace160 states;
        string uri;
    }

    uint16 private constant ALL_ROLES = 1 | 2 | 4 | 8 | 16 | 32;
    uint160 private constant SUSPENDED = 1 << 16;
    /// Tells a registered party without roles from an unknown one.
    uint160 private constant REGISTERED = 1 << 17;

    mapping(bytes32 partyId => PartyRecord) private _parties;

    /// @inheritdoc IParties
    function registerParty(string calldata uri, address controller, uint16 roles)
        external
        onlyOwner
        returns (bytes32 partyId)
    {
        _requireUri(bytes(uri));
        _requireRoles(roles);
        if (controller == address(0)) revert ZeroController();
        partyId = sha256(abi.encodePacked("wayproof party v1\x00", uri));
        PartyRecord storage record = _parties[partyId];
        if (record.controller != address(0)) revert PartyExists(partyId);
        record.controller = controller;
        record.uri = uri;
        record.states.push(_now(), REGISTERED | roles);
        emit PartyRegistered(partyId, controller, roles, uri);
    }

    /// @inheritdoc IParties
    function setRoles(bytes32 partyId, uint16 roles) external onlyOwner {
        _requireRoles(roles);
        Checkpoints.Trace160 storage states = _known(partyId).states;
        uint160 state = states.latest();
        if (uint16(state) == roles) revert Unchanged();
        states.push(_now(), (state & (REGISTERED | SUSPENDED)) | roles);
        emit RolesSet(partyId, roles);
    }

    /// @inheritdoc IParties
    function suspend(bytes32 partyId) external onlyOwner {
        Checkpoints.Trace160 storage states = _known(partyId).states;
        uint160 state = states.latest();
        if (state & SUSPENDED != 0) revert PartySuspended(partyId);
        states.push(_now(), state | SUSPENDED);
        emit Suspended(partyId);
    }

    /// @inheritdoc IParties
    function reinstate(bytes32 partyId) external onlyOwner {
        Checkpoints.Trace160 storage states = _known(partyId).states;
        uint160 state = states.latest();
        if (state & SUSPENDED == 0) revert PartyNotSuspended(partyId);
        states.push(_now(), state & ~SUSPENDED);
        emit Reinstated(partyId);
    }

    /// @inheritdoc IParties
    function proposeController(bytes32 partyId, address proposed) external {
        PartyRecord storage record = _known(partyId);
        if (msg.sender != owner()) _requireActiveController(partyId);
        record.pendingController = proposed;
        emit ControllerProposed(partyId, proposed, msg.sender);
    }

    /// @inheritdoc IParties
    function acceptController(bytes32 partyId) external {
        PartyRecord storage record = _known(partyId);
        if (msg.sender != record.pendingController) revert NotPendingController(partyId, msg.sender);
        address previous = record.controller;
        record.controller = msg.sender;
        delete record.pendingController;
        emit ControllerReplaced(partyId, previous, msg.sender);
    }

    /// @notice The registrar's role is handed over in two steps and never given up.
    function renounceOwnership() public view override(Ownable) onlyOwner {
        revert RegistrarRequired();
    }

    /// @inheritdoc IParties
    function partyAt(bytes32 partyId, uint64 time) external view returns (PartyState memory) {
        return _partyAt(partyId, time);
    }

    /// @inheritdoc IParties
    function partiesAt(bytes32[] calldata partyIds, uint64[] calldata times)
        external
        view
        returns (PartyState[] memory states)
    {
        if (partyIds.length != times.length) revert LengthMismatch();
        states = new PartyState[](partyIds.length);
        for (uint256 i = 0; i < partyIds.length; ++i) {
            states[i] = _partyAt(partyIds[i], times[i]);
        }
    }

    /// @inheritdoc IParties
    function party(bytes32 partyId) external view returns (Party memory) {
        PartyRecord storage record = _parties[partyId];
        return Party(record.uri, record.controller, record.pendingController);
    }

    /// @inheritdoc IParties
    function controllerOf(bytes32 partyId) external view returns (address) {
        return _parties[partyId].controller;
    }

    /// The key of every history: block time, which never falls. Several changes at one time leave the last.
    function _now() internal view returns (uint96) {
        return uint96(block.timestamp);
    }

    function _requireKnown(bytes32 partyId) internal view {
        _known(partyId);
    }

    function _requireController(bytes32 partyId) internal view {
        if (msg.sender != _parties[partyId].controller) revert NotController(partyId, msg.sender);
    }

    function _requireActiveController(bytes32 partyId) internal view {
        _requireController(partyId);
        if (_parties[partyId].states.latest() & SUSPENDED != 0) revert PartySuspended(partyId);
    }

    function _known(bytes32 partyId) private view returns (PartyRecord storage record) {
        record = _parties[partyId];
        if (record.controller == address(0)) revert UnknownParty(partyId);
    }

    function _partyAt(bytes32 partyId, uint64 time) private view returns (PartyState memory) {
        uint160 state = _parties[partyId].states.upperLookupRecent(time);
        return PartyState(state & REGISTERED != 0, state & SUSPENDED != 0, uint16(state));
    }

    function _requireRoles(uint16 roles) private pure {
        if (roles & ~ALL_ROLES != 0) revert UnknownRoles(roles);
    }

    /// URIs have no other characters, and nothing that is shown to people can hide or reorder text.
    function _requireUri(bytes calldata uri) private pure {
        if (uri.length == 0 || uri.length > 512) revert BadPartyUri();
        for (uint256 i = 0; i < uri.length; ++i) {
            if (uri[i] < 0x21 || uri[i] > 0x7e) revert BadPartyUri();
        }
    }
}
