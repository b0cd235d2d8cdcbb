// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IKeys} from "../../contracts/interfaces/IKeys.sol";
import {IParties} from "../../contracts/interfaces/IParties.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract KeysTest is RegistryTest {
    int8 private constant ED25519 = -19;
    int8 private constant ESP256 = -9;
    // RFC 8032, section 7.1, test 1; thumbprint computed apart.
    bytes32 private constant ED_X = hex"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    bytes32 private constant ED_KID = hex"866eefbd6718c8846cd7ddfe43fc74ab1daac4538ff8514ea2ec2d410a415743";
    // RFC 9679, section 6.
    bytes32 private constant P_X = hex"65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d";
    bytes32 private constant P_Y = hex"1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c";
    bytes32 private constant P_KID = hex"496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec";

    function registerEd() private {
        vm.prank(farmer);
        registry.registerKey(farm, ED25519, ED_X, 0, true);
    }

    function expectTimes(uint64 revokedAt, uint64 compromisedSince, uint64 declaredAt) private view {
        IKeys.Key memory key = registry.key(ED_KID);
        vm.assertEq(key.revokedAt, revokedAt, "revokedAt");
        vm.assertEq(key.compromisedSince, compromisedSince, "compromisedSince");
        vm.assertEq(key.declaredAt, declaredAt, "declaredAt");
        vm.assertEq(key.from, START);
        vm.assertEq(key.partyId, farm);
    }

    function test_ed25519Key() public {
        vm.expectEmit(address(registry));
        emit IKeys.KeyRegistered(ED_KID, farm, ED25519, ED_X, 0, true);
        registerEd();
        IKeys.Key memory key = registry.key(ED_KID);
        vm.assertEq(key.partyId, farm);
        vm.assertEq(key.alg, ED25519);
        vm.assertEq(key.x, ED_X);
        vm.assertEq(key.y, bytes32(0));
        vm.assertTrue(key.hosted);
        expectTimes(0, 0, 0);
    }

    function test_p256Key() public {
        warpBy(5);
        vm.expectEmit(address(registry));
        emit IKeys.KeyRegistered(P_KID, shop, ESP256, P_X, P_Y, false);
        vm.prank(shopkeeper);
        vm.assertEq(registry.registerKey(shop, ESP256, P_X, P_Y, false), P_KID);
        IKeys.Key memory key = registry.key(P_KID);
        vm.assertEq(key.partyId, shop);
        vm.assertEq(key.alg, ESP256);
        vm.assertEq(key.x, P_X);
        vm.assertEq(key.y, P_Y);
        vm.assertFalse(key.hosted);
        vm.assertEq(key.from, START + 5);
    }

    function test_registerRefuses() public {
        vm.startPrank(farmer);
        int8[4] memory others = [int8(0), -7, -8, 19];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IKeys.UnsupportedAlgorithm.selector, others[i]));
            registry.registerKey(farm, others[i], ED_X, 0, false);
        }
        expectRevert(IKeys.BadPublicKey.selector);
        registry.registerKey(farm, ED25519, 0, 0, false);
        expectRevert(IKeys.BadPublicKey.selector);
        registry.registerKey(farm, ED25519, P_X, P_Y, false);
        expectRevert(IKeys.BadPublicKey.selector);
        registry.registerKey(farm, ESP256, P_Y, P_X, false);
        expectRevert(IKeys.BadPublicKey.selector);
        registry.registerKey(farm, ESP256, 0, 0, false);
        vm.stopPrank();
        expectRevert(IParties.NotController.selector, farm, shopkeeper);
        vm.prank(shopkeeper);
        registry.registerKey(farm, ED25519, ED_X, 0, false);
        expectRevert(IParties.NotController.selector, farm, registrar);
        vm.prank(registrar);
        registry.registerKey(farm, ED25519, ED_X, 0, false);
        expectRevert(IParties.NotController.selector, bytes32("nobody"), farmer);
        vm.prank(farmer);
        registry.registerKey("nobody", ED25519, ED_X, 0, false);
    }

    function test_aKeyIsRegisteredOnceEver() public {
        registerEd();
        expectRevert(IKeys.KeyExists.selector, ED_KID);
        registerEd();
        vm.prank(farmer);
        registry.revokeKey(ED_KID);
        expectRevert(IKeys.KeyExists.selector, ED_KID);
        vm.prank(shopkeeper);
        registry.registerKey(shop, ED25519, ED_X, 0, false);
    }

    function test_aSuspendedPartyRevokesButDoesNotRegister() public {
        registerEd();
        vm.prank(registrar);
        registry.suspend(farm);
        vm.startPrank(farmer);
        expectRevert(IParties.PartySuspended.selector, farm);
        registry.registerKey(farm, ESP256, P_X, P_Y, false);
        registry.revokeKey(ED_KID);
        registry.declareCompromise(ED_KID, START);
    }

    function test_theControllerRevokesOnce() public {
        registerEd();
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IKeys.KeyRevoked(ED_KID, farmer);
        vm.prank(farmer);
        registry.revokeKey(ED_KID);
        expectTimes(START + 10, 0, 0);
        warpBy(10);
        expectRevert(IKeys.KeyAlreadyRevoked.selector, ED_KID);
        vm.prank(farmer);
        registry.revokeKey(ED_KID);
        expectTimes(START + 10, 0, 0);
    }

    function test_theRegistrarRevokesAndDeclares() public {
        registerEd();
        vm.expectEmit(address(registry));
        emit IKeys.KeyRevoked(ED_KID, registrar);
        vm.startPrank(registrar);
        registry.revokeKey(ED_KID);
        vm.expectEmit(address(registry));
        emit IKeys.KeyCompromised(ED_KID, START, registrar);
        registry.declareCompromise(ED_KID, START);
    }

    function test_declaringAlsoRevokes() public {
        registerEd();
        warpBy(10);
        vm.expectEmit(address(registry));
        emit IKeys.KeyCompromised(ED_KID, START + 3, farmer);
        vm.expectEmit(address(registry));
        emit IKeys.KeyRevoked(ED_KID, farmer);
        vm.prank(farmer);
        registry.declareCompromise(ED_KID, START + 3);
        expectTimes(START + 10, START + 3, START + 10);
        warpBy(10);
        expectRevert(IKeys.KeyAlreadyRevoked.selector, ED_KID);
        vm.prank(farmer);
        registry.revokeKey(ED_KID);
        expectRevert(IKeys.KeyAlreadyCompromised.selector, ED_KID);
        vm.prank(registrar);
        registry.declareCompromise(ED_KID, START);
        expectTimes(START + 10, START + 3, START + 10);
    }

    function test_declaringAfterRevokingKeepsTheRevocation() public {
        registerEd();
        warpBy(10);
        vm.prank(farmer);
        registry.revokeKey(ED_KID);
        warpBy(10);
        vm.prank(farmer);
        registry.declareCompromise(ED_KID, 1);
        expectTimes(START + 10, 1, START + 20);
    }

    function test_aCompromiseIsNeitherToComeNorZero() public {
        registerEd();
        vm.startPrank(farmer);
        uint64[3] memory bad = [uint64(0), START + 1, type(uint64).max];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IKeys.BadCompromiseTime.selector, bad[i]));
            registry.declareCompromise(ED_KID, bad[i]);
        }
        expectTimes(0, 0, 0);
        registry.declareCompromise(ED_KID, START);
        expectTimes(START, START, START);
    }

    function test_othersNeitherRevokeNorDeclare() public {
        registerEd();
        expectRevert(IParties.NotController.selector, farm, shopkeeper);
        vm.prank(shopkeeper);
        registry.revokeKey(ED_KID);
        expectRevert(IParties.NotController.selector, farm, shopkeeper);
        vm.prank(shopkeeper);
        registry.declareCompromise(ED_KID, START);
        expectRevert(IKeys.UnknownKey.selector, P_KID);
        vm.prank(registrar);
        registry.revokeKey(P_KID);
        expectRevert(IKeys.UnknownKey.selector, P_KID);
        vm.prank(registrar);
        registry.declareCompromise(P_KID, START);
    }

    function test_aNewControllerHasThePartysKeys() public {
        registerEd();
        vm.prank(farmer);
        registry.proposeController(farm, stranger);
        vm.prank(stranger);
        registry.acceptController(farm);
        expectRevert(IParties.NotController.selector, farm, farmer);
        vm.prank(farmer);
        registry.revokeKey(ED_KID);
        vm.prank(stranger);
        registry.revokeKey(ED_KID);
    }

    function test_manyAtOnceWithUnknownOnesAllZero() public {
        registerEd();
        bytes32[] memory kids = new bytes32[](3);
        (kids[0], kids[1], kids[2]) = (P_KID, ED_KID, bytes32(0));
        IKeys.Key[] memory found = registry.keys(kids);
        vm.assertEq(found.length, 3);
        vm.assertEq(keccak256(abi.encode(found[0])), keccak256(new bytes(9 * 32)));
        vm.assertEq(found[1].x, ED_X);
        vm.assertEq(keccak256(abi.encode(found[2])), keccak256(new bytes(9 * 32)));
    }

    function testFuzz_thumbprintOfAnyEd25519Key(bytes32 x, bool hosted) public {
        vm.assume(x != 0);
        vm.prank(farmer);
        bytes32 kid = registry.registerKey(farm, ED25519, x, 0, hosted);
        vm.assertEq(kid, sha256(bytes.concat(hex"a3010120062158", hex"20", x)));
        vm.assertEq(registry.key(kid).hosted, hosted);
    }

    function testFuzz_thumbprintOfAnyP256Key(uint256 secret) public {
        secret = bound(secret, 1, type(uint248).max);
        (uint256 x, uint256 y) = vm.publicKeyP256(secret);
        vm.prank(farmer);
        bytes32 kid = registry.registerKey(farm, ESP256, bytes32(x), bytes32(y), false);
        vm.assertEq(kid, sha256(bytes.concat(hex"a401022001215820", bytes32(x), hex"225820", bytes32(y))));
        expectRevert(IKeys.BadPublicKey.selector);
        vm.prank(farmer);
        registry.registerKey(farm, ESP256, bytes32(x), bytes32(y ^ 1), false);
    }
}
