/** Tree heads: the log's signed size and root, as C2SP tlog-checkpoint has them, without extension lines. */

import { equal } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import { EMPTY_ROOT } from "./merkle.ts";
import { checkName, linesOf, type NoteKey, openNote, parseDecimal, parseHash } from "./note.ts";

/** The root of the log `origin` over its first `size` entries. */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The tree head in a note's text; FormatError for other text, extension lines among it. */
export function parseTreeHead(body: string): TreeHead {
  const [origin, size, root] = linesOf(body, 3) as [string, string, string];
  checkName(origin);
  const head = { origin, size: parseDecimal(size), root: parseHash(root) };
  if (head.size === 0 && !equal(head.root, EMPTY_ROOT)) {
    throw new FormatError("a tree head of size 0 whose root is not the empty tree's");
  }
  return head;
}

/**
 * The tree head of the log `origin` in a note that one of `keys` signed. FormatError for another note or origin,
 * SignatureError as `openNote` throws it.
 */
export function openTreeHead(note: string, origin: string, keys: readonly NoteKey[]): TreeHead {
  const head = parseTreeHead(openNote(note, keys).body);
  if (head.origin !== origin) throw new FormatError("the tree head is another log's");
  return head;
}
