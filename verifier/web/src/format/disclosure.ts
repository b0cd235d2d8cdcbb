/** Disclosures of hidden members, and the decoys among them (docs/format.md section 3.3, RFC 9901 section 4.2). */

import * as base64url from "./base64url.ts";
import { hash } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import * as jcs from "./jcs.ts";

export const CORE = "core";
export const WHERE = "where";
export const EVENT_HASH = "wayproof:eventHashID";
export const CONTEXT = "@context";

export const CORE_MEMBERS: readonly string[] = [
  "action",
  "bizStep",
  "disposition",
  "persistentDisposition",
  "eventTime",
  "eventTimeZoneOffset",
  "errorDeclaration",
];
export const WHERE_MEMBERS: readonly string[] = ["readPoint", "bizLocation"];
/** Members that are shown as openings of the item tree, never as disclosures. */
export const ITEM_MEMBERS: readonly string[] = [
  "epcList",
  "childEPCs",
  "inputEPCList",
  "outputEPCList",
  "parentID",
  "transformationID",
];
export const DESCRIPTION_MEMBERS: readonly string[] = [
  "name",
  "brand",
  "maker",
  "description",
  "picture",
  "bestBefore",
  "lot",
  "netContent",
  "origin",
];
const NEVER_DISCLOSED: readonly string[] = [...CORE_MEMBERS, ...WHERE_MEMBERS, ...ITEM_MEMBERS, "type", "recordTime"];
const MAX_DISCLOSURE = 1 << 20;
const OFFSET = /^[+-](?:0[0-9]|1[0-4]):[0-5][0-9]$/;

/** A disclosed member, or a decoy if `name` is null. */
export interface Disclosure {
  readonly name: string | null;
  readonly value: jcs.Json;
}

/** The digest of a disclosure as it stands in `_sd`. */
export function digestOf(text: string): string {
  return base64url.encode(hash(text));
}

/** What a disclosure discloses; FormatError if it is none. */
export function parseDisclosure(text: jcs.Json): Disclosure {
  if (typeof text !== "string" || text.length > MAX_DISCLOSURE) {
    throw new FormatError("a disclosure is no text, or too long");
  }
  const parts = jcs.decode(base64url.decode(text));
  if (!Array.isArray(parts) || (parts.length !== 1 && parts.length !== 3)) {
    throw new FormatError("a disclosure is no array of salt, name and value");
  }
  base64url.decode(parts[0], 16);
  if (parts.length === 1) return { name: null, value: null };
  const name = parts[1];
  if (typeof name !== "string") throw new FormatError("a disclosure's name is no text");
  return { name, value: parts[2] as jcs.Json };
}

/** Whether a disclosure of this name may stand in an event, or in a Notice. */
export function nameIsAllowed(name: string, notice: boolean): boolean {
  if (name === CORE) return true;
  return notice ? DESCRIPTION_MEMBERS.includes(name) : !NEVER_DISCLOSED.includes(name);
}

/** Whether `core` has the members and types that section 3.3 gives it. */
export function coreIsWellFormed(core: jcs.Json, notice: boolean): core is jcs.JsonObject {
  if (!jcs.isObject(core)) return false;
  const names = Object.keys(core);
  if (names.some((name) => !CORE_MEMBERS.includes(name))) return false;
  if (notice && names.length !== 2) return false;
  if (!Object.hasOwn(core, "eventTime") || !Object.hasOwn(core, "eventTimeZoneOffset")) return false;
  const { eventTime, eventTimeZoneOffset } = core;
  if (typeof eventTime !== "string" || typeof eventTimeZoneOffset !== "string" || !OFFSET.test(eventTimeZoneOffset)) {
    return false;
  }
  const isTextIfThere = (name: string) => !Object.hasOwn(core, name) || typeof core[name] === "string";
  if (!["action", "bizStep", "disposition"].every(isTextIfThere)) return false;
  if (Object.hasOwn(core, "errorDeclaration") && !jcs.isObject(core.errorDeclaration)) return false;
  return !Object.hasOwn(core, "persistentDisposition") || isPersistentDisposition(core.persistentDisposition);
}

/** Whether `where` has one or both of its members, each an object with an `id`. */
export function whereIsWellFormed(where: jcs.Json): where is jcs.JsonObject {
  if (!jcs.isObject(where)) return false;
  const names = Object.keys(where);
  return (
    names.length > 0 &&
    names.every((name) => {
      const place = where[name];
      return (
        WHERE_MEMBERS.includes(name) && jcs.isObject(place) && Object.hasOwn(place, "id") && typeof place.id === "string"
      );
    })
  );
}

function isPersistentDisposition(value: jcs.Json | undefined): boolean {
  return (
    jcs.isObject(value) &&
    Object.entries(value).every(
      ([name, words]) =>
        (name === "set" || name === "unset") &&
        Array.isArray(words) &&
        words.every((word) => typeof word === "string"),
    )
  );
}
