/** Percent-encoding in the URIs of GS1 keys (RFC 3986, section 2.1; GS1 Digital Link: URI Syntax). */

import { IdentifierError } from "./errors.ts";

/** A value of GS1 characters in the canonical URI of CBV 2.0 §8.9, which leaves ' ; and = as they are. */
export function escapeCanonical(value: string): string {
  return value.replace(/[^A-Za-z0-9\-._~';=]/g, escaped);
}

/** A value of GS1 characters as a path segment: all but RFC 3986's unreserved characters as uppercase escapes. */
export function escape(value: string): string {
  return value.replace(/[^A-Za-z0-9\-._~]/g, escaped);
}

/** The value of a path segment; IdentifierError if an escape is broken or stands for a character beyond ASCII. */
export function unescape(segment: string): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(segment)) throw new IdentifierError("after % there must be two hexadecimal digits");
  const value = segment.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  if (segment.includes("%") && /[^\u0000-\u007f]/.test(value)) {
    throw new IdentifierError("an escape stands for a character that is not ASCII");
  }
  return value;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
