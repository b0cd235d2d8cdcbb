/** One value of an EPCIS event as the Event Hash ID writes it (docs/event-hash.md). */

import type { Context } from "./epcisContext.ts";
import { URN, webUri } from "./epcisVocabulary.ts";
import { FormatError } from "./errors.ts";
import { canonicalUri } from "./item.ts";
import type { Json } from "./jcs.ts";

// The commonest canonical URIs, which come back unchanged whether or not their check digit is right.
const CANONICAL =
  /^https:\/\/id\.gs1\.org\/(?:01\/[0-9]{14}(?:\/(?:10|21)\/[0-9A-Za-z]{1,20})?|00\/[0-9]{18}|417\/[0-9]{13}|414\/[0-9]{13}(?:\/254\/[0-9A-Za-z]{1,20})?|253\/[0-9]{13}[0-9A-Za-z]{0,17}|8004\/[0-9]{4}[0-9A-Za-z]{0,26})$/;
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** `text` without the white space of XML at both ends. */
export function stripWhiteSpace(text: string): string {
  return text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
}

/** The text of a string, number or boolean; null is the empty text. FormatError for a list or an object. */
export function canonicalValue(value: Json, context: Context): string {
  if (typeof value === "string") return canonicalText(value, context);
  if (typeof value === "number") {
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
      throw new FormatError("an EPCIS number is an integer beyond ±(2^53−1)");
    }
    return shortest(value);
  }
  if (typeof value === "boolean") return String(value);
  if (value === null) return "";
  throw new FormatError("an EPCIS value is a list or an object where it must be simple");
}

/**
 * A string value: white space cut off, then by its kind. With a colon it may be a compact IRI (expanded), a CBV word as
 * URN (its web URI), or a GS1 identifier (its canonical Digital Link URI; a broken one is left as it is). Without one it
 * may be a number.
 */
function canonicalText(text: string, context: Context): string {
  if (CANONICAL.test(text)) return text;
  const stripped = stripWhiteSpace(text);
  if (!stripped.includes(":")) return canonicalNumber(stripped);
  const iri = context.iri(stripped);
  if (iri.startsWith(URN)) return webUri(iri);
  try {
    return canonicalUri(iri);
  } catch (error) {
    if (error instanceof FormatError) return iri;
    throw error;
  }
}

function canonicalNumber(text: string): string {
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? shortest(number) : text;
}

/** An integer without a point, otherwise the shortest text, with an exponent of two or more digits below 1e-4. */
function shortest(number: number): string {
  if (!Number.isFinite(number)) throw new FormatError("an EPCIS number is not finite");
  if (Number.isInteger(number)) return BigInt(number).toString();
  if (Math.abs(number) >= 1e-4) return String(number);
  const [mantissa, exponent] = number.toExponential().split("e-") as [string, string];
  return `${mantissa}e-${exponent.padStart(2, "0")}`;
}
