import assert from "node:assert/strict";
import { test } from "node:test";

import { utf8 } from "../../src/format/bytes.ts";
import { FormatError } from "../../src/format/errors.ts";
import { intoPage, MOST, readFile } from "../../src/saved/savedPassport.ts";

const PAGE = '<!doctype html><html><head></head><body><script>const s = "<\\/script>";</script></body></html>';
const saved = {
  item: "https://id.gs1.org/01/09521321000018/21/B1",
  passport: new Uint8Array([1, 2, 3]),
  trust: new Uint8Array([4]),
  picture: new Uint8Array([5, 6]),
  kept: { at: 1_774_900_000_000, name: "</script><!-- \u2028 <b>", verdict: "VERIFIED" as const, address: "https://ledger.example/p/01/09521321000018/21/B1" },
};

test("a passport survives its page", () => {
  for (const each of [saved, { ...saved, picture: null, kept: { ...saved.kept, name: null, address: null } }]) {
    assert.deepEqual(readFile(utf8(intoPage(PAGE, each))), each);
  }
});

test("words of the record do not end the element that they stand in", () => {
  const page = intoPage(PAGE, saved);
  assert.equal(page.split("</script>").length, PAGE.split("</script>").length + 1);
  assert.ok(!page.includes("<!--"));
});

test("a passport as a ledger gives it out is taken as it is", () => {
  const bytes = utf8('{"anchorage":1}');
  assert.deepEqual(readFile(bytes), { item: null, passport: bytes, trust: null, picture: null, kept: null });
});

test("an address that is none of the web becomes no link", () => {
  for (const address of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", ""]) {
    assert.equal(readFile(utf8(intoPage(PAGE, { ...saved, kept: { ...saved.kept, address } }))).kept?.address, null, address);
  }
});

test("other files are refused", () => {
  const page = intoPage(PAGE, saved);
  const altered = [
    PAGE,
    "",
    page.replace('"version":1', '"version":2'),
    page.replace('"passport":"AQID"', '"passport":"AQJ"'),
    page.replace('"verdict":"VERIFIED"', '"verdict":"constructor"'),
    page.replace('"at":1774900000000', '"at":1e300'),
    page.replace('"item":', '"thing":'),
    page.replace('"kept":{', '"kept":[{').replace("}}</script>", "}]}</script>"),
  ];
  for (const text of altered) assert.throws(() => readFile(utf8(text)), FormatError, text.slice(0, 300));
  assert.throws(() => readFile(new Uint8Array([0xff, 0xfe, 0x3c])), FormatError);
  assert.throws(() => readFile(new Uint8Array(MOST + 1)), FormatError);
});
