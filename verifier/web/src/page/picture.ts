/** The picture of the product: from nobody but where the passport is, and only if it is the one that was signed. */

import * as base64url from "../format/base64url.ts";
import { equal, hash, hex } from "../format/bytes.ts";
import { FormatError } from "../format/errors.ts";
import { isObject } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import type { Report } from "../report.ts";
import type { Checked } from "./check.ts";
import type { Place } from "./place.ts";
import { descriptionOf } from "./statements.ts";

const TIMEOUT = 20_000;
/** Most bytes of a picture: what a ledger keeps. */
const MOST = 1 << 20;

/** Kinds of pictures, by how their bytes begin, and at which byte; nothing else is shown, and never a document. */
const KINDS: readonly (readonly [string, number, string])[] = [
  ["image/png", 0, "89504e470d0a1a0a"],
  ["image/jpeg", 0, "ffd8ff"],
  ["image/webp", 8, "57454250"],
];

/** The SHA-256 of the picture that a description which counts names; null if none does, or nothing vouches for the item. */
export function pictureDigest(report: Report): Uint8Array | null {
  if (report.verdict === "NO_RECORD" || report.verdict === "REFUSED") return null;
  const picture = member(descriptionOf(report), "picture");
  const text = isObject(picture) ? member(picture, "sha256") : undefined;
  try {
    return typeof text === "string" ? base64url.decode(text, 32) : null;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** The address of a picture where a passport is; null where there is only the passport. */
export function pictureAddress({ pictures, archive }: Place, digest: Uint8Array): string | null {
  if (pictures === null) return null;
  const name = hex(digest);
  return archive ? `${pictures}${name.slice(0, 2)}/${name}` : `${pictures}${base64url.encode(digest)}`;
}

/** The media type of a picture's bytes; null for anything else. */
export function pictureKind(bytes: Uint8Array): string | null {
  return KINDS.find(([, at, start]) => hex(bytes.subarray(at, at + start.length / 2)) === start)?.[0] ?? null;
}

/** Whether bytes are the picture of a digest, and may be shown. */
export function isPicture(bytes: Uint8Array, digest: Uint8Array): boolean {
  return bytes.length <= MOST && pictureKind(bytes) !== null && equal(hash(bytes), digest);
}

const fetched = new WeakMap<Report, Promise<Uint8Array | null>>();

/** The bytes of the picture of what was checked; null if there is none, or it is not the one that was signed. */
export function pictureOf(checked: Checked): Promise<Uint8Array | null> {
  let picture = fetched.get(checked.report);
  if (picture === undefined) {
    picture = fetchPicture(checked);
    fetched.set(checked.report, picture);
  }
  return picture;
}

async function fetchPicture({ report, place, pictureBytes }: Checked): Promise<Uint8Array | null> {
  const digest = pictureDigest(report);
  if (digest === null) return null;
  const given = pictureBytes ?? (await get(pictureAddress(place, digest)));
  return given !== null && isPicture(given, digest) ? given : null;
}

async function get(address: string | null): Promise<Uint8Array | null> {
  if (address === null) return null;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT), credentials: "omit" });
    if (!response.ok || Number(response.headers.get("content-length") ?? 0) > MOST) return null;
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return null; // a picture is worth no error
  }
}
