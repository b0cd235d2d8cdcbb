import assert from "node:assert/strict";
import { test } from "node:test";

import * as base64url from "../../src/format/base64url.ts";
import { FormatError } from "../../src/format/errors.ts";

test("both spellings agree with Node's", () => {
  for (let length = 0; length < 70; length++) {
    const data = Uint8Array.from({ length }, (_, at) => (at * 151 + length * 83) & 255);
    const text = Buffer.from(data).toString("base64url");
    assert.equal(base64url.encode(data), text);
    assert.deepEqual(base64url.decode(text), data);
    const padded = Buffer.from(data).toString("base64");
    assert.deepEqual(base64url.decodeStandard(padded), data);
  }
});

for (const text of ["A", "AB==", "AB", "AAB", "A+==", "AA\n", " AA", "AAAA=", 5, null]) {
  test(`refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => base64url.decode(text), FormatError);
  });
}

for (const text of ["AA", "AAA", "AB==", "AA=A", "====", "AA==AA==", "_-==", "AAA=\n"]) {
  test(`refused where padding is due: ${JSON.stringify(text)}`, () => {
    assert.throws(() => base64url.decodeStandard(text), FormatError);
  });
}

test("a length that is asked for is checked", () => {
  assert.throws(() => base64url.decode("AAAA", 2), FormatError);
  assert.equal(base64url.decode("AAAA", 3).length, 3);
});
