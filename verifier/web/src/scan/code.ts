/**
 * What a scanned or typed code says: the GS1 key in it, whichever way it is written, or why there is none.
 *
 * A code may name any domain. Only the key counts here, and leads to the passport on this page's own origin.
 */

import { looksLikeDigitalLink } from "../format/digitalLink.ts";
import { IdentifierError } from "../format/errors.ts";
import { CANONICAL_STEM } from "../format/gs1Key.ts";
import { canonicalItem, describeItem, type Item } from "../format/item.ts";

/** What a scanner or a person gave: the text, and the symbology identifier (ISO/IEC 15424) where it is known. */
export interface Scan {
  readonly text: string;
  readonly symbology: string | null;
}

/** A code that was understood, or in which way it was not. */
export type Code =
  | { readonly kind: "item" | "place" | "party"; readonly item: Item }
  /** A web address without a GS1 key; `host` is where it would have led. */
  | { readonly kind: "elsewhere"; readonly host: string }
  /** Meant as a GS1 key, and wrong: a digit misread, or a part of it missing. */
  | { readonly kind: "broken" }
  | { readonly kind: "other" };

const MOST = 2048;
const GS1_CARRIERS = ["]C1", "]e0", "]d2", "]Q3", "]J1"];
const GTIN_LENGTHS = [8, 12, 13, 14];
const SSCC_LENGTH = 18;
const BARE_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?\//i;

/** What a code says. */
export function readCode({ text, symbology }: Scan): Code {
  const given = text.trim();
  if (given === "" || given.length > MOST) return { kind: "other" };
  const spelled = spell(given, symbology);
  try {
    const item = describeItem(canonicalItem(spelled));
    if (item.primaryAi !== null) return { kind: kindOf(item), item };
  } catch (error) {
    if (!(error instanceof IdentifierError)) throw error;
    const link = /^https?:/i.test(spelled) && looksLikeDigitalLink(spelled);
    if (link || /^(?:[(\]\x1d0-9]|urn:epc:)/.test(spelled)) return { kind: "broken" };
  }
  return otherwise(spelled);
}

/** The path of an item's passport on any Wayproof ledger. */
export function passportPath(item: Item): string {
  return `/p${item.uri.slice(CANONICAL_STEM.length)}`;
}

function spell(text: string, symbology: string | null): string {
  if (symbology !== null && GS1_CARRIERS.includes(symbology) && !text.startsWith("]")) return symbology + text;
  if (/^[(\]0-9]/.test(text)) {
    const packed = text.replace(/\s/g, "");
    if (/^[0-9]+$/.test(packed)) {
      if (GTIN_LENGTHS.includes(packed.length)) return `(01)${packed.padStart(14, "0")}`;
      if (packed.length === SSCC_LENGTH) return `(00)${packed}`;
    }
    return packed;
  }
  return BARE_HOST.test(text) ? `https://${text}` : text;
}

function kindOf(item: Item): "item" | "place" | "party" {
  return item.kind === "place" || item.kind === "party" ? item.kind : "item";
}

function otherwise(text: string): Code {
  if (/^https?:/i.test(text) && URL.canParse(text)) return { kind: "elsewhere", host: new URL(text).host };
  return { kind: "other" };
}
