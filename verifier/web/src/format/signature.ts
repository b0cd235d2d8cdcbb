/**
 * Ed25519 and ECDSA P-256 as statements and notes use them: one signature rule, equal in every language
 * (docs/format.md section 1). The library's own Ed25519 check multiplies by the cofactor, so the equation is written
 * out here on its points.
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha512 } from "@noble/hashes/sha2.js";

import { concat, equal, fromBigEndian, hex } from "./bytes.ts";
import { SignatureError } from "./errors.ts";

type Ed25519Point = InstanceType<typeof ed25519.Point>;

const ORDER = ed25519.Point.Fn.ORDER;
const checkedKeys = new Map<string, Ed25519Point>();
const MAX_CHECKED_KEYS = 4096;

/** Check an Ed25519 signature (RFC 8032); SignatureError unless key and signature keep this module's rules. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  const key = checkEd25519PublicKey(publicKey);
  if (signature.length !== 64) throw new SignatureError("an Ed25519 signature has 64 bytes");
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= ORDER) throw new SignatureError("Ed25519 signature with S not below the group's order");
  const k = littleEndian(sha512(concat(r, publicKey, message))) % ORDER;
  const point = ed25519.Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k));
  if (!equal(point.toBytes(), r)) throw new SignatureError("the Ed25519 signature is not of this message and key");
}

/**
 * Check an ECDSA P-256 SHA-256 signature `r ‖ s`, s low; SignatureError otherwise. `x` and `y` are the key's affine
 * coordinates, 32 bytes each, big-endian.
 */
export function verifyEs256(x: Uint8Array, y: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  if (signature.length !== 64) throw new SignatureError("a P-256 signature has 64 bytes");
  if (x.length !== 32 || y.length !== 32) throw new SignatureError("a P-256 coordinate has 32 bytes");
  const order = p256.Point.Fn.ORDER;
  const r = fromBigEndian(signature.subarray(0, 32));
  const s = fromBigEndian(signature.subarray(32));
  if (r <= 0n || r >= order || s <= 0n || s > order / 2n) {
    throw new SignatureError("P-256 signature out of range, or its S is not the low one");
  }
  const key = concat(Uint8Array.of(4), x, y);
  try {
    p256.Point.fromBytes(key).assertValidity();
  } catch {
    throw new SignatureError("the P-256 public key is no point of the curve");
  }
  if (!p256.verify(signature, message, key, { lowS: true, prehash: true, format: "compact" })) {
    throw new SignatureError("the P-256 signature is not of this message and key");
  }
}

/** SignatureError unless `publicKey` is the canonical encoding of a point of prime order, and not the identity. */
export function checkEd25519PublicKey(publicKey: Uint8Array): Ed25519Point {
  if (publicKey.length !== 32) throw new SignatureError("an Ed25519 public key has 32 bytes");
  const name = hex(publicKey);
  const known = checkedKeys.get(name);
  if (known !== undefined) return known;
  let point: Ed25519Point;
  try {
    point = ed25519.Point.fromBytes(publicKey, false);
  } catch {
    throw new SignatureError("the Ed25519 public key is not canonical, or no point of the curve");
  }
  if (point.is0()) throw new SignatureError("the Ed25519 public key is the identity");
  if (!point.isTorsionFree()) throw new SignatureError("the Ed25519 public key is not of prime order");
  if (checkedKeys.size >= MAX_CHECKED_KEYS) checkedKeys.clear();
  checkedKeys.set(name, point);
  return point;
}

function littleEndian(bytes: Uint8Array): bigint {
  return fromBigEndian(Uint8Array.from(bytes).reverse());
}
