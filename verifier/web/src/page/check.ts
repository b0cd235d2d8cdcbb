/** From an item to a report: fetch trust root and passport, and have them verified. */

import { FormatError } from "../format/errors.ts";
import { isObject, parse } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import type { Check } from "../report.ts";
import { KEPT_AT } from "../offline/kept.ts";
import { verifyAside } from "../worker/client.ts";
import type { Kept } from "../saved/savedPassport.ts";
import type { Outcome } from "../worker/task.ts";
import { LoadError } from "./loadError.ts";
import type { Place } from "./place.ts";

/** Milliseconds that the server may take for an answer. */
const TIMEOUT = 20_000;
/** Milliseconds until a passport is asked for again when the chain has gone on meanwhile. */
const PAUSE = 1_500;
const MAX_PASSPORT = 5 << 20;

/** A report, and what it was made from: the bytes as received, and where they came from. */
export interface Checked extends Outcome {
  readonly place: Place;
  /** What was given instead of an address; null if it was fetched. */
  readonly given: Given | null;
  readonly passportBytes: Uint8Array;
  readonly trustBytes: Uint8Array;
  /** What the ledger's directory calls parties, by URI; empty until it has been asked, and signed by nobody. */
  readonly listed: ReadonlyMap<string, string>;
  /** The product's picture, where it came with the passport; null where it is to be fetched. */
  readonly pictureBytes: Uint8Array | null;
  /** When the check was made, in Unix milliseconds by the reader's clock. */
  readonly at: number;
  /** When the service worker kept the passport, in Unix milliseconds; null for one that the server sent just now. */
  readonly keptAt: number | null;
}

/** A passport that is here already: from a file, or asked for by somebody else. `trust` is whoever's the reader relies on. */
export interface Given {
  readonly item: string | null;
  readonly place: Place;
  readonly passport: Uint8Array;
  readonly trust: Uint8Array;
  readonly picture: Uint8Array | null;
  /** What the file says of its making; null if it says nothing. */
  readonly kept: Kept | null;
  /** Whether the trust root came with the passport, so that nobody but the file's maker chose it. */
  readonly ownTrust: boolean;
}

/** Verify a passport that is here. */
export async function checkGiven(given: Given, progress: (check: Check) => void): Promise<Checked> {
  const { item, place, passport, trust, picture } = given;
  const outcome = await verifyAside({ item, passport, trust }, progress);
  const bytes = { passportBytes: passport, trustBytes: trust, pictureBytes: picture };
  return { ...outcome, ...bytes, place, given, listed: new Map(), at: Date.now(), keptAt: null };
}

/** The passport of an item at `place`, unverified; LoadError if it cannot be had. */
export async function fetchPassport(place: Place): Promise<Uint8Array> {
  const { body } = await get(place.passport, "no-cache", place.archive);
  return body;
}

/**
 * Verify what is at `place` about `item`; a stale passport is asked for once more. `progress` hears of each step as it
 * ends. LoadError if there is nothing to verify.
 */
export async function check(item: string, place: Place, progress: (check: Check) => void): Promise<Checked> {
  const first = await checkOnce(item, place, "no-cache", progress);
  if (!first.report.missing.includes("stale")) return first;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  return checkOnce(item, place, "reload", progress);
}

async function checkOnce(
  item: string,
  place: Place,
  cache: RequestCache,
  progress: (check: Check) => void,
): Promise<Checked> {
  const [trust, passport] = await Promise.all([
    get(place.trust, cache, place.archive),
    get(place.passport, cache, place.archive),
  ]);
  const outcome = await verifyAside({ item, passport: passport.body, trust: trust.body }, progress);
  const bytes = { passportBytes: passport.body, trustBytes: trust.body, pictureBytes: null };
  return { ...outcome, ...bytes, place, given: null, listed: new Map(), at: Date.now(), keptAt: passport.keptAt };
}

interface Got {
  readonly body: Uint8Array;
  readonly keptAt: number | null;
}

async function get(url: string, cache: RequestCache, archive: boolean): Promise<Got> {
  let response: Response;
  let body: Uint8Array;
  try {
    response = await fetch(url, { cache, signal: AbortSignal.timeout(TIMEOUT), credentials: "omit" });
    body = new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new LoadError(navigator.onLine ? "unreachable" : "offline");
  }
  if (response.ok) {
    if (body.length > MAX_PASSPORT) throw new LoadError("too-large");
    const keptAt = Date.parse(response.headers.get(KEPT_AT) ?? "");
    return { body, keptAt: Number.isNaN(keptAt) ? null : keptAt };
  }
  if (response.status === 404 && archive) throw new LoadError("not-in-archive");
  const refused = response.status >= 400 && response.status < 500 && response.status !== 429;
  throw new LoadError(refused ? "refused" : "server-error", response.status, problemOf(body));
}

/** What an RFC 9457 problem says. */
function problemOf(body: Uint8Array): string | null {
  try {
    const problem = parse(body);
    const detail = isObject(problem) ? (member(problem, "detail") ?? member(problem, "title")) : null;
    return typeof detail === "string" ? detail : null;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
