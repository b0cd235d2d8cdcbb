// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParties} from "../../contracts/interfaces/IParties.sol";
import {IPrefixes} from "../../contracts/interfaces/IPrefixes.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract PrefixesTest is RegistryTest {
    bytes12 private constant DIGITS = "401234567890";
    bytes32 private constant LOG = keccak256("a log");

    function grant(bytes12 prefix, bytes32 partyId) private {
        vm.prank(registrar);
        registry.grantPrefix(prefix, partyId);
    }

    function release(bytes12 prefix) private {
        vm.prank(registrar);
        registry.releasePrefix(prefix);
    }

    function at(uint64 time) private view returns (IPrefixes.Authority memory) {
        return registry.authorityAt(DIGITS, farm, time);
    }

    function expectNone(IPrefixes.Authority memory authority) private pure {
        vm.assertEq(authority.owner, bytes32(0));
        vm.assertEq(authority.length, 0);
        vm.assertFalse(authority.allowed);
        vm.assertEq(authority.logId, bytes32(0));
        vm.assertEq(authority.boundSince, 0);
    }

    function test_ownershipIsAnInterval() public {
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IPrefixes.PrefixGranted(PREFIX, farm);
        grant(PREFIX, farm);
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IPrefixes.PrefixReleased(PREFIX, farm);
        release(PREFIX);
        warpBy(10);
        grant(PREFIX, shop);
        expectNone(at(START + 9));
        vm.assertEq(at(START + 10).owner, farm);
        vm.assertEq(at(START + 10).length, 7);
        vm.assertTrue(at(START + 10).allowed);
        vm.assertEq(at(START + 19).owner, farm);
        expectNone(at(START + 20));
        expectNone(at(START + 29));
        vm.assertEq(at(START + 30).owner, shop);
        vm.assertFalse(at(START + 30).allowed);
        vm.assertEq(at(type(uint64).max).owner, shop);
    }

    function test_grantAndReleaseRefuse() public {
        grant(PREFIX, farm);
        vm.startPrank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IPrefixes.PrefixOwned.selector, PREFIX, farm));
        registry.grantPrefix(PREFIX, shop);
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        registry.grantPrefix("5012345", "nobody");
        expectRevert(IPrefixes.PrefixNotOwned.selector, bytes12("5012345"));
        registry.releasePrefix("5012345");
        registry.releasePrefix(PREFIX);
        expectRevert(IPrefixes.PrefixNotOwned.selector, PREFIX);
        registry.releasePrefix(PREFIX);
        vm.stopPrank();
        expectNotRegistrar(farmer);
        registry.grantPrefix(PREFIX, farm);
        expectNotRegistrar(farmer);
        registry.releasePrefix(PREFIX);
    }

    function test_aPrefixIsFourToTwelveDigitsAndZeros() public {
        bytes12[8] memory bad = [
            bytes12(""),
            "401",
            "40123a",
            "4012 345",
            hex"343031320034",
            hex"0034303132",
            hex"34303132000000000000003f",
            hex"343031322f"
        ];
        vm.startPrank(registrar);
        for (uint256 i = 0; i < bad.length; ++i) {
            expectRevert(IPrefixes.BadPrefix.selector, bad[i]);
            registry.grantPrefix(bad[i], farm);
        }
        registry.grantPrefix("0000", farm);
        registry.grantPrefix("999999999999", farm);
        vm.stopPrank();
        vm.assertEq(registry.authorityAt("000012345678", farm, START).length, 4);
        vm.assertEq(registry.authorityAt("999999999999", farm, START).length, 12);
        expectNone(registry.authorityAt("999999999998", farm, START));
    }

    function test_theLongestOwnedPrefixDecides() public {
        grant("4012", shop);
        warpBy(10);
        grant(PREFIX, farm);
        warpBy(10);
        grant("401234567890", shop);
        warpBy(10);
        release(PREFIX);
        release("401234567890");
        vm.assertEq(at(START).owner, shop);
        vm.assertEq(at(START).length, 4);
        vm.assertEq(at(START + 10).owner, farm);
        vm.assertEq(at(START + 10).length, 7);
        vm.assertEq(at(START + 20).owner, shop);
        vm.assertEq(at(START + 20).length, 12);
        vm.assertEq(at(START + 30).owner, shop);
        vm.assertEq(at(START + 30).length, 4);
    }

    function test_fewerDigitsMatchTheirOwnPrefixesOnly() public {
        grant(PREFIX, farm);
        vm.assertEq(registry.authorityAt("4012345", farm, START).length, 7);
        expectNone(registry.authorityAt("401234", farm, START));
        expectNone(registry.authorityAt("", farm, START));
        expectNone(registry.authorityAt(hex"343031320000000000000000", farm, START));
        vm.assertEq(registry.authorityAt("4012345x", farm, START).length, 7);
    }

    function test_delegatesAreIntervals() public {
        grant(PREFIX, shop);
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IPrefixes.DelegateSet(PREFIX, shop, farm, true);
        vm.prank(shopkeeper);
        registry.setDelegate(PREFIX, farm, true);
        warpBy(10);
        vm.prank(shopkeeper);
        registry.setDelegate(PREFIX, farm, false);
        vm.assertFalse(at(START + 9).allowed);
        vm.assertTrue(at(START + 10).allowed);
        vm.assertEq(at(START + 10).owner, shop);
        vm.assertTrue(at(START + 19).allowed);
        vm.assertFalse(at(START + 20).allowed);
        vm.assertFalse(registry.authorityAt(DIGITS, "nobody", START + 15).allowed);
    }

    function test_delegatesRefuse() public {
        expectRevert(IPrefixes.PrefixNotOwned.selector, PREFIX);
        vm.prank(farmer);
        registry.setDelegate(PREFIX, shop, true);
        grant(PREFIX, farm);
        expectRevert(IParties.NotController.selector, farm, shopkeeper);
        vm.prank(shopkeeper);
        registry.setDelegate(PREFIX, shop, true);
        expectRevert(IParties.NotController.selector, farm, registrar);
        vm.prank(registrar);
        registry.setDelegate(PREFIX, shop, true);
        vm.startPrank(farmer);
        expectRevert(IParties.UnknownParty.selector, bytes32("nobody"));
        registry.setDelegate(PREFIX, "nobody", true);
        expectRevert(IParties.Unchanged.selector);
        registry.setDelegate(PREFIX, shop, false);
        registry.setDelegate(PREFIX, shop, true);
        expectRevert(IParties.Unchanged.selector);
        registry.setDelegate(PREFIX, shop, true);
    }

    function test_bindingsAreIntervalsAndSayWhichSince() public {
        grant(PREFIX, farm);
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IPrefixes.PrefixBound(PREFIX, farm, LOG);
        vm.prank(farmer);
        registry.bindPrefix(PREFIX, LOG);
        warpBy(10);
        vm.prank(farmer);
        registry.bindPrefix(PREFIX, "another log");
        warpBy(10);
        vm.prank(farmer);
        registry.bindPrefix(PREFIX, 0);
        vm.assertEq(at(START + 9).logId, bytes32(0));
        vm.assertEq(at(START + 9).boundSince, 0);
        vm.assertEq(at(START + 10).logId, LOG);
        vm.assertEq(at(START + 19).logId, LOG);
        vm.assertEq(at(START + 19).boundSince, START + 10);
        vm.assertEq(at(START + 20).logId, bytes32("another log"));
        vm.assertEq(at(START + 29).boundSince, START + 20);
        vm.assertEq(at(START + 30).logId, bytes32(0));
        vm.assertEq(at(START + 30).boundSince, 0);
        // Whoever asks, the binding is the prefix's.
        vm.assertEq(registry.authorityAt(DIGITS, shop, START + 10).logId, LOG);
    }

    function test_bindingsRefuse() public {
        expectRevert(IPrefixes.PrefixNotOwned.selector, PREFIX);
        vm.prank(farmer);
        registry.bindPrefix(PREFIX, LOG);
        grant(PREFIX, farm);
        expectRevert(IParties.NotController.selector, farm, shopkeeper);
        vm.prank(shopkeeper);
        registry.bindPrefix(PREFIX, LOG);
        vm.startPrank(farmer);
        expectRevert(IParties.Unchanged.selector);
        registry.bindPrefix(PREFIX, 0);
        registry.bindPrefix(PREFIX, LOG);
        expectRevert(IParties.Unchanged.selector);
        registry.bindPrefix(PREFIX, LOG);
    }

    function test_aNewOwnerStartsWithNeitherDelegatesNorBinding() public {
        grant(PREFIX, shop);
        vm.startPrank(shopkeeper);
        registry.setDelegate(PREFIX, farm, true);
        registry.bindPrefix(PREFIX, LOG);
        vm.stopPrank();
        warpBy(10);
        release(PREFIX);
        expectNone(at(START + 10));
        // Even the same owner, in the same second.
        grant(PREFIX, shop);
        vm.assertEq(at(START + 10).owner, shop);
        vm.assertFalse(at(START + 10).allowed);
        vm.assertEq(at(START + 10).logId, bytes32(0));
        vm.assertTrue(at(START + 9).allowed);
        vm.assertEq(at(START + 9).logId, LOG);
        vm.assertEq(at(START + 9).boundSince, START);
    }

    function test_aSuspendedOwnerChangesNothing() public {
        grant(PREFIX, farm);
        vm.prank(registrar);
        registry.suspend(farm);
        vm.startPrank(farmer);
        expectRevert(IParties.PartySuspended.selector, farm);
        registry.setDelegate(PREFIX, shop, true);
        expectRevert(IParties.PartySuspended.selector, farm);
        registry.bindPrefix(PREFIX, LOG);
    }

    function test_manyAtOnceInTheOrderAsked() public {
        grant(PREFIX, farm);
        grant("5012", shop);
        bytes12[] memory digits = new bytes12[](2);
        bytes32[] memory ids = new bytes32[](2);
        uint64[] memory times = new uint64[](2);
        (digits[0], digits[1]) = ("501234567890", DIGITS);
        (ids[0], ids[1]) = (farm, farm);
        (times[0], times[1]) = (START, START);
        IPrefixes.Authority[] memory found = registry.authoritiesAt(digits, ids, times);
        vm.assertEq(found[0].owner, shop);
        vm.assertFalse(found[0].allowed);
        vm.assertEq(found[1].owner, farm);
        vm.assertTrue(found[1].allowed);
        expectRevert(IParties.LengthMismatch.selector);
        registry.authoritiesAt(digits, new bytes32[](1), times);
        expectRevert(IParties.LengthMismatch.selector);
        registry.authoritiesAt(digits, ids, new uint64[](3));
    }

    function testFuzz_anyDigitsMatchExactlyTheirPrefixes(uint256 seed, uint8 length, uint8 flipped) public {
        length = uint8(bound(length, 4, 12));
        bytes memory text = new bytes(12);
        for (uint256 i = 0; i < 12; ++i) {
            text[i] = bytes1(uint8(48 + (seed >> (8 * i)) % 10));
        }
        bytes12 digits = bytes12(text);
        bytes12 prefix = bytes12(uint96(digits) >> (96 - 8 * length) << (96 - 8 * length));
        grant(prefix, farm);
        vm.assertEq(registry.authorityAt(digits, farm, START).length, length);
        text[flipped % 12] = bytes1(uint8(48 + (uint8(text[flipped % 12]) - 47) % 10));
        uint8 found = registry.authorityAt(bytes12(text), farm, START).length;
        vm.assertEq(found, flipped % 12 < length ? 0 : length);
    }
}
