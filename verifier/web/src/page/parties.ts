/** What parties are called: by their own signed word, else by the ledger's directory, else by their number. */

import { isObject, parse } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import type { Checked } from "./check.ts";
import { printable } from "./printable.ts";
import { journeyOf, namesOf, signaturesChecked } from "./statements.ts";
import { identity } from "./telling.ts";

/** A name, and whose word it is: signed by the party that describes its product, listed by the ledger, or a number. */
export interface PartyName {
  readonly name: string;
  readonly source: "signed" | "listed" | "number";
}

const MAX_NAMES = 64;
const TIMEOUT = 10_000;

/** What the party of a URI is called. */
export function partyName({ report, listed }: Checked, uri: string): PartyName {
  const signed = namesOf(report).get(uri);
  if (signed !== undefined) return { name: signed, source: "signed" };
  const name = listed.get(uri);
  return name === undefined ? { name: identity(uri), source: "number" } : { name, source: "listed" };
}

/** What the ledger's directory calls the issuers of a journey that do not name themselves; empty if it does not say. */
export async function askNames({ report, place }: Checked): Promise<ReadonlyMap<string, string>> {
  const signed = namesOf(report);
  const unnamed = [...new Set(journeyOf(report).map(({ issuer }) => issuer))].filter((uri) => !signed.has(uri));
  if (place.names === null || unnamed.length === 0 || !signaturesChecked(report)) return new Map();
  const query = unnamed.slice(0, MAX_NAMES).map((uri) => `party=${encodeURIComponent(uri)}`);
  try {
    const response = await fetch(`${place.names}?${query.join("&")}`, {
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return response.ok ? readNames(new Uint8Array(await response.arrayBuffer())) : new Map();
  } catch {
    return new Map(); // a courtesy: without it, a party is told by its number
  }
}

function readNames(body: Uint8Array): ReadonlyMap<string, string> {
  const answer = parse(body);
  const names = isObject(answer) ? member(answer, "names") : undefined;
  if (!isObject(names)) return new Map();
  return new Map(
    Object.entries(names).flatMap(([uri, name]) =>
      typeof name === "string" && name.trim() !== "" ? [[uri, printable(name)] as [string, string]] : [],
    ),
  );
}
