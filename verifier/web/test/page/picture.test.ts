import assert from "node:assert/strict";
import { test } from "node:test";

import { hash, utf8 } from "../../src/format/bytes.ts";
import { isPicture, pictureAddress, pictureKind } from "../../src/page/picture.ts";
import { placesAtLedger, placesInArchive } from "../../src/page/place.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const WEBP = utf8("RIFF....WEBPVP8 ");

test("kinds are known by their bytes", () => {
  assert.equal(pictureKind(PNG), "image/png");
  assert.equal(pictureKind(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), "image/jpeg");
  assert.equal(pictureKind(WEBP), "image/webp");
  for (const text of ["", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "RIFF....WAVEfmt "]) assert.equal(pictureKind(utf8(text)), null, text);
});

test("only the very bytes of the digest are a picture", () => {
  assert.ok(isPicture(PNG, hash(PNG)));
  assert.ok(!isPicture(PNG, hash(WEBP)));
  const svg = utf8("<svg xmlns='http://www.w3.org/2000/svg'/>");
  assert.ok(!isPicture(svg, hash(svg)));
  const large = new Uint8Array((1 << 20) + 1);
  large.set(PNG);
  assert.ok(!isPicture(large, hash(large)));
});

test("pictures are where the passport is, by digest", () => {
  const item = "https://id.gs1.org/01/09521321000018";
  const digest = new Uint8Array(32).fill(0xfb);
  assert.equal(pictureAddress(placesAtLedger("https://l.example/", item), digest), `https://l.example/api/v1/pictures/${"-_v7".repeat(10)}-_s`);
  assert.equal(pictureAddress(placesInArchive("../", item), digest), `../pictures/fb/${"fb".repeat(32)}`);
});
