/** JSON that is hashed or signed: RFC 8785 bytes, and nothing else. */

import { equal, fromUtf8, utf8 } from "./bytes.ts";
import { FormatError } from "./errors.ts";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** Deepest nesting accepted; EPCIS needs about eight levels. */
export const MAX_DEPTH = 64;

/**
 * The RFC 8785 bytes of `value`. FormatError for a number whose text is an integer beyond ±(2^53−1), one that is not
 * finite, a lone surrogate, or nesting deeper than MAX_DEPTH.
 */
export function encode(value: Json): Uint8Array {
  const out: string[] = [];
  write(value, out, MAX_DEPTH);
  return utf8(out.join(""));
}

/**
 * The value that canonical JSON bytes stand for. FormatError if `data` is not JSON, or is not the RFC 8785 bytes of its
 * own value; that also refuses repeated members, which no re-serialisation repeats.
 */
export function decode(data: Uint8Array): Json {
  const value = parse(data);
  if (!equal(encode(value), data)) throw new FormatError("JSON is not in its canonical form (RFC 8785)");
  return value;
}

/** The value of ordinary JSON bytes, canonical or not; FormatError if they are not JSON. */
export function parse(data: Uint8Array): Json {
  const text = fromUtf8(data);
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new FormatError("not JSON");
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function write(value: Json, out: string[], depth: number): void {
  if (typeof value === "number") {
    out.push(numberText(value));
  } else if (typeof value === "string") {
    out.push(stringText(value));
  } else if (typeof value !== "object" || value === null) {
    out.push(String(value));
  } else if (depth === 0) {
    throw new FormatError(`nested deeper than ${MAX_DEPTH} levels`);
  } else if (Array.isArray(value)) {
    out.push("[");
    value.forEach((element, position) => {
      if (position > 0) out.push(",");
      write(element, out, depth - 1);
    });
    out.push("]");
  } else {
    out.push("{");
    // Array.sort compares UTF-16 code units, which is the order of RFC 8785.
    Object.keys(value)
      .sort()
      .forEach((name, position) => {
        out.push(position > 0 ? "," : "", stringText(name), ":");
        write(value[name] as Json, out, depth - 1);
      });
    out.push("}");
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new FormatError("a number is not finite");
  // From 1e21 on, a number's text has an exponent and reads as a double everywhere.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    throw new FormatError("an integer is beyond ±(2^53−1)");
  }
  return String(value);
}

function stringText(value: string): string {
  if (!value.isWellFormed()) throw new FormatError("a lone surrogate is no text");
  return JSON.stringify(value);
}
