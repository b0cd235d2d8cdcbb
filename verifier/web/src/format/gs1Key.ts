/** GS1 keys as element lists, and their one canonical URI (CBV 2.0 §8.9, "constrained" canonical Digital Link). */

import { checkValue, PRIMARY_KEYS } from "./applicationIdentifiers.ts";
import { IdentifierError } from "./errors.ts";
import { escapeCanonical } from "./percentEncoding.ts";

/** Application identifiers with their values; where it names a key, the primary key first, then its qualifiers. */
export type Elements = readonly (readonly [code: string, value: string])[];

export const CANONICAL_STEM = "https://id.gs1.org";

const PRODUCT_VARIANT = "22";
const LOT = "10";
const SERIAL = "21";

/**
 * The canonical URI of a checked key. Of the qualifiers only the finest level stays: never the consumer product
 * variant (22), and the lot (10) only where there is no serial number (21).
 */
export function canonicalKeyUri(key: Elements): string {
  const serialised = key.some(([code]) => code === SERIAL);
  return (
    CANONICAL_STEM +
    key
      .filter(([code]) => code !== PRODUCT_VARIANT && !(code === LOT && serialised))
      .map(([code, value]) => `/${code}/${escapeCanonical(value)}`)
      .join("")
  );
}

/** Check the value of each application identifier; IdentifierError for the first that is wrong. */
export function checkValues(elements: Elements): void {
  for (const [code, value] of elements) checkValue(code, value);
}

/** A GTIN-8, GTIN-12 or GTIN-13 with the zeros that make it a GTIN-14; any other value as it is. */
export function padGtin(code: string, value: string): string {
  return code === "01" && [8, 12, 13].includes(value.length) ? value.padStart(14, "0") : value;
}

/**
 * The first primary key among the elements, followed by those of its qualifiers that are there, in their order.
 * IdentifierError if there is none or it has no company prefix, an element occurs twice with different values, or
 * qualifiers that exclude each other are there.
 */
export function keyOf(elements: Elements): Elements {
  const values = new Map<string, string>();
  for (const [code, value] of elements) {
    if ((values.get(code) ?? value) !== value) throw new IdentifierError(`AI (${code}) occurs with different values`);
    values.set(code, value);
  }
  const key = [...values.keys()].find((code) => PRIMARY_KEYS.has(code));
  if (key === undefined) throw new IdentifierError("no GS1 key such as (01) GTIN or (00) SSCC");
  const value = values.get(key) as string;
  if (!/^[0-9]{4}/.test(value)) throw new IdentifierError(`AI (${key}) without a company prefix of four digits`);
  const used = (PRIMARY_KEYS.get(key) ?? [])
    .map((alternative) => alternative.filter((code) => values.has(code)))
    .filter((codes) => codes.length > 0);
  if (used.length > 1) throw new IdentifierError(`qualifiers of AI (${key}) that do not go together`);
  return [key, ...(used[0] ?? [])].map((code) => [code, values.get(code) as string]);
}
