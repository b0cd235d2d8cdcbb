/** A statement: one event or notice, signed as COSE_Sign1 (docs/format.md sections 3.1 and 3.2). */

import { labelledHash, utf8 } from "./bytes.ts";
import * as cbor from "./cbor.ts";
import { ED25519, ESP256, type PublicKey } from "./coseKey.ts";
import { FormatError } from "./errors.ts";
import * as jcs from "./jcs.ts";
import { array, bytes, integer, members, text } from "./shape.ts";

export const MAX_ENTRY = 65_535;
export const MAX_DEPTH = 16;
export const MAX_DIGESTS = 512;
export const CONTENT_TYPE = "application/vnd.wayproof.event+json";

export const EVENT_TYPES = [
  "ObjectEvent",
  "AggregationEvent",
  "TransactionEvent",
  "TransformationEvent",
  "AssociationEvent",
] as const;
export const NOTICE_TYPE = "Notice";
export const NOTICES = [
  "correction",
  "certificate",
  "recall",
  "withdrawn",
  "decommission",
  "description",
  "serialised",
] as const;

export type StatementType = (typeof EVENT_TYPES)[number] | typeof NOTICE_TYPE;
export type NoticeKind = (typeof NOTICES)[number];

export interface Statement {
  readonly entry: Uint8Array;
  readonly id: Uint8Array;
  readonly alg: number;
  readonly kid: Uint8Array;
  /** The party that speaks, by its URI. */
  readonly iss: string;
  readonly sub: string;
  /** The origin of the log that it is meant for. */
  readonly aud: string;
  /** Unix seconds. */
  readonly iat: number;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly type: StatementType;
  readonly notice: NoticeKind | null;
  /** The id of the statement spoken of. */
  readonly re: Uint8Array | null;
  readonly digests: readonly string[];
  readonly items: { readonly depth: number; readonly root: Uint8Array; readonly up: number };
}

/**
 * The statement that a log entry is. FormatError unless the entry is *indexable* (docs/format.md section 5): exactly as
 * sections 3.1 and 3.2 say, and addressed to the log `origin`. Its signature is not checked by parsing.
 */
export function parseStatement(entry: Uint8Array, origin: string): Statement {
  if (entry.length > MAX_ENTRY) throw new FormatError("a statement of over 65,535 bytes");
  const outer = cbor.decode(entry);
  if (!(outer instanceof cbor.Tagged) || outer.tag !== 18 || !Array.isArray(outer.value) || outer.value.length !== 4) {
    throw new FormatError("not a tagged COSE_Sign1");
  }
  const [header, unprotected, payload, signature] = outer.value as [cbor.Cbor, cbor.Cbor, cbor.Cbor, cbor.Cbor];
  if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) {
    throw new FormatError("a COSE_Sign1 with members of other kinds");
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0) throw new FormatError("an unprotected header");
  if (signature.length !== 64) throw new FormatError("a signature has 64 bytes");
  const claims = parseHeader(header);
  if (claims.aud !== origin) throw new FormatError("the statement is addressed to another log");
  const signed = cbor.encode(["Signature1", header, new Uint8Array(0), payload]);
  return {
    entry,
    id: labelledHash("wayproof statement v1", signed),
    signed,
    signature,
    ...claims,
    ...parsePayload(payload),
  };
}

function parseHeader(data: Uint8Array): Pick<Statement, "alg" | "kid" | "iss" | "sub" | "aud" | "iat"> {
  const header = exactly(cbor.decode(data), [1, 3, 4, 15], "the protected header");
  const alg = header.get(1);
  if (alg !== ED25519 && alg !== ESP256) throw new FormatError("another signature algorithm");
  if (header.get(3) !== CONTENT_TYPE) throw new FormatError("another content type");
  const kid = header.get(4);
  if (!(kid instanceof Uint8Array) || kid.length !== 32) throw new FormatError("kid has 32 bytes");
  const claims = exactly(header.get(15), [1, 2, 3, 6], "the claims");
  const [iss, sub, aud, iat] = [1, 2, 3, 6].map((key) => claims.get(key));
  if (typeof iss !== "string" || utf8(iss).length < 1 || utf8(iss).length > 512) {
    throw new FormatError("iss has 1 to 512 bytes");
  }
  if (typeof sub !== "string" || !/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(sub)) {
    throw new FormatError("sub is a lowercase urn:uuid");
  }
  if (typeof aud !== "string") throw new FormatError("aud is text");
  if (typeof iat !== "number" || iat < 0) throw new FormatError("iat is Unix seconds");
  return { alg, kid, iss, sub, aud, iat };
}

function exactly(value: cbor.Cbor | undefined, keys: readonly number[], what: string): Map<cbor.CborInteger, cbor.Cbor> {
  if (!(value instanceof Map) || value.size !== keys.length || keys.some((key) => !value.has(key))) {
    throw new FormatError(`${what} has other members`);
  }
  return value;
}

function parsePayload(data: Uint8Array): Pick<Statement, "type" | "notice" | "re" | "digests" | "items"> {
  const what = "the payload";
  const payload = members(jcs.decode(data), what, ["_sd", "_sd_alg", "items", "type"], ["notice", "re"]);
  if (payload._sd_alg !== "sha-256") throw new FormatError("another digest algorithm");
  const type = text(payload.type, "type");
  const isEvent = (EVENT_TYPES as readonly string[]).includes(type);
  if (!isEvent && type !== NOTICE_TYPE) throw new FormatError("another type of statement");
  const notice = Object.hasOwn(payload, "notice") ? text(payload.notice, "notice") : null;
  if (notice !== null && !(NOTICES as readonly string[]).includes(notice)) throw new FormatError("another kind of notice");
  const ofNotice = notice === "description" || notice === "serialised";
  if (isEvent ? ofNotice : !ofNotice && notice !== "withdrawn") throw new FormatError("a notice of another type");
  const re = Object.hasOwn(payload, "re") ? bytes(payload.re, "re", 32) : null;
  if ((re !== null) !== (notice === "correction" || notice === "withdrawn")) {
    throw new FormatError("re is there exactly for a correction or a withdrawal");
  }
  return {
    type: type as StatementType,
    notice: notice as NoticeKind | null,
    re,
    digests: parseDigests(payload._sd),
    items: parseItems(payload.items),
  };
}

function parseDigests(value: jcs.Json | undefined): string[] {
  const digests = array(value, "_sd", 8, MAX_DIGESTS).map((digest) => {
    bytes(digest, "a digest", 32);
    return digest as string;
  });
  if (digests.length % 8 !== 0) throw new FormatError("_sd is padded to a multiple of 8");
  if (digests.some((digest, at) => at > 0 && digest <= (digests[at - 1] as string))) {
    throw new FormatError("_sd does not increase");
  }
  return digests;
}

function parseItems(value: jcs.Json | undefined): Statement["items"] {
  const items = members(value, "items", ["depth", "root", "up"]);
  const depth = integer(items.depth, "depth", 0, MAX_DEPTH);
  return { depth, root: bytes(items.root, "the items' root", 32), up: integer(items.up, "up", 0, 2 ** depth) };
}

/** Check the signature; SignatureError unless it is `key`'s, FormatError unless `key` fits the header's algorithm. */
export function verifyStatement(statement: Statement, key: PublicKey): void {
  if (key.alg !== statement.alg) throw new FormatError("the statement names another algorithm than its key's");
  key.verify(statement.signed, statement.signature);
}
