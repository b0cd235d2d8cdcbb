/**
 * The Merkle tree of RFC 6962 section 2.1 over SHA-256: hashes and proofs.
 *
 * Proofs are the concatenation of 32-byte hashes and must have exactly the length that index and size ask for; an odd
 * node is never duplicated. Sizes and indices are integers up to 2^53−1, so halving is arithmetic, not shifts.
 */

import { sha256 } from "@noble/hashes/sha2.js";

import { equal, hash } from "./bytes.ts";
import { ProofError } from "./errors.ts";

export const HASH_SIZE = 32;
export const EMPTY_ROOT = hash();

const LEAF = Uint8Array.of(0);

/** The hash of one entry: H(0 ‖ data). */
export function leafHash(data: Uint8Array): Uint8Array {
  return hash(LEAF, data);
}

/** The hash of an inner node over two 32-byte hashes: H(1 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const data = new Uint8Array(65);
  data[0] = 1;
  data.set(left, 1);
  data.set(right, 33);
  return sha256(data);
}

/** The root over leaf hashes of 32 bytes each; EMPTY_ROOT for none. */
export function rootFromLeaves(hashes: readonly Uint8Array[]): Uint8Array {
  let level = hashes;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const right = level[at + 1];
      above.push(right === undefined ? (level[at] as Uint8Array) : nodeHash(level[at] as Uint8Array, right));
    }
    level = above;
  }
  return level[0] ?? EMPTY_ROOT;
}

/**
 * The root that an inclusion proof (RFC 6962 section 2.1.1) gives for a leaf hash at `index`. ProofError unless
 * 0 ≤ index < size and the proof has exactly the length of that path.
 */
export function rootFromInclusion(leaf: Uint8Array, index: number, size: number, proof: Uint8Array): Uint8Array {
  checkHash(leaf);
  if (!isSize(index) || !isSize(size) || index >= size) {
    throw new ProofError(`no leaf ${index} in a tree of size ${size}`);
  }
  const siblings = hashesOf(proof);
  let current = leaf;
  let position = index;
  let last = size - 1;
  for (const sibling of siblings) {
    if (last === 0) throw new ProofError("the inclusion proof is too long");
    if (position % 2 === 1 || position === last) {
      current = nodeHash(sibling, current);
      // Levels where the last node stands alone have no sibling: skip to the one where it is a right child.
      while (position % 2 === 0 && position !== 0) {
        position = half(position);
        last = half(last);
      }
    } else {
      current = nodeHash(current, sibling);
    }
    position = half(position);
    last = half(last);
  }
  if (last !== 0) throw new ProofError("the inclusion proof is too short");
  return current;
}

/** ProofError unless `proof` shows the leaf hash at `index` in the tree of `size` and `root`. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: Uint8Array,
  root: Uint8Array,
): void {
  if (!equal(rootFromInclusion(leaf, index, size, proof), root)) {
    throw new ProofError("the inclusion proof leads to another root");
  }
}

/**
 * ProofError unless `proof` (RFC 6962 section 2.1.2) shows that tree 2 extends tree 1. size1 = 0 is refused, since
 * nothing about tree 2 would be shown; equal sizes need an empty proof and equal roots.
 */
export function verifyConsistency(
  size1: number,
  root1: Uint8Array,
  size2: number,
  root2: Uint8Array,
  proof: Uint8Array,
): void {
  checkHash(root1);
  checkHash(root2);
  if (!isSize(size1) || !isSize(size2) || size1 === 0 || size1 > size2) {
    throw new ProofError(`no consistency from size ${size1} to size ${size2}`);
  }
  const given = hashesOf(proof);
  if (size1 === size2) {
    if (given.length > 0) throw new ProofError("a consistency proof where none is due");
    if (!equal(root1, root2)) throw new ProofError("two roots for one tree size");
    return;
  }
  let first = size1 - 1;
  let last = size2 - 1;
  // The path starts at the largest complete subtree that ends tree 1; if that is tree 1 itself, its root is known.
  while (first % 2 === 1) {
    first = half(first);
    last = half(last);
  }
  const start = first === 0 ? root1 : given.shift();
  if (start === undefined) throw new ProofError("the consistency proof is too short");
  let before = start;
  let after = start;
  for (const sibling of given) {
    if (last === 0) throw new ProofError("the consistency proof is too long");
    if (first % 2 === 1 || first === last) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (first % 2 === 0 && first !== 0) {
        first = half(first);
        last = half(last);
      }
    } else {
      after = nodeHash(after, sibling);
    }
    first = half(first);
    last = half(last);
  }
  if (last !== 0) throw new ProofError("the consistency proof is too short");
  if (!equal(before, root1)) throw new ProofError("the consistency proof leads to another first root");
  if (!equal(after, root2)) throw new ProofError("the consistency proof leads to another second root");
}

/**
 * ProofError unless `proof` shows leaf hashes from `start` on in the tree of `size` and `root`. The proof is, from left
 * to right, the hashes of the largest subtrees of the RFC 6962 division that lie wholly outside the range. An empty
 * range is refused.
 */
export function verifyRange(
  leaves: readonly Uint8Array[],
  start: number,
  size: number,
  proof: Uint8Array,
  root: Uint8Array,
): void {
  const end = start + leaves.length;
  if (!isSize(start) || !isSize(size) || leaves.length === 0 || end > size) {
    throw new ProofError(`no leaves from ${start} to ${end} in a tree of size ${size}`);
  }
  leaves.forEach(checkHash);
  const siblings = hashesOf(proof);
  const walk = (low: number, high: number): Uint8Array => {
    if (end <= low || high <= start) {
      const sibling = siblings.shift();
      if (sibling === undefined) throw new ProofError("the range proof is too short");
      return sibling;
    }
    if (start <= low && high <= end) return rootFromLeaves(leaves.slice(low - start, high - start));
    const middle = low + leftWidth(high - low);
    const left = walk(low, middle);
    return nodeHash(left, walk(middle, high));
  };
  const computed = walk(0, size);
  if (siblings.length > 0) throw new ProofError("the range proof is too long");
  if (!equal(computed, root)) throw new ProofError("the range proof leads to another root");
}

function half(value: number): number {
  return Math.floor(value / 2);
}

/** The largest power of two below `width`, where RFC 6962 splits a tree of that many leaves. */
function leftWidth(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function checkHash(value: Uint8Array): void {
  if (value.length !== HASH_SIZE) throw new ProofError(`a hash of ${value.length} bytes where ${HASH_SIZE} are due`);
}

function hashesOf(proof: Uint8Array): Uint8Array[] {
  if (proof.length % HASH_SIZE !== 0) throw new ProofError("a proof that is not whole hashes");
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < proof.length; at += HASH_SIZE) hashes.push(proof.subarray(at, at + HASH_SIZE));
  return hashes;
}
