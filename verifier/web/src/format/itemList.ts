/** The list of statements about one key, and its proof against the item index (docs/format.md sections 5 and 7.1). */

import { bigEndian, concat } from "./bytes.ts";
import { FormatError, ProofError } from "./errors.ts";
import type { Json } from "./jcs.ts";
import { leafHash, verifyRange } from "./merkle.ts";
import { array, bytes, integer, members, proof } from "./shape.ts";
import { verifyLookup } from "./trie.ts";

/** One entry of a list: the log index of a statement and its leaf hash. */
export interface ListEntry {
  readonly index: number;
  readonly leaf: Uint8Array;
}

/** Neighbouring entries of a list, from position `start` on, with their range proof. */
export interface Segment {
  readonly start: number;
  readonly entries: readonly ListEntry[];
  readonly proof: Uint8Array;
}

/** The trie's proof for one list's value, `u64(size) ‖ root` or absence if size is 0, and segments of the list. */
export interface ListProof {
  readonly proof: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array | null;
  readonly segments: readonly Segment[];
}

const MAX_STATEMENTS = 2000;
const MAX_TREE_PROOF = 2 * 63;
const MAX_TRIE_PROOF = 256 * 34 + 80;

/** The list proof that JSON shows; FormatError if it is none. */
export function parseListProof(value: Json | undefined): ListProof {
  const object = members(value, "a list proof", ["proof", "segments", "size"], ["root"]);
  const size = integer(object.size, "a list's size");
  const segments = array(object.segments, "segments", 0, MAX_STATEMENTS).map(parseSegment);
  if ((size === 0) === Object.hasOwn(object, "root") || (size === 0 && segments.length > 0)) {
    throw new FormatError("a list proof is of presence and absence at once");
  }
  let end = -1;
  for (const segment of segments) {
    if (segment.start <= end) throw new FormatError("segments of a list overlap or touch");
    end = segment.start + segment.entries.length;
  }
  if (end > size) throw new FormatError("a segment goes on beyond its list");
  const trieProof = bytes(object.proof, "a trie proof");
  if (trieProof.length > MAX_TRIE_PROOF) throw new FormatError("a trie proof is too long");
  return { proof: trieProof, size, root: size === 0 ? null : bytes(object.root, "a list's root", 32), segments };
}

/** The segment that JSON shows; FormatError if it is none. */
export function parseSegment(value: Json): Segment {
  const object = members(value, "a segment", ["entries", "proof", "start"]);
  const entries = array(object.entries, "entries", 1, MAX_STATEMENTS).map((pair) => {
    const [index, leaf] = array(pair, "a list entry", 2, 2);
    return { index: integer(index, "a list entry's index"), leaf: bytes(leaf, "a list entry's leaf hash", 32) };
  });
  return {
    start: integer(object.start, "a segment's start"),
    entries,
    proof: proof(object.proof, "a range proof", MAX_TREE_PROOF),
  };
}

/** Whether all entries of the list are given. */
export function isWhole(list: ListProof): boolean {
  return list.segments.reduce((count, segment) => count + segment.entries.length, 0) === list.size;
}

/** The entries given, in the order of the list. */
export function entriesOf(list: ListProof): ListEntry[] {
  return list.segments.flatMap((segment) => segment.entries);
}

/**
 * ProofError unless the trie of `indexRoot` has exactly this list at `key` (nothing, for an empty one), each segment is
 * of its tree, and indices increase.
 */
export function verifyListProof(list: ListProof, key: Uint8Array, indexRoot: Uint8Array): void {
  const { root } = list;
  verifyLookup(indexRoot, key, root === null ? null : concat(bigEndian(list.size, 8), root), list.proof);
  if (root === null) return;
  let previous = -1;
  for (const segment of list.segments) {
    verifyRange(segment.entries.map(listEntryHash), segment.start, list.size, segment.proof, root);
    for (const entry of segment.entries) {
      if (entry.index <= previous) throw new ProofError("the indices of a list do not increase");
      previous = entry.index;
    }
  }
}

/** The leaf hash of one entry in its list's tree. */
function listEntryHash(entry: ListEntry): Uint8Array {
  return leafHash(concat(bigEndian(entry.index, 8), entry.leaf));
}

/** The position in the list of each entry given, by its log index. */
export function positionsOf(list: ListProof): Map<number, number> {
  return new Map(
    list.segments.flatMap((segment) =>
      segment.entries.map((entry, offset): [number, number] => [entry.index, segment.start + offset]),
    ),
  );
}

/** Whether the positions from `start` up to `end`, excluded, are given; segments never touch, so one must hold them. */
export function coversPositions(list: ListProof, start: number, end: number): boolean {
  return (
    start >= end ||
    list.segments.some((segment) => segment.start <= start && end <= segment.start + segment.entries.length)
  );
}
