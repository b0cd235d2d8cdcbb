/** Items and parties: the one name of each, its keys in the index, and what a name says (docs/format.md section 2). */

import { labelledHash } from "./bytes.ts";
import { findDigitalLink, findKey, looksLikeDigitalLink } from "./digitalLink.ts";
import { findEpcUrn } from "./epcUrn.ts";
import { IdentifierError } from "./errors.ts";
import { parseElementString } from "./elementString.ts";
import { CANONICAL_STEM, canonicalKeyUri, checkValues, type Elements, keyOf } from "./gs1Key.ts";
import { checkNormalUri } from "./normalUri.ts";

/** What sort of thing a URI names. */
export type ItemKind = "instance" | "lot" | "class" | "party" | "place" | "other";

/** What a canonical URI says about what it names. */
export interface Item {
  readonly uri: string;
  readonly kind: ItemKind;
  /** Application identifier and value of its GS1 key; null for other URIs. */
  readonly primaryAi: string | null;
  readonly primaryValue: string | null;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  /** The up to 12 digits that begin with the GS1 company prefix. */
  readonly prefixDigits: string | null;
  /** The class (GTIN) that an instance, a lot or a piece belongs to. */
  readonly classUri: string | null;
}

const MAX_INPUT = 2048;
// URNs of what is in a tag's memory, which EPCIS does not allow in events (EPCIS 2.0, section 6.4).
const TAG_URN = /^urn:epc:(?:tag|raw|pat):/;
const SERIAL_WITHIN: Record<string, number> = { "253": 13, "255": 13, "8003": 14 };
const INSTANCES = ["00", "401", "402", "8004", "8017", "8018"];
const CLASSES = ["01", "253", "255", "8003", "8006", "8010", "8013"];

/**
 * The canonical URI of a GS1 key written as an EPC URN or a Digital Link; any other text as it is. IdentifierError if
 * the text has the form of a GS1 key's URI, and a value in it is wrong.
 */
export function canonicalUri(text: string): string {
  const key = findKeyOf(text);
  return key === null ? text : canonicalKeyUri(key);
}

/**
 * The canonical URI of an item, place or party in any spelling: a Digital Link on any domain, an EPC URN, an element
 * string with brackets or without, or another absolute URI that is normal. IdentifierError naming what is wrong.
 */
export function canonicalItem(text: string): string {
  if (text === "" || text.length > MAX_INPUT) throw new IdentifierError("an identifier has 1 to 2048 characters");
  if (/^[(\]\x1d0-9]/.test(text)) return canonicalKeyUri(keyOf(parseElementString(text)));
  const uri = canonicalUri(text);
  describeItem(uri);
  return uri;
}

/** IdentifierError unless `uri` is the canonical URI of an item, place or party. */
export function checkCanonical(uri: string): void {
  describeItem(uri);
}

/** What a canonical URI says; IdentifierError if it is not canonical. */
export function describeItem(uri: string): Item {
  if (uri === "" || uri.length > MAX_INPUT) throw new IdentifierError("an identifier has 1 to 2048 characters");
  const key = findKeyOf(uri);
  if (key === null) {
    if (looksLikeDigitalLink(uri) || TAG_URN.test(uri)) throw new IdentifierError("a broken GS1 identifier");
    checkNormalUri(uri);
    return {
      uri,
      kind: "other",
      primaryAi: null,
      primaryValue: null,
      gtin: null,
      lot: null,
      serial: null,
      prefixDigits: null,
      classUri: null,
    };
  }
  if (uri !== canonicalKeyUri(key)) throw new IdentifierError("an identifier that is not canonical");
  return describeKey(uri, key);
}

/** The canonical URI for the path of a Digital Link, percent-encoded; IdentifierError naming what is wrong. */
export function fromPath(path: string): string {
  const key = findKey(path.replace(/\/$/, ""), false);
  if (key === null) throw new IdentifierError("not the path of a GS1 Digital Link");
  checkValues(key);
  return canonicalKeyUri(key);
}

/** The canonical URI of a lot; IdentifierError if GTIN or lot number is not right. */
export function lotUri(gtin: string, lot: string): string {
  const key: Elements = [["01", gtin], ["10", lot]];
  checkValues(key);
  return canonicalKeyUri(key);
}

/** The item key, 32 bytes: what the item index and openings know an item by. */
export function itemKey(uri: string): Uint8Array {
  return labelledHash("wayproof item v1", uri);
}

/** The key of the item's list of notices in the item index, 32 bytes. */
export function noticeKey(key: Uint8Array): Uint8Array {
  return labelledHash("wayproof notice v1", key);
}

/** The party id, 32 bytes: what the registry on chain knows a party by. */
export function partyId(uri: string): Uint8Array {
  return labelledHash("wayproof party v1", uri);
}

function describeKey(uri: string, key: Elements): Item {
  const [primaryAi, primaryValue] = key[0] as readonly [string, string];
  const qualifiers = new Map(key.slice(1));
  const gtin = primaryAi === "01" || primaryAi === "8006" ? primaryValue.slice(0, 14) : null;
  const serial =
    qualifiers.get("21") ||
    qualifiers.get("235") ||
    qualifiers.get("8011") ||
    primaryValue.slice(SERIAL_WITHIN[primaryAi] ?? primaryValue.length) ||
    null;
  const classUri = gtin === null ? null : `${CANONICAL_STEM}/01/${gtin}`;
  return {
    uri,
    kind: kindOf(primaryAi, qualifiers, serial),
    primaryAi,
    primaryValue,
    gtin,
    lot: qualifiers.get("10") ?? null,
    serial,
    prefixDigits: prefixDigits(primaryAi, primaryValue),
    classUri: classUri === uri ? null : classUri,
  };
}

function kindOf(primaryAi: string, qualifiers: ReadonlyMap<string, string>, serial: string | null): ItemKind {
  if (serial !== null || INSTANCES.includes(primaryAi)) return "instance";
  if (qualifiers.has("10")) return "lot";
  if (CLASSES.includes(primaryAi)) return "class";
  if (primaryAi === "414") return "place";
  return primaryAi === "417" ? "party" : "other";
}

function prefixDigits(primaryAi: string, primaryValue: string): string | null {
  // A GTIN's indicator, an SSCC's extension digit and the zero that begins a GRAI stand before the company prefix.
  const start = ["00", "01", "8003", "8006"].includes(primaryAi) ? 1 : 0;
  return /^[0-9]{1,12}/.exec(primaryValue.slice(start))?.[0] ?? null;
}

function findKeyOf(text: string): Elements | null {
  return text.startsWith("urn:") ? findEpcUrn(text) : findDigitalLink(text);
}
