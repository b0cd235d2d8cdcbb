import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { utf8 } from "../../src/format/bytes.ts";
import { FormatError } from "../../src/format/errors.ts";
import * as jcs from "../../src/format/jcs.ts";
import { vectorBytes, vectorJson, vectorUrl, withoutVectors } from "../vectors.ts";

for (const name of ["arrays", "french", "structures", "unicode", "values", "weird"]) {
  test(`the published case ${name}`, { skip: withoutVectors }, () => {
    const output = Uint8Array.from(vectorBytes(`jcs/output/${name}.json`));
    const value = JSON.parse(readFileSync(vectorUrl(`jcs/input/${name}.json`), "utf8"));
    assert.deepEqual(Uint8Array.from(jcs.encode(value)), output);
    assert.deepEqual(jcs.decode(output), value);
  });
}

test("published numbers", { skip: withoutVectors }, () => {
  for (const [bits, text] of vectorJson("jcs/es6-numbers.json").samples_hex_ieee_to_text) {
    const value = Buffer.from(bits.padStart(16, "0"), "hex").readDoubleBE();
    const beyond = Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
    if (text === null || beyond) assert.throws(() => jcs.encode(value), FormatError, bits);
    else assert.equal(Buffer.from(jcs.encode(value)).toString(), text);
  }
});

for (const [why, text] of [
  ["white space", '{"a": 1}'],
  ["order", '{"b":1,"a":1}'],
  ["a repeated member", '{"a":1,"a":1}'],
  ["a number's other spelling", "[1.0]"],
  ["minus zero", "[-0]"],
  ["an integer beyond 2^53", "[9007199254740993]"],
  ["a number that is not finite", "[1e400]"],
  ["an escape that need not be", '["\\u0041"]'],
  ["a lone surrogate", '["\\ud800"]'],
  ["a lone surrogate in a name", '{"\\udc00":1}'],
  ["a byte order mark", "\ufeff[]"],
  ["two values", "[][]"],
  ["nothing", ""],
  ["nesting", "[".repeat(65) + "]".repeat(65)],
  ["deep nesting", "[".repeat(100_000) + "]".repeat(100_000)],
] as const) {
  test(`refused: ${why}`, () => {
    assert.throws(() => jcs.decode(utf8(text)), FormatError);
  });
}

test("refused: bytes that are not UTF-8", () => {
  assert.throws(() => jcs.decode(Uint8Array.of(0x22, 0xc3, 0x28, 0x22)), FormatError);
});

test("64 levels are taken, and the member __proto__ is a member", () => {
  jcs.decode(utf8("[".repeat(64) + "]".repeat(64)));
  const value = jcs.decode(utf8('{"__proto__":{"a":1}}'));
  assert.deepEqual(Object.keys(value as jcs.JsonObject), ["__proto__"]);
});
