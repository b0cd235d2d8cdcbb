/**
 * Proofs of the item index, a Merkle Patricia trie as FiloSottile/torchwood's package mpt at f5aef32f defines it.
 *
 * Leaf = H(0 ‖ varint len(key) ‖ key ‖ varint len(value) ‖ value); inner node = H(1 ‖ varint bit ‖ left ‖ right), where
 * `bit` is counted from 0 at the most significant; the empty trie is H(""). A key is followed by a zero byte and then by
 * 0xff bytes for ever. Keys and values of up to 1,024 bytes are taken, as torchwood does. Varints are minimal.
 */

import { equal, hash } from "./bytes.ts";
import { ProofError } from "./errors.ts";

const HASH_SIZE = 32;
const MAX_KEY_SIZE = 1024;
const MAX_VALUE_SIZE = 1024;
const BITS = 8 * (MAX_KEY_SIZE + 1);
/** Enough for every bit number and length. */
const MAX_VARINT_SIZE = 2;

/** The root of the empty trie. */
export const EMPTY_TRIE = hash();

/**
 * ProofError unless `proof` shows that the trie of `root` has `key` with `value`, or, for null, lacks it. Absence is
 * shown by the leaf where the lookup of `key` ends: another key, equal to it in every bit on the path.
 */
export function verifyLookup(root: Uint8Array, key: Uint8Array, value: Uint8Array | null, proof: Uint8Array): void {
  if (key.length > MAX_KEY_SIZE || (value !== null && value.length > MAX_VALUE_SIZE)) {
    throw new ProofError("a key or value that no trie holds");
  }
  if (value === null && proof.length === 0) {
    if (!equal(root, EMPTY_TRIE)) throw new ProofError("no proof of absence from a trie that is not empty");
    return;
  }
  const reader = new Reader(proof);
  let found = key;
  let held = value;
  if (held === null) {
    found = reader.prefixed(MAX_KEY_SIZE);
    held = reader.prefixed(MAX_VALUE_SIZE);
    if (equal(found, key)) throw new ProofError("a proof of absence that ends at the key itself");
  }
  let current = hash(Uint8Array.of(0), varint(found.length), found, varint(held.length), held);
  let below = BITS;
  while (!reader.done) {
    const bit = reader.varint();
    const sibling = reader.take(HASH_SIZE);
    if (bit >= below) throw new ProofError("a path whose bits do not decrease");
    below = bit;
    const side = bitOf(key, bit);
    if (bitOf(found, bit) !== side) throw new ProofError("the lookup of the key does not end at that leaf");
    const [left, right] = side === 1 ? [sibling, current] : [current, sibling];
    current = hash(Uint8Array.of(1), varint(bit), left, right);
  }
  if (!equal(current, root)) throw new ProofError("the lookup proof leads to another root");
}

/** A bit of the key with its padding. */
function bitOf(key: Uint8Array, bit: number): number {
  const byte = key[bit >> 3];
  return byte === undefined ? Number(bit >> 3 > key.length) : (byte >> (7 - (bit & 7))) & 1;
}

function varint(value: number): Uint8Array {
  return value < 128 ? Uint8Array.of(value) : Uint8Array.of((value & 127) | 128, value >> 7);
}

class Reader {
  private at = 0;
  private readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  get done(): boolean {
    return this.at === this.data.length;
  }

  take(count: number): Uint8Array {
    if (count > this.data.length - this.at) throw new ProofError("a proof that is cut off");
    this.at += count;
    return this.data.subarray(this.at - count, this.at);
  }

  prefixed(limit: number): Uint8Array {
    const size = this.varint();
    if (size > limit) throw new ProofError("a key or value over its limit");
    return this.take(size);
  }

  varint(): number {
    let value = 0;
    for (let size = 1; size <= MAX_VARINT_SIZE; size++) {
      const byte = this.take(1)[0] as number;
      value |= (byte & 127) << (7 * (size - 1));
      if (byte < 128) {
        if (varint(value).length !== size) break;
        return value;
      }
    }
    throw new ProofError("a number that is too large or not minimal");
  }
}
