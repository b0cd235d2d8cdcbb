/** What codes say, and that none of them leads away. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { passportPath, readCode } from "../../src/scan/code.ts";

const BAG = "https://id.gs1.org/01/09521321000421/21/HLE0001";

function uriOf(text: string, symbology: string | null = null): string {
  const code = readCode({ text, symbology });
  assert.ok("item" in code, `${text}: ${code.kind}`);
  return code.item.uri;
}

test("one item in every carrier and spelling", () => {
  for (const [text, symbology] of [
    ["https://id.gs1.org/01/09521321000421/21/HLE0001", "]Q1"],
    ["https://shop.example/x/01/09521321000421/10/L1/21/HLE0001?linkType=all#top", "]Q1"],
    ["HTTPS://SHOP.EXAMPLE/01/09521321000421/21/HLE0001", "]Q0"],
    ["id.gs1.org/01/09521321000421/21/HLE0001", null],
    ["010952132100042121HLE0001", "]d2"],
    ["010952132100042121HLE0001\x1d10L1", "]d2"],
    ["\x1d010952132100042121HLE0001", null],
    ["]d2010952132100042121HLE0001", null],
    ["010952132100042110L1\x1d21HLE0001", "]Q3"],
    ["(01) 0952 1321 0004 21 (21) HLE0001", null],
    ["urn:epc:id:sgtin:9521321.000042.HLE0001", null],
  ] as const) {
    assert.equal(uriOf(text, symbology), BAG, text);
  }
});

test("numbers alone are what their length says", () => {
  assert.equal(uriOf("9521321000421", "]E0"), "https://id.gs1.org/01/09521321000421");
  assert.equal(uriOf("0952 1321 0004 21"), "https://id.gs1.org/01/09521321000421");
  assert.equal(uriOf("095213210000000018"), "https://id.gs1.org/00/095213210000000018");
  assert.equal(uriOf("00095213210000000018", "]C1"), "https://id.gs1.org/00/095213210000000018");
});

test("what is no item says what it is", () => {
  for (const [text, kind] of [
    ["javascript:alert(document.domain)", "other"],
    ["JavaScript://id.gs1.org/01/09521321000421/%0aalert(1)", "other"],
    ["data:text/html,<script>alert(1)</script>", "other"],
    ["WIFI:T:WPA;S:x;P:y;;", "other"],
    ["hello", "other"],
    ["", "other"],
    ["x".repeat(5000), "other"],
    ["https://evil.example/p/scan", "elsewhere"],
    ["https://evil.example/01/09521321000422/21/HLE0001", "broken"],
    ["https://id.gs1.org/", "broken"],
    ["9521321000422", "broken"],
    ["(01)09521321000421(21)", "broken"],
    ["(414)9521321000018", "place"],
    ["(417)9521321000001", "party"],
    ["urn:epc:id:sgtin:9521321.000042", "broken"],
    ["urn:uuid:6f1c9d0e-51a5-4f0e-9d5c-0d3f6c5a7b11", "other"],
  ] as const) {
    assert.equal(readCode({ text, symbology: null }).kind, kind, text.slice(0, 80));
  }
});

test("a path of the passport stays below /p, whatever is in the number", () => {
  for (const text of [
    "https://evil.example/01/09521321000421/21/..%2F..%2F..%2Fapi",
    "https://evil.example/01/09521321000421/21/%2F%2Fevil.example",
    "(01)09521321000421(21)../../x",
    "(01)09521321000421(21)?x=1",
    "(8004)9521321//evil.example",
  ]) {
    const code = readCode({ text, symbology: null });
    assert.ok(code.kind === "item");
    const there = new URL(passportPath(code.item), "https://ledger.example/p/scan");
    assert.equal(there.origin, "https://ledger.example");
    assert.match(there.pathname, /^\/p\/(?:01\/09521321000421\/21|8004)\/[^/]+$/);
    assert.equal(there.search + there.hash, "");
  }
});
