/** Check digits and check characters of GS1 keys (GS1 General Specifications, section 7.9). */

import { IdentifierError } from "./errors.ts";

/** GS1 AI encodable character set 82, in the order that gives each character its value (Figure 7.11-1). */
const CHARACTER_SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const CHECK_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LONGEST_WITH_CHECK_CHARACTERS = 99;

/** The check digit that belongs after `digits` (section 7.9.1); IdentifierError if one is no ASCII digit. */
export function checkDigit(digits: string): string {
  if (!/^[0-9]+$/.test(digits)) throw new IdentifierError("a check digit is computed from digits");
  let total = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at--, weight = 4 - weight) {
    total += weight * (digits.charCodeAt(at) - 48);
  }
  return String((10 - (total % 10)) % 10);
}

/** IdentifierError unless the last of `digits` is the check digit of those before it. */
export function verifyCheckDigit(digits: string): void {
  if (digits.length < 2 || digits.at(-1) !== checkDigit(digits.slice(0, -1))) {
    throw new IdentifierError("a wrong check digit");
  }
}

/** IdentifierError unless `text` ends with the pair of check characters of what stands before them (section 7.9.5). */
export function verifyCheckCharacters(text: string): void {
  if (text.length < 3 || text.length > LONGEST_WITH_CHECK_CHARACTERS) {
    throw new IdentifierError("too short or too long to end with two check characters");
  }
  const weights = primes(text.length - 2);
  let total = 0;
  [...text.slice(0, -2)].reverse().forEach((character, at) => {
    const value = CHARACTER_SET_82.indexOf(character);
    if (value < 0) throw new IdentifierError("a character outside GS1 character set 82");
    total += value * (weights[at] as number);
  });
  total %= 1021;
  const expected = `${CHECK_CHARACTERS[total >> 5]}${CHECK_CHARACTERS[total & 31]}`;
  if (!text.endsWith(expected)) throw new IdentifierError("wrong check characters");
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
