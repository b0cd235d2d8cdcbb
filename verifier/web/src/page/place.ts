/** Where the passport of an item is: which item an address asks for, and which addresses to ask. */

import { hex } from "../format/bytes.ts";
import { FormatError } from "../format/errors.ts";
import { canonicalUri, checkCanonical, fromPath, itemKey } from "../format/item.ts";
import { LoadError } from "./loadError.ts";

/**
 * Where an item's passport and the trust root are, and whether that is an archive: files, not a service. `names` is
 * where the ledger's directory of names is, `pictures` where pictures are, `verifier` the stand-alone verifier's page; null
 * if there is none.
 */
export interface Place {
  readonly passport: string;
  readonly trust: string;
  readonly names: string | null;
  readonly pictures: string | null;
  readonly verifier: string | null;
  readonly archive: boolean;
}

/** The canonical URI that a page's address asks for: a Digital Link path after /p, or `?item=`. LoadError if none. */
export function itemOfAddress(address: URL): string {
  const asked = address.searchParams.get("item");
  if (asked !== null) return asked;
  try {
    return fromPath(address.pathname.replace(/^\/p(?=\/)/, ""));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new LoadError("wrong-address");
  }
}

/** The canonical URI for an item as somebody writes it: a Digital Link, an EPC URN or another URI. LoadError if none. */
export function itemOfText(text: string): string {
  try {
    const uri = canonicalUri(text.trim());
    checkCanonical(uri);
    return uri;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new LoadError("wrong-address");
  }
}

/** The places at a ledger; `ledger` is its base address, empty for the page's own origin. */
export function placesAtLedger(ledger: string, item: string, trust: string | null = null): Place {
  const base = ledger.replace(/\/+$/, "");
  return {
    passport: `${base}/api/v1/passports?item=${encodeURIComponent(item)}`,
    trust: trust ?? `${base}/api/v1/trust`,
    names: `${base}/api/v1/names`,
    pictures: `${base}/api/v1/pictures/`,
    verifier: `${base}/p/check.html`,
    archive: false,
  };
}

/** The places in an archive; `prefix` leads to it from the document. */
export function placesInArchive(prefix: string, item: string): Place {
  const name = hex(itemKey(item));
  return {
    passport: `${prefix}passports/${name.slice(0, 2)}/${name}.json`,
    trust: `${prefix}trust.json`,
    names: null,
    pictures: `${prefix}pictures/`,
    verifier: `${prefix}p/check.html`,
    archive: true,
  };
}

/** Of a passport that came as a file. */
export const NO_PLACE: Place = { passport: "", trust: "", names: null, pictures: null, verifier: null, archive: false };

/** What leads from this document to the archive that it belongs to; null if it is a ledger's. */
export function archivePrefix(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="wayproof-archive"]')?.content ?? null;
}
