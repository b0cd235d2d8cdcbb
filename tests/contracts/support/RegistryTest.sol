// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PartyRegistry} from "../../../contracts/PartyRegistry.sol";
import {Test} from "./Test.sol";

/// @title A registry with two parties, for the tests of its parts
abstract contract RegistryTest is Test {
    string internal constant FARM_URI = "https://id.gs1.org/417/4012345000009";
    string internal constant SHOP_URI = "did:web:shop.example";
    bytes12 internal constant PREFIX = "4012345";

    PartyRegistry internal registry;
    address internal registrar = account("registrar");
    address internal farmer = account("farmer");
    address internal shopkeeper = account("shopkeeper");
    address internal stranger = account("stranger");
    bytes32 internal farm;
    bytes32 internal shop;

    function setUp() public virtual {
        vm.warp(START);
        registry = new PartyRegistry(registrar);
        vm.startPrank(registrar);
        farm = registry.registerParty(FARM_URI, farmer, 1);
        shop = registry.registerParty(SHOP_URI, shopkeeper, 8);
        vm.stopPrank();
    }

    function idOf(string memory uri) internal pure returns (bytes32) {
        return sha256(bytes.concat("wayproof party v1", hex"00", bytes(uri)));
    }

    function expectNotRegistrar(address sender) internal {
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", sender));
        vm.prank(sender);
    }

    function expectRevert(bytes4 selector, bytes32 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }

    function expectRevert(bytes4 selector, bytes32 argument, address sender) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument, sender));
    }
}
