/**
 * The deterministic CBOR that statements need (RFC 8949 section 4.2.1): integers, strings, arrays, maps and tags.
 * Integers beyond ±(2^53−1) are bigint; its Python twin accepts and refuses the very same bytes.
 */

import { bigEndian, compare, concat, fromBigEndian, fromUtf8, utf8 } from "./bytes.ts";
import { FormatError } from "./errors.ts";

export type CborInteger = number | bigint;
export type Cbor = CborInteger | Uint8Array | string | Cbor[] | Map<CborInteger, Cbor> | Tagged;

export const MAX_DEPTH = 8;

/** A tagged value (RFC 8949 section 3.4). */
export class Tagged {
  readonly tag: CborInteger;
  readonly value: Cbor;

  constructor(tag: CborInteger, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}

/** Core deterministic encoding of `value`; map keys are integers, sorted by their encodings' bytes. */
export function encode(value: Cbor): Uint8Array {
  if (typeof value === "number" || typeof value === "bigint") {
    return value >= 0 ? head(0, BigInt(value)) : head(1, -1n - BigInt(value));
  }
  if (value instanceof Uint8Array) return concat(head(2, BigInt(value.length)), value);
  if (typeof value === "string") {
    const text = utf8(value);
    return concat(head(3, BigInt(text.length)), text);
  }
  if (Array.isArray(value)) return concat(head(4, BigInt(value.length)), ...value.map(encode));
  if (value instanceof Map) {
    const members = [...value].map(([key, member]) => ({ key: encode(key), member: encode(member) }));
    members.sort((a, b) => compare(a.key, b.key));
    return concat(head(5, BigInt(members.length)), ...members.flatMap(({ key, member }) => [key, member]));
  }
  return concat(head(6, BigInt(value.tag)), encode(value.value));
}

/** The one value that `data` encodes; FormatError for anything but one item of the subset, deterministically encoded. */
export function decode(data: Uint8Array): Cbor {
  const reader = new Reader(data);
  const value = reader.item(MAX_DEPTH);
  if (reader.at !== data.length) throw new FormatError("CBOR goes on after its value");
  return value;
}

function head(major: number, argument: bigint): Uint8Array {
  if (argument < 24n) return Uint8Array.of((major << 5) | Number(argument));
  for (const [additional, width] of [[24, 1], [25, 2], [26, 4], [27, 8]] as const) {
    if (argument < 1n << BigInt(8 * width)) {
      return concat(Uint8Array.of((major << 5) | additional), bigEndian(argument, width));
    }
  }
  throw new FormatError("CBOR integer of more than 64 bits");
}

function plain(value: bigint): CborInteger {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

class Reader {
  at = 0;
  private readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  item(depth: number): Cbor {
    if (depth === 0) throw new FormatError(`CBOR nested deeper than ${MAX_DEPTH} levels`);
    const [major, argument] = this.head();
    switch (major) {
      case 0:
        return plain(argument);
      case 1:
        return plain(-1n - argument);
      case 2:
        return this.take(argument);
      case 3:
        return fromUtf8(this.take(argument));
      case 4:
        return this.array(argument, depth);
      case 5:
        return this.map(argument, depth);
      case 6:
        return new Tagged(plain(argument), this.item(depth - 1));
      default:
        throw new FormatError("CBOR simple values and floats are not used here");
    }
  }

  private take(count: bigint): Uint8Array {
    if (count > BigInt(this.data.length - this.at)) throw new FormatError("CBOR ends early");
    this.at += Number(count);
    return this.data.slice(this.at - Number(count), this.at);
  }

  private head(): [number, bigint] {
    const first = this.take(1n)[0] as number;
    const additional = first & 31;
    if (additional < 24) return [first >> 5, BigInt(additional)];
    if (additional > 27) throw new FormatError("CBOR of indefinite length, or a reserved form");
    const width = 1 << (additional - 24);
    const argument = fromBigEndian(this.take(BigInt(width)));
    if (argument < 24n || (width > 1 && argument < 1n << BigInt(4 * width))) {
      throw new FormatError("CBOR integer in more bytes than it needs");
    }
    return [first >> 5, argument];
  }

  private array(count: bigint, depth: number): Cbor[] {
    const elements: Cbor[] = [];
    for (let left = count; left > 0n; left--) elements.push(this.item(depth - 1));
    return elements;
  }

  private map(count: bigint, depth: number): Map<CborInteger, Cbor> {
    const members = new Map<CborInteger, Cbor>();
    let previous: Uint8Array = new Uint8Array(0);
    for (let left = count; left > 0n; left--) {
      const start = this.at;
      const key = this.item(depth - 1);
      if (typeof key !== "number" && typeof key !== "bigint") throw new FormatError("CBOR map key is no integer");
      const encoded = this.data.subarray(start, this.at);
      if (compare(encoded, previous) <= 0) throw new FormatError("CBOR map keys out of order, or repeated");
      previous = encoded;
      members.set(key, this.item(depth - 1));
    }
    return members;
  }
}
