import assert from "node:assert/strict";
import { test } from "node:test";

import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";

import { bigEndian, fromBigEndian, fromHex, hex, utf8 } from "../../src/format/bytes.ts";
import { ED25519, ESP256, PublicKey } from "../../src/format/coseKey.ts";
import { SignatureError } from "../../src/format/errors.ts";
import { checkEd25519PublicKey, verifyEd25519, verifyEs256 } from "../../src/format/signature.ts";
import { vectorJson, withoutVectors } from "../vectors.ts";

function accepts(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    assert.ok(error instanceof SignatureError, String(error));
    return false;
  }
}

test("one of the CCTV Ed25519 cases is valid by our rules", { skip: withoutVectors }, () => {
  const cases = vectorJson("crypto/cctv_ed25519vectors.json");
  const valid = cases.filter((each: { key: string; sig: string; msg: string }) =>
    accepts(() => verifyEd25519(fromHex(each.key), utf8(each.msg), fromHex(each.sig))),
  );
  assert.equal(cases.length, 548);
  assert.deepEqual(valid.map((each: { flags: string[] | null }) => each.flags ?? []), [[]]);
});

test("Wycheproof Ed25519 cases end as they are stated", { skip: withoutVectors }, () => {
  let count = 0;
  for (const group of vectorJson("crypto/ed25519_test.json").testGroups) {
    for (const each of group.tests) {
      const valid = accepts(() => verifyEd25519(fromHex(group.publicKey.pk), fromHex(each.msg), fromHex(each.sig)));
      assert.equal(valid, each.result === "valid", `case ${each.tcId}: ${each.comment}`);
      count++;
    }
  }
  assert.equal(count, 90);
});

test("Wycheproof P-256 cases end as they are stated, but for a high S", { skip: withoutVectors }, () => {
  const order = p256.Point.Fn.ORDER;
  let count = 0;
  for (const group of vectorJson("crypto/ecdsa_secp256r1_sha256_p1363_test.json").testGroups) {
    const point = fromHex(group.publicKey.uncompressed);
    for (const each of group.tests) {
      const signature = fromHex(each.sig);
      const high = signature.length === 64 && fromBigEndian(signature.subarray(32)) > order / 2n;
      const valid = accepts(() =>
        verifyEs256(point.slice(1, 33), point.slice(33), fromHex(each.msg), signature),
      );
      assert.equal(valid, each.result === "valid" && !high, `case ${each.tcId}: ${each.comment}`);
      count++;
    }
  }
  assert.equal(count, 157);
});

test("our own signatures are accepted, altered ones are not", () => {
  const { secretKey, publicKey } = ed25519.keygen();
  const message = utf8("a message");
  const signature = ed25519.sign(message, secretKey);
  verifyEd25519(publicKey, message, signature);
  assert.throws(() => verifyEd25519(publicKey, utf8("another"), signature), SignatureError);
  for (let at = 0; at < 64; at++) {
    const altered = Uint8Array.from(signature);
    altered[at] = (altered[at] as number) ^ 1;
    assert.throws(() => verifyEd25519(publicKey, message, altered), SignatureError);
  }
});

test("keys of small order, with a small-order part, or not canonical are refused", () => {
  const torsion = ed25519.Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
  const mixed = ed25519.Point.BASE.add(torsion).toBytes();
  const identity = ed25519.Point.ZERO.toBytes();
  // y = p + 1 encodes the identity a second time.
  const notCanonical = fromHex(`ee${"ff".repeat(30)}7f`);
  for (const key of [torsion.toBytes(), mixed, identity, notCanonical, new Uint8Array(31)]) {
    assert.throws(() => checkEd25519PublicKey(key), SignatureError, hex(key));
  }
  checkEd25519PublicKey(ed25519.Point.BASE.toBytes());
});

test("a P-256 coordinate not below the field's prime is refused", () => {
  const { Fp } = p256.Point;
  // x = 5 is on the curve; x + p names the same point in another way.
  const y = Fp.sqrt(Fp.create(5n ** 3n - 15n + p256.Point.CURVE().b));
  const message = utf8("m");
  const signature = fromHex("01".repeat(64));
  const tryX = (x: bigint) => {
    try {
      verifyEs256(bigEndian(x, 32), bigEndian(y, 32), message, signature);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  assert.match(tryX(5n), /not of this message/);
  assert.match(tryX(5n + Fp.ORDER), /no point/);
});

test("thumbprints follow RFC 9679", () => {
  // RFC 9679 section 6 gives this P-256 key and its thumbprint.
  const x = fromHex("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d");
  const y = fromHex("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c");
  assert.equal(
    hex(new PublicKey(ESP256, x, y).thumbprint()),
    "496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec",
  );
  assert.notEqual(hex(new PublicKey(ED25519, x).thumbprint()), hex(new PublicKey(ESP256, x, y).thumbprint()));
});
