/** GS1 keys as element lists, and their one canonical URI (CBV 2.0 §8.9, "constrained" canonical Digital Link). */

import { checkValue } from "./applicationIdentifiers.ts";
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
