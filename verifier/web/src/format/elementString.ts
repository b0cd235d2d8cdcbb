/** GS1 element strings, as printed with brackets or as scanners send them (GS1 General Specifications, 7.8). */

import { applicationIdentifiers } from "./applicationIdentifiers.ts";
import { IdentifierError } from "./errors.ts";
import { checkValues, type Elements } from "./gs1Key.ts";

/** What scanners send for FNC1 between values (ASCII group separator). */
export const SEPARATOR = "\x1d";

const BRACKETED = /\(([0-9]{2,4})\)((?:[^(\\]|\\.)*)/y;
const START = /^(?:\](?:C1|e0|d2|Q3|J1))?\x1d?/;
const LONGEST_CODE = 4;
// Lengths of GTIN, GSIN, SSCC and GSRN. Many a GTIN-13 would read as a GINC (401) or a GIAI (8004).
const LENGTHS_OF_NUMBERS_ALONE = [8, 12, 13, 14, 17, 18];

/**
 * The elements of an element string: bracketed, as in `(01)09521321000011(21)A\(B`, or plain, with FNC1 as 0x1D.
 *
 * In a bracketed one a backslash before an opening bracket makes it part of the value. A plain one may begin with the
 * symbology identifier of a GS1 carrier or with FNC1; it must, where it could be a GTIN or SSCC alone. IdentifierError
 * naming what is wrong.
 */
export function parseElementString(text: string): Elements {
  const elements = text.startsWith("(") ? parseBracketed(text) : parsePlain(text);
  checkValues(elements);
  return elements;
}

function parseBracketed(text: string): Elements {
  const elements: [string, string][] = [];
  let position = 0;
  while (position < text.length) {
    BRACKETED.lastIndex = position;
    const match = BRACKETED.exec(text);
    if (match === null) throw new IdentifierError("no application identifier in brackets where one is due");
    elements.push([match[1] as string, (match[2] as string).replaceAll("\\(", "(")]);
    position += match[0].length;
  }
  return elements;
}

function parsePlain(given: string): Elements {
  if (/^[0-9]+$/.test(given) && LENGTHS_OF_NUMBERS_ALONE.includes(given.length)) {
    throw new IdentifierError("a number alone, which does not say what it is");
  }
  const text = given.replace(START, "");
  if (text === "") throw new IdentifierError("an element string that is empty");
  const elements: [string, string][] = [];
  let position = 0;
  while (position < text.length) {
    const [code, predefinedLength] = codeAt(text, position);
    const start = position + code.length;
    const separator = text.indexOf(SEPARATOR, start);
    let end = separator < 0 ? text.length : separator;
    if (predefinedLength !== null) end = Math.min(end, start + predefinedLength);
    elements.push([code, text.slice(start, end)]);
    position = text[end] === SEPARATOR ? end + 1 : end;
  }
  return elements;
}

function codeAt(text: string, position: number): [code: string, predefinedLength: number | null] {
  for (let length = 2; length <= LONGEST_CODE; length++) {
    const code = text.slice(position, position + length);
    const identifier = applicationIdentifiers().get(code);
    if (identifier !== undefined) return [code, identifier.predefinedLength];
  }
  throw new IdentifierError("no GS1 application identifier where one is due");
}
