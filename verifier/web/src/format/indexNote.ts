/** Index notes: an auditor's word that the item index of a log was replayed and is what an anchor says it is. */

import { FormatError } from "./errors.ts";
import { checkName, linesOf, type NoteKey, openNote, parseDecimal, parseHash } from "./note.ts";

const TITLE = "wayproof index v1";

/** Log root and index root of the log `origin` at `size` as an auditor replayed them, at `time` (Unix seconds). */
export interface IndexNote {
  readonly origin: string;
  readonly size: number;
  readonly logRoot: Uint8Array;
  readonly indexRoot: Uint8Array;
  readonly time: number;
}

/** The index note in a note's text; FormatError for other text. */
export function parseIndexNote(body: string): IndexNote {
  const lines = linesOf(body, 6) as [string, string, string, string, string, string];
  const [title, origin, size, logRoot, indexRoot, time] = lines;
  if (title !== TITLE) throw new FormatError("the note is no index note");
  checkName(origin);
  const note = {
    origin,
    size: parseDecimal(size),
    logRoot: parseHash(logRoot),
    indexRoot: parseHash(indexRoot),
    time: parseDecimal(time),
  };
  if (note.size === 0) throw new FormatError("an index note of an empty log");
  return note;
}

/**
 * The index note on the log `origin`, and which of the auditors' `keys` signed it. FormatError for another note or
 * origin, SignatureError as `openNote` throws it.
 */
export function openIndexNote(
  note: string,
  origin: string,
  keys: readonly NoteKey[],
): { note: IndexNote; signers: readonly NoteKey[] } {
  const opened = openNote(note, keys);
  const indexNote = parseIndexNote(opened.body);
  if (indexNote.origin !== origin) throw new FormatError("the index note is on another log");
  return { note: indexNote, signers: opened.signers };
}
