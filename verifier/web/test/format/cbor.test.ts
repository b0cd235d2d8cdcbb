import assert from "node:assert/strict";
import { test } from "node:test";

import { fromHex, hex } from "../../src/format/bytes.ts";
import * as cbor from "../../src/format/cbor.ts";
import { FormatError } from "../../src/format/errors.ts";

const EXAMPLES: [string, cbor.Cbor][] = [
  // RFC 8949 appendix A.
  ["00", 0],
  ["17", 23],
  ["1818", 24],
  ["1903e8", 1000],
  ["1a000f4240", 1000000],
  ["1b000000e8d4a51000", 1000000000000],
  ["1bffffffffffffffff", 18446744073709551615n],
  ["3bffffffffffffffff", -18446744073709551616n],
  ["3903e7", -1000],
  ["4401020304", Uint8Array.of(1, 2, 3, 4)],
  ["62c3bc", "ü"],
  ["83010203", [1, 2, 3]],
  ["a201020304", new Map([[1, 2], [3, 4]])],
  ["c11a514b67b0", new cbor.Tagged(1, 1363896240)],
];

for (const [encoded, value] of EXAMPLES) {
  test(`RFC 8949's ${encoded}`, () => {
    assert.equal(hex(cbor.encode(value)), encoded);
    assert.deepEqual(cbor.decode(fromHex(encoded)), value);
  });
}

for (const [why, encoded] of [
  ["an integer in more bytes than it needs", "1817"],
  ["the same in eight", "1b00000000ffffffff"],
  ["map keys out of order", "a203040102"],
  ["a repeated map key", "a201020103"],
  ["a map key that is no integer", "a1616101"],
  ["an indefinite length", "9f01ff"],
  ["a reserved form", "1c"],
  ["true", "f5"],
  ["a float", "f93c00"],
  ["bytes that end early", "4401"],
  ["a length beyond all memory", "5bffffffffffffffff"],
  ["an array of 2^32 elements", "9affffffff"],
  ["text that is not UTF-8", "61ff"],
  ["bytes after the value", "0000"],
  ["nothing", ""],
  ["nesting", `${"81".repeat(8)}00`],
] as const) {
  test(`refused: ${why}`, () => {
    assert.throws(() => cbor.decode(fromHex(encoded)), FormatError);
  });
}

test("a negative key sorts after the positive ones", () => {
  assert.equal(hex(cbor.encode(new Map([[-1, 0], [24, 0], [1, 0]]))), "a3010018180020" + "00");
});

test("random bytes give a value that encodes to them again, or a FormatError", () => {
  let seed = 12345;
  for (let round = 0; round < 20_000; round++) {
    const data = new Uint8Array(1 + (round % 12)).map(() => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return seed >>> 24;
    });
    try {
      assert.equal(hex(cbor.encode(cbor.decode(data))), hex(data));
    } catch (error) {
      assert.ok(error instanceof FormatError, String(error));
    }
  }
});
