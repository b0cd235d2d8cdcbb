/** Bytes: the few operations that every format needs, without a runtime's own extensions. */

import { sha256 } from "@noble/hashes/sha2.js";

import { FormatError } from "./errors.ts";

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const ZERO_32 = new Uint8Array(32);

/** SHA-256 over the concatenation of `parts`; a string stands for its UTF-8 bytes. */
export function hash(...parts: (Uint8Array | string)[]): Uint8Array {
  return sha256(concat(...parts));
}

/** SHA-256 over `label ‖ 0 ‖ parts`, the form of every named hash of docs/format.md. */
export function labelledHash(label: string, ...parts: (Uint8Array | string)[]): Uint8Array {
  return hash(label, Uint8Array.of(0), ...parts);
}

export function concat(...parts: (Uint8Array | string)[]): Uint8Array {
  const bytes = parts.map((part) => (typeof part === "string" ? utf8(part) : part));
  const joined = new Uint8Array(bytes.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of bytes) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return compare(a, b) === 0;
}

/** Negative, zero or positive as `a` sorts before, with or after `b`, byte by byte. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** The bytes of lower or upper case hexadecimal digits; FormatError for anything else. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-fA-F]{2})*$/.test(text)) throw new FormatError("not hexadecimal");
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** The UTF-8 bytes of `text`; FormatError for a lone surrogate, which has none. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new FormatError("a lone surrogate is no text");
  return ENCODER.encode(text);
}

/** The text that UTF-8 bytes spell; FormatError if they are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch {
    throw new FormatError("not UTF-8");
  }
}

/** `value` as `width` big-endian bytes; `value` is a non-negative safe integer that fits. */
export function bigEndian(value: number | bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = BigInt(value);
  for (let at = width - 1; at >= 0; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  if (rest !== 0n) throw new FormatError(`an integer that does not fit in ${width} bytes`);
  return bytes;
}

/** The non-negative integer that big-endian bytes spell. */
export function fromBigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`);
}
