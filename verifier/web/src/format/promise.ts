/** Promises: by a stated time a statement will be covered by a final anchor, signed under a key of its own. */

import { FormatError } from "./errors.ts";
import { checkName, linesOf, type NoteKey, openNote, parseDecimal, parseHash } from "./note.ts";

const TITLE = "wayproof promise v1";

/** That the log `origin` accepted a statement and anchors it by `deadline`; times in Unix seconds. */
export interface Promised {
  readonly origin: string;
  readonly statementId: Uint8Array;
  readonly accepted: number;
  readonly deadline: number;
}

/**
 * The promise of the log `origin` in a note that one of `keys` signed. FormatError for another note or origin,
 * SignatureError as `openNote` has it.
 */
export function openPromise(note: string, origin: string, keys: readonly NoteKey[]): Promised {
  const [title, named, id, accepted, deadline] = linesOf(openNote(note, keys).body, 5) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (title !== TITLE) throw new FormatError("the note is no promise");
  checkName(named);
  const promise = {
    origin: named,
    statementId: parseHash(id),
    accepted: parseDecimal(accepted),
    deadline: parseDecimal(deadline),
  };
  if (promise.deadline < promise.accepted) throw new FormatError("a promise whose deadline is before its acceptance");
  if (named !== origin) throw new FormatError("the promise is another log's");
  return promise;
}
