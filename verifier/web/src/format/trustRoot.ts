/** The trust root: whom a reader has chosen to rely on, obtained apart from any passport (docs/format.md section 7.2). */

import type { Anchorage } from "./anchor.ts";
import { fromUtf8, hex } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import * as jcs from "./jcs.ts";
import { type NoteKey, parseVkey } from "./note.ts";
import { address, array, bytes, integer, members, text } from "./shape.ts";

const MAX_BYTES = 1 << 16;
const MAX_KEYS = 16;
const MAX_URLS = 8;

/** A trust root; times in Unix seconds, ages in seconds. */
export interface TrustRoot {
  readonly origin: string;
  readonly logId: Uint8Array;
  readonly logKeys: readonly NoteKey[];
  readonly promiseKeys: readonly NoteKey[];
  readonly anchorage: Anchorage;
  /** The PartyRegistry contract's address, 20 bytes. */
  readonly registry: Uint8Array;
  /** An anchor is final under the chain's finalized block (null), or under the block this deep below the newest. */
  readonly finalityDepth: number | null;
  readonly rpcUrls: readonly string[];
  readonly rpcAgree: number;
  readonly auditorKeys: readonly NoteKey[];
  readonly auditorsRequired: number;
  readonly maxAnchorAge: number;
  readonly expires: number;
}

/** The trust root that `data` is, which may be laid out for people; FormatError if it is none. */
export function parseTrustRoot(data: Uint8Array): TrustRoot {
  if (data.length > MAX_BYTES) throw new FormatError(`a trust root has at most ${MAX_BYTES} bytes`);
  const value = jcs.parse(data);
  refuseRepeatedMembers(fromUtf8(data));
  const root = members(value, "the trust root", [
    "anchorages",
    "auditors",
    "expires",
    "logId",
    "logKeys",
    "maxAnchorAge",
    "origin",
    "promiseKeys",
    "rpc",
    "version",
  ]);
  integer(root.version, "the version", 1, 1);
  const origin = text(root.origin, "the origin", 1, 256);
  const logKeys = keys(root.logKeys, "logKeys", 1);
  if (logKeys.some((key) => key.name !== origin)) throw new FormatError("a key of logKeys is not named as the origin");
  const anchorage = array(root.anchorages, "anchorages", 1, 1)[0];
  const where = members(anchorage, "an anchorage", ["chainId", "contract", "finality", "registry"]);
  const rpc = members(root.rpc, "rpc", ["agree", "urls"]);
  const rpcUrls = array(rpc.urls, "rpc.urls", 1, MAX_URLS).map((url) => text(url, "an RPC URL", 8, 2048));
  if (new Set(rpcUrls).size !== rpcUrls.length || !rpcUrls.every((url) => /^https?:\/\//.test(url))) {
    throw new FormatError("rpc.urls repeats a URL, or has one that is not http or https");
  }
  const auditors = members(root.auditors, "auditors", ["keys", "required"]);
  const auditorKeys = keys(auditors.keys, "auditors.keys", 0);
  return {
    origin,
    logId: bytes(root.logId, "logId", 32),
    logKeys,
    promiseKeys: keys(root.promiseKeys, "promiseKeys", 0),
    anchorage: { chainId: integer(where.chainId, "chainId", 1), contract: address(where.contract, "contract") },
    registry: address(where.registry, "registry"),
    finalityDepth: finality(where.finality),
    rpcUrls,
    rpcAgree: integer(rpc.agree, "rpc.agree", 1, rpcUrls.length),
    auditorKeys,
    auditorsRequired: integer(auditors.required, "auditors.required", 0, auditorKeys.length),
    maxAnchorAge: integer(root.maxAnchorAge, "maxAnchorAge", 1),
    expires: integer(root.expires, "expires"),
  };
}

function finality(value: jcs.Json | undefined): number | null {
  const object = members(value, "finality", [], ["tag", "depth"]);
  const names = Object.keys(object).join();
  if (names === "tag" && object.tag === "finalized") return null;
  if (names === "depth") return integer(object.depth, "finality.depth", 0, 1 << 20);
  throw new FormatError('finality is neither {"tag": "finalized"} nor a depth');
}

function keys(value: jcs.Json | undefined, what: string, minimum: number): NoteKey[] {
  const list = array(value, what, minimum, MAX_KEYS).map((vkey) => parseVkey(text(vkey, what, 1, 1024)));
  if (new Set(list.map((key) => `${key.name} ${hex(key.publicKey)}`)).size !== list.length) {
    throw new FormatError(`${what} repeats a key`);
  }
  return list;
}

/**
 * FormatError if an object in `json`, which is known to be JSON, repeats a member, or if a number is not written as an
 * integer: what JSON.parse hides, and readers in other languages tell apart.
 */
function refuseRepeatedMembers(json: string): void {
  const open: Set<string>[] = [];
  let name = "";
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\[^])*"|[{}:]|-?[0-9][0-9.eE+-]*/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (token === ":") {
      const names = open.at(-1) as Set<string>;
      if (names.has(name)) throw new FormatError("a member of the trust root stands twice");
      names.add(name);
    } else if (token.startsWith('"')) name = JSON.parse(token) as string;
    else if (/[.eE]/.test(token)) throw new FormatError("a number of the trust root is not an integer");
  }
}
