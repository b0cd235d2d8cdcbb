/** GS1 Digital Link URIs: reading those on any domain (GS1 Digital Link: URI Syntax 1.4). */

import {
  applicationIdentifiers,
  CONVENIENCE_NAMES,
  NOT_ATTRIBUTES,
  PRIMARY_KEYS,
  qualifiersFit,
} from "./applicationIdentifiers.ts";
import { IdentifierError } from "./errors.ts";
import { checkValues, type Elements, padGtin } from "./gs1Key.ts";
import { unescape } from "./percentEncoding.ts";

const PARTS =
  /^(?:https?|HTTPS?):\/\/[A-Za-z0-9.:[\]-]+(\/[A-Za-z0-9\-._~:/[\]@!$&'()*+,;=%]*)(?:\?([A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]*))?(?:#[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*)?$/;

const PATH_CODES: ReadonlyMap<string, string> = new Map([
  ...[...PRIMARY_KEYS].flatMap(([key, alternatives]) =>
    [key, ...alternatives.flat()].map((code): [string, string] => [code, code]),
  ),
  ...CONVENIENCE_NAMES,
]);

// A key that may contain letters is recognised by the digits of its company prefix, which has at least four.
const KEY_IN_PATH = new RegExp(
  `/(?:${[...PATH_CODES]
    .filter(([, code]) => PRIMARY_KEYS.has(code))
    .map(([name]) => name)
    .join("|")})/[0-9]{4}`,
);

/** The key of a Digital Link, null for a URI that has not the form of one; IdentifierError if a value in it is wrong. */
export function findDigitalLink(uri: string): Elements | null {
  if (!KEY_IN_PATH.test(uri)) return null;
  const parts = PARTS.exec(uri);
  if (parts === null) return null;
  const key = findKey(parts[1] as string);
  if (key === null) return null;
  checkValues(key);
  if (parts[2]) checkAttributes(parts[2], key);
  return key;
}

/**
 * The key in a URI's path, after a prefix if there may be one; null if there is none in the right form. Lengths,
 * characters and the order of qualifiers are right in what it returns; check digits are not checked.
 */
export function findKey(path: string, prefixAllowed = true): Elements | null {
  const segments = path.split("/");
  // From the end in pairs, because a prefix may hold anything, even what looks like a key.
  let position = segments.length - 2;
  while (position > 0) {
    const code = PATH_CODES.get(segments[position] as string);
    if (code === undefined) return null;
    if (PRIMARY_KEYS.has(code)) break;
    position -= 2;
  }
  if (position < 1 || (position > 1 && !prefixAllowed)) return null;
  const elements: [string, string][] = [];
  for (let at = position; at < segments.length; at += 2) {
    const code = PATH_CODES.get(segments[at] as string) as string;
    let value: string;
    try {
      value = padGtin(code, unescape(segments[at + 1] as string));
    } catch {
      return null;
    }
    if (!applicationIdentifiers().get(code)?.pattern.test(value)) return null;
    elements.push([code, value]);
  }
  const [primary, ...qualifiers] = elements as [[string, string], ...[string, string][]];
  if (!/^[0-9]{4}/.test(primary[1]) || !qualifiersFit(primary[0], qualifiers.map(([code]) => code))) return null;
  return elements;
}

/** Whether a URI has the name of a primary key and four digits in its path: if it is none, it is a broken one. */
export function looksLikeDigitalLink(uri: string): boolean {
  const path = (uri.split("?")[0] as string).split("#")[0] as string;
  return KEY_IN_PATH.test(path) || /^https?:\/\/id\.gs1\.org\//.test(path);
}

/** Data attributes in a query. Parameters that are not all digits belong to others and are passed over. */
function checkAttributes(query: string, key: Elements): void {
  const primary = (key[0] as readonly [string, string])[0];
  const attributes = new Map<string, string>();
  for (const parameter of query.split("&")) {
    const equals = parameter.indexOf("=");
    const code = parameter.slice(0, Math.max(equals, 0));
    if (!/^[0-9]+$/.test(code)) continue;
    if (
      !applicationIdentifiers().has(code) ||
      code === primary ||
      (PRIMARY_KEYS.get(primary) ?? []).flat().includes(code) ||
      NOT_ATTRIBUTES.has(code)
    ) {
      throw new IdentifierError(`AI (${code}) is no data attribute of this Digital Link`);
    }
    if (attributes.has(code)) throw new IdentifierError(`AI (${code}) occurs twice in the query`);
    attributes.set(code, padGtin(code, unescape(parameter.slice(equals + 1).replaceAll("+", " "))));
  }
  checkValues([...attributes]);
}
