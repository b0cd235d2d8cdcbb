/** From an address to a report: fetch trust root and passport, read the chain, verify. */

import type { Pin } from "../chain.ts";
import { hex } from "../format/bytes.ts";
import { fromPath, itemKey } from "../format/item.ts";
import { FormatError } from "../format/errors.ts";
import { isObject, parse } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import { parseTrustRoot, type TrustRoot } from "../format/trustRoot.ts";
import { RpcChain } from "../jsonRpc.ts";
import type { Report } from "../report.ts";
import { verify } from "../verify.ts";

/** Milliseconds that the server may take for an answer. */
const TIMEOUT = 20_000;
/** Milliseconds until a passport is asked for again when the chain has gone on meanwhile. */
const PAUSE = 1_500;
const MAX_PASSPORT = 5 << 20;

/** Why there is no report. */
export class LoadError extends Error {
  /** Whether the address itself is wrong, so that trying again does not help. */
  readonly wrongAddress: boolean;

  constructor(message: string, wrongAddress = false) {
    super(message);
    this.wrongAddress = wrongAddress;
  }
}

/** A report and what it was made from. */
export interface Checked {
  readonly report: Report;
  readonly passportUrl: string;
  readonly trustUrl: string;
  readonly passportSize: number;
  readonly trustRoot: TrustRoot | null;
  readonly pin: Pin | null;
  /** Milliseconds that verification took, reading the chain included. */
  readonly took: number;
}

/** The canonical URI that the page's address asks for: a Digital Link path after /p, or `?item=`. */
export function itemOfAddress(address: URL): string {
  const asked = address.searchParams.get("item");
  if (asked !== null) return asked;
  try {
    return fromPath(address.pathname.replace(/^\/p(?=\/)/, ""));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new LoadError("This address names no item. Was all of the code scanned?", true);
  }
}

/** Verify what the server has on `item`; a stale passport is asked for once more. LoadError if the server fails. */
export async function check(item: string): Promise<Checked> {
  const first = await checkOnce(item, "no-cache");
  if (!first.report.missing.includes("stale")) return first;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  return checkOnce(item, "reload");
}

async function checkOnce(item: string, cache: RequestCache): Promise<Checked> {
  const { passportUrl, trustUrl } = placesOf(item);
  const [trust, passport] = await Promise.all([get(trustUrl, cache), get(passportUrl, cache)]);
  const trustRoot = trustRootOf(trust);
  const chain = trustRoot === null ? null : new RpcChain(trustRoot);
  const started = performance.now();
  const report = await verify(passport, item, trust, chain, Math.floor(Date.now() / 1000));
  const took = performance.now() - started;
  const chainWasRead = report.checks[3]?.result !== "NOT_CHECKED" && report.asOf !== null;
  const pin = chainWasRead && chain !== null ? await chain.pin() : null;
  return { report, passportUrl, trustUrl, passportSize: passport.length, trustRoot, pin, took };
}

/** Where an item's passport and the trust root are: a ledger's API, or files, where the document is an archive's. */
function placesOf(item: string): { passportUrl: string; trustUrl: string } {
  const prefix = archivePrefix();
  if (prefix === null) {
    return { passportUrl: `/api/v1/passports?item=${encodeURIComponent(item)}`, trustUrl: "/api/v1/trust" };
  }
  const name = hex(itemKey(item));
  return {
    passportUrl: `${prefix}passports/${name.slice(0, 2)}/${name}.json`,
    trustUrl: `${prefix}trust.json`,
  };
}

/** What leads from this document to the archive that it belongs to; null if it is a ledger's. */
function archivePrefix(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="wayproof-archive"]')?.content ?? null;
}

function trustRootOf(bytes: Uint8Array): TrustRoot | null {
  try {
    return parseTrustRoot(bytes);
  } catch (error) {
    // Verification says so in its second step.
    if (error instanceof FormatError) return null;
    throw error;
  }
}

async function get(url: string, cache: RequestCache): Promise<Uint8Array> {
  let response: Response;
  let body: Uint8Array;
  try {
    response = await fetch(url, { cache, signal: AbortSignal.timeout(TIMEOUT) });
    body = new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new LoadError("The server could not be reached.");
  }
  if (response.ok) {
    if (body.length > MAX_PASSPORT) throw new LoadError("The server answered with too much.");
    return body;
  }
  if (response.status === 404 && archivePrefix() !== null) {
    throw new LoadError("This archive has no passport of this item.", true);
  }
  const refusedAddress = response.status >= 400 && response.status < 500 && response.status !== 429;
  throw new LoadError(problemOf(body) ?? `The server answered with error ${response.status}.`, refusedAddress);
}

/** What an RFC 9457 problem says. */
function problemOf(body: Uint8Array): string | null {
  try {
    const problem = parse(body);
    const detail = isObject(problem) ? (member(problem, "detail") ?? member(problem, "title")) : null;
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
