// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPartyRegistry} from "./interfaces/IPartyRegistry.sol";
import {Keys} from "./registry/Keys.sol";
import {Prefixes} from "./registry/Prefixes.sol";

/// @title Registry of parties, company prefixes and signing keys
/// @notice Its owner is the registrar, who vouches for who a party is and which company prefixes are its own.
contract PartyRegistry is IPartyRegistry, Prefixes, Keys {
    /// @param registrar The first registrar; the role is handed over in two steps.
    constructor(address registrar) Ownable(registrar) {}
}
