/**
 * The little of the Solidity ABI that our views need: arguments that are words or arrays of words, and results that are
 * a word or an array of structs of words.
 */

import { bigEndian, concat, fromBigEndian, fromHex, hex, utf8 } from "./format/bytes.ts";
import { FormatError } from "./format/errors.ts";

const WORD = 32;

/** Selector and name of each view; the selectors are the first four bytes of Keccak-256 of the signatures. */
export const VIEWS = {
  count: { signature: "count(bytes32)", selector: "7937354c" },
  atMany: { signature: "atMany(bytes32,uint64[])", selector: "8de26a28" },
  keys: { signature: "keys(bytes32[])", selector: "5235c38f" },
  partiesAt: { signature: "partiesAt(bytes32[],uint64[])", selector: "83f34ec1" },
  authoritiesAt: { signature: "authoritiesAt(bytes12[],bytes32[],uint64[])", selector: "c3034eea" },
} as const;

export type View = keyof typeof VIEWS;

/** A word, or a dynamic array of words. */
export type Argument = Uint8Array | readonly Uint8Array[];

/** The word of a bytes32. */
export function bytes32(value: Uint8Array): Uint8Array {
  if (value.length !== WORD) throw new FormatError("a bytes32 of another length");
  return value;
}

/** The word of an unsigned integer. */
export function uint(value: number): Uint8Array {
  return bigEndian(value, WORD);
}

/** The word of up to twelve ASCII characters as bytes12, left-aligned. */
export function bytes12(value: string): Uint8Array {
  const text = utf8(value);
  if (text.length > 12) throw new FormatError("a bytes12 of more than 12 bytes");
  const word = new Uint8Array(WORD);
  word.set(text);
  return word;
}

/** The data of a call, `0x…`. */
export function encodeCall(view: View, args: readonly Argument[]): string {
  const heads: Uint8Array[] = [];
  const tails: Uint8Array[] = [];
  let offset = WORD * args.length;
  for (const argument of args) {
    if (argument instanceof Uint8Array) {
      heads.push(argument);
    } else {
      heads.push(uint(offset));
      tails.push(uint(argument.length), ...argument);
      offset += WORD * (1 + argument.length);
    }
  }
  return `0x${VIEWS[view].selector}${hex(concat(...heads, ...tails))}`;
}

/** The words of a result `0x…` that must have exactly `count` of them; FormatError otherwise. */
export function decodeWords(result: unknown, count: number): Uint8Array[] {
  if (typeof result !== "string" || !result.startsWith("0x")) throw new FormatError("the result of a call is no bytes");
  const data = fromHex(result.slice(2));
  if (data.length !== WORD * count) throw new FormatError("the result of a call has another length");
  return Array.from({ length: count }, (_, at) => data.subarray(WORD * at, WORD * (at + 1)));
}

/** The rows of a result that is one array of `rows` structs of `width` words; FormatError for any other result. */
export function decodeRows(result: unknown, rows: number, width: number): Words[] {
  const [offset, length, ...words] = decodeWords(result, 2 + rows * width) as [Uint8Array, Uint8Array, ...Uint8Array[]];
  if (toUint(offset) !== WORD || toUint(length) !== rows) throw new FormatError("the result of a call is another array");
  return Array.from({ length: rows }, (_, at) => new Words(words.slice(width * at, width * (at + 1))));
}

/** The words of one struct, read in their order; each reader throws FormatError for a word of another type. */
export class Words {
  private at = 0;
  private readonly words: readonly Uint8Array[];

  constructor(words: readonly Uint8Array[]) {
    this.words = words;
  }

  bytes32(): Uint8Array {
    const word = this.words[this.at++];
    if (word === undefined) throw new FormatError("a struct has fewer words");
    return Uint8Array.from(word);
  }

  uint(): number {
    return toUint(this.bytes32());
  }

  bool(): boolean {
    const value = this.uint();
    if (value > 1) throw new FormatError("a word that is no boolean");
    return value === 1;
  }

  int8(): number {
    const value = BigInt.asIntN(256, fromBigEndian(this.bytes32()));
    if (value < -128n || value > 127n) throw new FormatError("a word that is no int8");
    return Number(value);
  }
}

function toUint(word: Uint8Array): number {
  const value = fromBigEndian(word);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FormatError("a word beyond 2^53−1");
  return Number(value);
}
