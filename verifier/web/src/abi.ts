/**
 * The little of the contract ABI that reading the chain needs: words and arrays of words in, a word or an array of
 * static structs out. Selectors are written out so that the page needs no Keccak; a test computes them again.
 */

import { ChainError } from "./chain.ts";
import { bigEndian, concat, equal, fromBigEndian, hex, utf8 } from "./format/bytes.ts";

/** Each view that is called, and its selector: the first four bytes of Keccak-256 of its signature. */
export const SELECTORS = {
  "count(bytes32)": "7937354c",
  "atMany(bytes32,uint64[])": "8de26a28",
  "keys(bytes32[])": "5235c38f",
  "partiesAt(bytes32[],uint64[])": "83f34ec1",
  "authoritiesAt(bytes12[],bytes32[],uint64[])": "c3034eea",
} as const;

export type View = keyof typeof SELECTORS;

/** A 32-byte word, or a dynamic array of words. */
export type Argument = Uint8Array | readonly Uint8Array[];

const WORD = 32;

/** The call data of a view, `0x…`. */
export function encodeCall(view: View, ...args: Argument[]): string {
  const heads: Uint8Array[] = [];
  const tails: Uint8Array[] = [];
  for (const argument of args) {
    if (argument instanceof Uint8Array) {
      heads.push(argument);
    } else {
      heads.push(word(WORD * (args.length + tails.length)));
      tails.push(word(argument.length), ...argument);
    }
  }
  return `0x${SELECTORS[view]}${hex(concat(...heads, ...tails))}`;
}

/** An unsigned integer as a word. */
export function word(value: number): Uint8Array {
  return bigEndian(value, WORD);
}

/** Up to twelve ASCII characters as the word of a bytes12, left-aligned. */
export function bytes12(text: string): Uint8Array {
  const padded = new Uint8Array(WORD);
  padded.set(utf8(text));
  return padded;
}

/** An answer that is one array of `count` structs of `fields` words each; ChainError otherwise. */
export function decodeStructs(data: Uint8Array, fields: number, count: number): Uint8Array[][] {
  if (
    data.length !== WORD * (2 + fields * count) ||
    !equal(data.subarray(0, WORD), word(WORD)) ||
    !equal(data.subarray(WORD, 2 * WORD), word(count))
  ) {
    throw new ChainError("wrong-chain", "a contract answers in a form that Wayproof's does not have");
  }
  const wordAt = (at: number) => data.slice(WORD * (2 + at), WORD * (3 + at));
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: fields }, (_, field) => wordAt(row * fields + field)),
  );
}

/** An answer that is one word; ChainError otherwise. */
export function decodeWord(data: Uint8Array): Uint8Array {
  if (data.length !== WORD) {
    throw new ChainError("wrong-chain", "a contract answers in a form that Wayproof's does not have");
  }
  return data;
}

/** A word as an unsigned integer up to `most`; ChainError otherwise. */
export function integer(value: Uint8Array, most: number = Number.MAX_SAFE_INTEGER): number {
  const number = fromBigEndian(value);
  if (number > BigInt(most)) throw new ChainError("wrong-chain", "a contract answers with a number that is out of range");
  return Number(number);
}

/** A word as a truth value; ChainError if it is none. */
export function boolean(value: Uint8Array): boolean {
  return integer(value, 1) === 1;
}

/** A word as a small signed integer; NaN beyond ±2^53. */
export function signed(value: Uint8Array): number {
  const number = Number(BigInt.asIntN(256, fromBigEndian(value)));
  return Number.isSafeInteger(number) ? number : Number.NaN;
}
