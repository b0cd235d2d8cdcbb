/** base64 of two kinds: base64url without padding (RFC 4648 section 5) in JSON, and the padded standard one in notes. */

import { FormatError } from "./errors.ts";

const URL_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STANDARD_ALPHABET = `${URL_ALPHABET.slice(0, 62)}+/`;

/** `data` in base64url without padding. */
export function encode(data: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    held = ((held & 0x3f) << 8) | byte;
    for (bits += 8; bits >= 6; bits -= 6) text += URL_ALPHABET[(held >> (bits - 6)) & 63];
  }
  return bits > 0 ? text + URL_ALPHABET[(held << (6 - bits)) & 63] : text;
}

/**
 * The bytes that `text` spells, `length` of them if given. FormatError unless `text` is a string and the one spelling
 * of its bytes.
 */
export function decode(text: unknown, length?: number): Uint8Array {
  if (typeof text !== "string") throw new FormatError("not base64url without padding");
  const data = read(text, URL_ALPHABET, "base64url without padding");
  if (length !== undefined && data.length !== length) {
    throw new FormatError(`${data.length} bytes of base64url where ${length} are due`);
  }
  return data;
}

/** The bytes that padded standard base64 spells; FormatError unless it is the one spelling of its bytes. */
export function decodeStandard(text: string): Uint8Array {
  const kind = "padded base64";
  if (text.length % 4 !== 0) throw new FormatError(`not ${kind}`);
  return read(text.replace(/={1,2}$/, ""), STANDARD_ALPHABET, kind);
}

const VALUES = new Map(
  [URL_ALPHABET, STANDARD_ALPHABET].map((alphabet) => [alphabet, new Map([...alphabet].map((c, value) => [c, value]))]),
);

function read(text: string, alphabet: string, kind: string): Uint8Array {
  const values = VALUES.get(alphabet) as Map<string, number>;
  if (text.length % 4 === 1) throw new FormatError(`not ${kind}`);
  const data = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = values.get(character);
    if (value === undefined) throw new FormatError(`not ${kind}`);
    held = ((held & 0xff) << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      data[at++] = (held >> bits) & 0xff;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw new FormatError("base64 with stray bits in its last character");
  return data;
}
