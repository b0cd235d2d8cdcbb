/** Typed reading of parsed JSON: exactly the members a format gives, each of its kind, or a FormatError. */

import * as base64url from "./base64url.ts";
import { fromHex, utf8 } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import { isObject, type Json, type JsonObject } from "./jcs.ts";

/** `value` as an object with all of `required`, any of `optional`, and no other member. */
export function members(
  value: Json | undefined,
  what: string,
  required: readonly string[],
  optional: readonly string[] = [],
): JsonObject {
  if (!isObject(value)) throw new FormatError(`${what} is not an object`);
  for (const name of required) {
    if (!Object.hasOwn(value, name)) throw new FormatError(`${what} lacks ${name}`);
  }
  for (const name of Object.keys(value)) {
    if (!required.includes(name) && !optional.includes(name)) throw new FormatError(`${what} has another member`);
  }
  return value;
}

/** The own member `name` of an object, undefined if it has none. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function array(value: Json | undefined, what: string, minimum: number, maximum: number): Json[] {
  if (!Array.isArray(value)) throw new FormatError(`${what} is not an array`);
  if (value.length < minimum || value.length > maximum) {
    throw new FormatError(`${what} has ${value.length} elements, not ${minimum} to ${maximum}`);
  }
  return value;
}

/** Text of `minimum` to `maximum` UTF-8 bytes. */
export function text(value: Json | undefined, what: string, minimum = 1, maximum = 1 << 20): string {
  if (typeof value !== "string") throw new FormatError(`${what} is not text`);
  const length = utf8(value).length;
  if (length < minimum || length > maximum) {
    throw new FormatError(`${what} has ${length} bytes, not ${minimum} to ${maximum}`);
  }
  return value;
}

export function integer(
  value: Json | undefined,
  what: string,
  minimum = 0,
  maximum: number = Number.MAX_SAFE_INTEGER,
): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new FormatError(`${what} is not an integer from ${minimum} to ${maximum}`);
  }
  return value;
}

export function bytes(value: Json | undefined, what: string, length?: number): Uint8Array {
  try {
    return base64url.decode(value, length);
  } catch (error) {
    throw new FormatError(`${what}: ${(error as Error).message}`);
  }
}

/** The concatenation of at most `maximum` hashes of 32 bytes. */
export function proof(value: Json | undefined, what: string, maximum: number): Uint8Array {
  const data = bytes(value, what);
  if (data.length % 32 !== 0 || data.length > 32 * maximum) {
    throw new FormatError(`${what} is not a proof of at most ${maximum} hashes`);
  }
  return data;
}

/** A contract's address, 20 bytes, written as 0x and 40 lowercase hexadecimal digits. */
export function address(value: Json | undefined, what: string): Uint8Array {
  if (typeof value !== "string" || !/^0x[0-9a-f]{40}$/.test(value)) throw new FormatError(`${what} is not an address`);
  return fromHex(value.slice(2));
}
