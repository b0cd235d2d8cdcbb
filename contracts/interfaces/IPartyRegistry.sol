// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IKeys} from "./IKeys.sol";
import {IParties} from "./IParties.sol";
import {IPrefixes} from "./IPrefixes.sol";

/// @title Registry of parties, company prefixes and signing keys
interface IPartyRegistry is IParties, IPrefixes, IKeys {}
