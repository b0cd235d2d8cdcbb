/** A statement's items as the leaves of a Merkle tree, and their openings (docs/format.md section 3.4). */

import { bigEndian, concat, equal, ZERO_32 } from "./bytes.ts";
import { FormatError, ProofError } from "./errors.ts";
import { itemKey } from "./item.ts";
import type { Json } from "./jcs.ts";
import { leafHash, verifyInclusion } from "./merkle.ts";
import { bytes, integer, members, text } from "./shape.ts";
import { MAX_DEPTH } from "./statement.ts";

export const EPC = 1;
export const PARENT = 2;
export const CHILD = 4;
export const INPUT = 8;
export const OUTPUT = 16;
export const QUANTITY = 32;
export const LOT = 64;
export const TRANSFORMATION = 128;
export const PLACE = 256;
/** On the parent of a DELETE that names no child: everything was taken out of it. */
export const UNPACKED = 512;

/** Leaves that lead to where goods came from. */
export const UPSTREAM = LOT | TRANSFORMATION | INPUT | PARENT;
/** Leaves that may be shown by their bare key. */
export const HIDEABLE = TRANSFORMATION | INPUT;
const MAX_ROLE = 1023;

/** One item of a statement: salt, role bits, item key, and the item's URI where it is shown. */
export interface Leaf {
  readonly salt: Uint8Array;
  readonly role: number;
  readonly key: Uint8Array;
  readonly uri: string | null;
}

/** A leaf shown: where it stands and its inclusion proof. */
export interface Opening {
  readonly leaf: Leaf;
  readonly position: number;
  readonly path: Uint8Array;
}

/** The leaf hash in the item tree. */
export function itemLeafHash(leaf: Leaf): Uint8Array {
  return leafHash(concat(leaf.salt, bigEndian(leaf.role, 2), leaf.key));
}

/** ProofError unless the leaf stands at its position in the tree of `depth` and `root`. */
export function verifyOpening(opening: Opening, depth: number, root: Uint8Array): void {
  if (opening.position >= 2 ** depth) throw new ProofError("an opening's position is outside its statement's items");
  verifyInclusion(itemLeafHash(opening.leaf), opening.position, 2 ** depth, opening.path, root);
}

/** The opening that JSON shows; FormatError if it is none. `verifyOpening` checks that it is true. */
export function parseOpening(value: Json | undefined): Opening {
  const object = members(value, "an opening", ["path", "position", "role", "salt"], ["item", "key"]);
  const role = integer(object.role, "an opening's role", 0, MAX_ROLE);
  const salt = bytes(object.salt, "an opening's salt", 16);
  const byUri = Object.hasOwn(object, "item");
  if (byUri === Object.hasOwn(object, "key")) throw new FormatError("an opening has either an item or a key");
  let leaf: Leaf;
  if (byUri) {
    const uri = text(object.item, "an opening's item", 1, 512);
    if (role === 0) throw new FormatError("padding has no item");
    leaf = { salt, role, key: itemKey(uri), uri };
  } else {
    leaf = { salt, role, key: bytes(object.key, "an opening's key", 32), uri: null };
    if (role !== 0 && !(role & HIDEABLE)) {
      throw new FormatError("an opening by bare key is for inputs and transformation ids");
    }
    if (role === 0 && !equal(leaf.key, ZERO_32)) throw new FormatError("padding has a zero key");
  }
  return {
    leaf,
    position: integer(object.position, "an opening's position", 0, 2 ** MAX_DEPTH - 1),
    path: bytes(object.path, "an opening's path"),
  };
}
