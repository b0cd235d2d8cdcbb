/**
 * Signed notes of C2SP signed-note: a text, a blank line, and one line for each signature.
 *
 * Ed25519 keys (type 0x01) alone are known; lines of other keys and types are ignored once they are well-formed. Limits
 * beyond the specification's: 131,072 bytes and 32 signatures a note, 255 bytes a key name.
 */

import { decodeStandard } from "./base64url.ts";
import { equal, hash, hex, utf8 } from "./bytes.ts";
import { FormatError, SignatureError } from "./errors.ts";
import { checkEd25519PublicKey, verifyEd25519 } from "./signature.ts";

const MAX_NOTE_SIZE = 131_072;
const MAX_SIGNATURES = 32;
const MAX_NAME_SIZE = 255;
const ED25519_TYPE = 1;
// The white space of Unicode, written out because languages differ in what else they count to it.
const NOT_IN_NAMES = /[+\u0000-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** An Ed25519 key under the name by which notes call it. */
export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
  /** The four bytes by which a signature line names the key: H(name ‖ newline ‖ 0x01 ‖ public key)[:4]. */
  readonly keyId: Uint8Array;
}

/** The text of an opened note, its last newline included, and which known keys signed it, in the order of their lines. */
export interface Note {
  readonly body: string;
  readonly signers: readonly NoteKey[];
}

/**
 * The key that a vkey line `name+id+base64` spells. FormatError for another type than Ed25519, a key id that is not the
 * key's, or any other spelling, and SignatureError for a public key that docs/format.md does not accept.
 */
export function parseVkey(text: string): NoteKey {
  const match = /^([^+]*)\+([^+]*)\+([^]*)$/.exec(text);
  if (match === null) throw new FormatError("not a vkey: name+id+key");
  const [, name, id, encoded] = match as unknown as [string, string, string, string];
  const key = decodeStandard(encoded);
  if (key[0] !== ED25519_TYPE) throw new FormatError("a vkey of another type than Ed25519");
  checkName(name);
  checkEd25519PublicKey(key.subarray(1));
  const keyId = hash(name, "\n", key).slice(0, 4);
  if (hex(keyId) !== id) throw new FormatError("the vkey's id is not that of its name and key");
  return { name, publicKey: key.slice(1), keyId };
}

/**
 * The text of a note that at least one of `keys` signed. FormatError for a malformed note, for two lines by one known
 * key, or for two of `keys` with one name and id; SignatureError if no known key signed it, or a line in a known key's
 * name does not verify.
 */
export function openNote(note: string, keys: readonly NoteKey[]): Note {
  checkDistinct(keys);
  const { body, lines } = split(note);
  const signers: NoteKey[] = [];
  for (const { name, keyId, signature } of lines) {
    const signer = keys.find((key) => isOf(key, name, keyId));
    if (signer === undefined) continue;
    if (signers.includes(signer)) throw new FormatError("the note has two signatures of one key");
    verifyEd25519(signer.publicKey, utf8(body), signature);
    signers.push(signer);
  }
  if (signers.length === 0) throw new SignatureError("the note has no signature of a known key");
  return { body, signers };
}

/** FormatError unless `name` may name a key or be a log's origin: 1 to 255 bytes, no space, plus, control. */
export function checkName(name: string): void {
  if (name === "" || NOT_IN_NAMES.test(name)) {
    throw new FormatError("a key name is not empty and has no spaces, plus signs or control characters");
  }
  if (utf8(name).length > MAX_NAME_SIZE) throw new FormatError(`a key name is at most ${MAX_NAME_SIZE} bytes long`);
}

/** The `count` lines of a note's text, each ended by a newline; FormatError for more or fewer. */
export function linesOf(body: string, count: number): string[] {
  const lines = body.slice(0, -1).split("\n");
  if (lines.length !== count) throw new FormatError(`${lines.length} lines where ${count} are due`);
  return lines;
}

/** A number from 0 to 2^53−1 in ASCII decimal without leading zeros; FormatError otherwise. */
export function parseDecimal(text: string): number {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new FormatError("not a decimal number up to 2^53−1");
  return value;
}

/** 32 bytes in padded base64; FormatError otherwise. */
export function parseHash(text: string): Uint8Array {
  const data = decodeStandard(text);
  if (data.length !== 32) throw new FormatError(`${data.length} bytes of base64 where 32 are due`);
  return data;
}

function isOf(key: NoteKey, name: string, keyId: Uint8Array): boolean {
  return key.name === name && equal(key.keyId, keyId);
}

function checkDistinct(keys: readonly NoteKey[]): void {
  keys.forEach((key, at) => {
    const first = keys.find((other) => isOf(other, key.name, key.keyId)) as NoteKey;
    if (first !== keys[at] && !equal(first.publicKey, key.publicKey)) {
      throw new FormatError("two keys have one name and id");
    }
  });
}

interface SignatureLine {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

function split(note: string): { body: string; lines: SignatureLine[] } {
  if (utf8(note).length > MAX_NOTE_SIZE) throw new FormatError(`a note is over ${MAX_NOTE_SIZE} bytes`);
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n")) {
    throw new FormatError("a note is a text, a blank line and signature lines, each ended by a newline");
  }
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) {
    throw new FormatError("a note has no control characters other than newline");
  }
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw new FormatError(`a note has at most ${MAX_SIGNATURES} signatures`);
  return { body: note.slice(0, blank + 1), lines: lines.map(signatureLine) };
}

function signatureLine(line: string): SignatureLine {
  const parts = line.split(" ");
  if (parts.length !== 3 || parts[0] !== "—") throw new FormatError("not a signature line: — name base64");
  const [, name, encoded] = parts as [string, string, string];
  checkName(name);
  const data = decodeStandard(encoded);
  if (data.length < 5) throw new FormatError("a signature line without a signature");
  return { name, keyId: data.slice(0, 4), signature: data.slice(4) };
}
