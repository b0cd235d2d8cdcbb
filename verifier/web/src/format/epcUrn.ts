/** EPC URNs of GS1 keys: urn:epc:id, urn:epc:class and urn:epc:idpat (GS1 EPC Tag Data Standard, section 6). */

import { checkDigit } from "./checkDigit.ts";
import { IdentifierError } from "./errors.ts";
import { checkValues, type Elements } from "./gs1Key.ts";
import { unescape } from "./percentEncoding.ts";

const OTHER_SCHEMES = new Set(["adi", "bic", "gid", "imovn", "usdod"]);
const SCHEMES_WITH_CLASSES = new Set(["cpi", "gdti", "grai", "itip", "sgcn", "sgtin", "upui"]);
const TEXT = /^(?:[!'()*+,\-.0-9:;=A-Z_a-z]|%[0-9A-Fa-f]{2})+$/;
const NO_EXTENSION = "0";

/**
 * How a scheme's fields, separated by dots, make up a GS1 key. `digits` counts those of company prefix and reference
 * together, to which a check digit is added; null means that the reference is text without one. `indicatorFirst` moves
 * the reference's first digit before the company prefix. `pieces` says that piece and total, of two digits each,
 * follow. A `serial` follows last: in the key itself where it is "", else as the qualifier of that code.
 */
interface Scheme {
  readonly key: string;
  readonly digits: number | null;
  readonly serial?: string;
  readonly indicatorFirst?: boolean;
  readonly leading?: string;
  readonly pieces?: boolean;
}

const IDENTITIES: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ["cpi", { key: "8010", digits: null, serial: "8011" }],
  ["gdti", { key: "253", digits: 12, serial: "" }],
  ["giai", { key: "8004", digits: null }],
  ["ginc", { key: "401", digits: null }],
  ["grai", { key: "8003", digits: 12, serial: "", leading: "0" }],
  ["gsin", { key: "402", digits: 16 }],
  ["gsrn", { key: "8018", digits: 17 }],
  ["gsrnp", { key: "8017", digits: 17 }],
  ["itip", { key: "8006", digits: 13, serial: "21", indicatorFirst: true, pieces: true }],
  ["pgln", { key: "417", digits: 12 }],
  ["sgcn", { key: "255", digits: 12, serial: "" }],
  ["sgln", { key: "414", digits: 12, serial: "254" }],
  ["sgtin", { key: "01", digits: 13, serial: "21", indicatorFirst: true }],
  ["sscc", { key: "00", digits: 17, indicatorFirst: true }],
  ["upui", { key: "01", digits: 13, serial: "235", indicatorFirst: true }],
]);
const CLASSES: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ["lgtin", { key: "01", digits: 13, serial: "10", indicatorFirst: true }],
]);

/**
 * The GS1 key that an EPC URN names, or null for a URI that is no EPC URN of a GS1 key; a pattern (idpat) whose serial
 * is `*` and nothing else names the class. IdentifierError if it is one, and is wrong.
 */
export function findEpcUrn(urn: string): Elements | null {
  const match = /^urn:epc:(id|class|idpat)(?::([^:]*)(?::([^]*))?)?$/.exec(urn);
  if (match === null) return null;
  const [, kind, name = "", body = ""] = match as unknown as [string, string, string?, string?];
  if (kind !== "class" && OTHER_SCHEMES.has(name)) return null;
  const scheme = (kind === "class" ? CLASSES : IDENTITIES).get(name);
  if (scheme === undefined) throw new IdentifierError("there is no such EPC scheme");
  const fields = split(body, fieldsOf(scheme));
  if (kind === "idpat") {
    if (!SCHEMES_WITH_CLASSES.has(name) || fields.at(-1) !== "*") {
      throw new IdentifierError("a pattern that names no class, which has * for its serial");
    }
    fields.pop();
  }
  const key = keyOf(scheme, fields);
  checkValues(key);
  return key;
}

function fieldsOf(scheme: Scheme): number {
  return 2 + (scheme.pieces ? 2 : 0) + (scheme.serial !== undefined ? 1 : 0);
}

function split(body: string, count: number): string[] {
  const fields = body.split(".");
  if (fields.length < count) throw new IdentifierError("an EPC URN with too few fields");
  return [...fields.slice(0, count - 1), fields.slice(count - 1).join(".")];
}

function keyOf(scheme: Scheme, fields: readonly string[]): Elements {
  const [prefix, reference] = fields as [string, string];
  if (!/^[0-9]{6,12}$/.test(prefix)) throw new IdentifierError("an EPC URN begins with a company prefix of 6 to 12 digits");
  let value: string;
  if (scheme.digits === null) {
    value = prefix + textOf(reference);
  } else {
    if (!/^[0-9]*$/.test(reference) || prefix.length + reference.length !== scheme.digits) {
      throw new IdentifierError("an EPC URN with another number of digits");
    }
    value = scheme.indicatorFirst
      ? (reference[0] ?? "") + prefix + reference.slice(1)
      : (scheme.leading ?? "") + prefix + reference;
    value += checkDigit(value);
  }
  if (scheme.pieces) value += fields.slice(2, 4).join("");
  const serial =
    scheme.serial !== undefined && fields.length === fieldsOf(scheme) ? textOf(fields.at(-1) as string) : null;
  if (serial === null || scheme.serial === undefined || (scheme.key === "414" && serial === NO_EXTENSION)) {
    return [[scheme.key, value]];
  }
  if (scheme.serial === "") return [[scheme.key, value + serial]];
  return [[scheme.key, value], [scheme.serial, serial]];
}

function textOf(field: string): string {
  if (!TEXT.test(field)) throw new IdentifierError("no text of an EPC URN");
  return unescape(field);
}
