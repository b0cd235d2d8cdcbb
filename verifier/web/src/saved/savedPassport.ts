/**
 * A passport as one HTML file: the page that checks it, with passport, trust root and picture as JSON inside. What the file
 * says of how and when it was made is its maker's word alone.
 */

import * as base64url from "../format/base64url.ts";
import { fromUtf8 } from "../format/bytes.ts";
import { FormatError } from "../format/errors.ts";
import { isObject, type Json, type JsonObject, parse } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import { EXIT, type Verdict } from "../report.ts";

/** What a file says of its own making: when (Unix milliseconds), of what, how the check ended, where there is more. */
export interface Kept {
  readonly at: number;
  readonly name: string | null;
  readonly verdict: Verdict;
  readonly address: string | null;
}

/** What a file holds. `kept` is null for a passport as a ledger gives it out. */
export interface SavedPassport {
  readonly item: string | null;
  readonly passport: Uint8Array;
  readonly trust: Uint8Array | null;
  readonly picture: Uint8Array | null;
  readonly kept: Kept | null;
}

/** The id of the element that holds it. */
export const ELEMENT = "wayproof-saved";
const OPENING = `<script type="application/json" id="${ELEMENT}">`;
const CLOSING = "</script>";
/** Most bytes of a file: a passport and a picture at their largest, in base64, and the page. */
export const MOST = 9 << 20;

/** The page's text with a passport in it. */
export function intoPage(page: string, saved: SavedPassport & { readonly kept: Kept; readonly trust: Uint8Array }): string {
  const at = page.indexOf("</head>");
  if (at === -1) throw new FormatError("the page has no head");
  return `${page.slice(0, at)}${OPENING}${encode(saved)}${CLOSING}${page.slice(at)}`;
}

/** What a file holds: a saved page, or a passport as a ledger gives it out. FormatError if it is neither. */
export function readFile(bytes: Uint8Array): SavedPassport {
  if (bytes.length > MOST) throw new FormatError("the file is larger than a passport can be");
  if (bytes[0] === "{".charCodeAt(0)) return { item: null, passport: bytes, trust: null, picture: null, kept: null };
  const text = fromUtf8(bytes);
  const start = text.indexOf(OPENING);
  const end = text.indexOf(CLOSING, start);
  if (start === -1 || end === -1) throw new FormatError("the file holds no passport");
  return decode(text.slice(start + OPENING.length, end));
}

function encode({ item, passport, trust, picture, kept }: SavedPassport & { readonly kept: Kept; readonly trust: Uint8Array }): string {
  const value = {
    version: 1,
    item,
    passport: base64url.encode(passport),
    trust: base64url.encode(trust),
    picture: picture === null ? null : base64url.encode(picture),
    kept,
  };
  // Nothing in it may end the element that it stands in.
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** What `intoPage` wrote; FormatError for anything else. */
export function decode(text: string): SavedPassport {
  const value = parse(new TextEncoder().encode(text));
  if (!isObject(value) || member(value, "version") !== 1) throw new FormatError("the file's passport is of another version");
  const [item, kept] = [member(value, "item"), member(value, "kept")];
  if (typeof item !== "string" || !isObject(kept)) throw new FormatError("the file's passport is incomplete");
  const picture = member(value, "picture") ?? null;
  return {
    item,
    passport: base64url.decode(member(value, "passport")),
    trust: base64url.decode(member(value, "trust")),
    picture: picture === null ? null : base64url.decode(picture),
    kept: decodeKept(kept),
  };
}

function decodeKept(kept: JsonObject): Kept {
  const [at, verdict] = [member(kept, "at"), member(kept, "verdict")];
  if (typeof at !== "number" || !Number.isSafeInteger(at) || Math.abs(at) > 8.64e15) throw new FormatError("no time of keeping");
  if (typeof verdict !== "string" || !Object.hasOwn(EXIT, verdict)) throw new FormatError("no verdict at keeping");
  return { at, name: textOrNull(member(kept, "name")), verdict: verdict as Verdict, address: webAddress(member(kept, "address")) };
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** An address of the web; null for anything else, since it becomes a link. */
function webAddress(value: Json | undefined): string | null {
  if (typeof value !== "string" || !URL.canParse(value)) return null;
  const { protocol, href } = new URL(value);
  return protocol === "https:" || protocol === "http:" ? href : null;
}
