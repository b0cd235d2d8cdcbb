import assert from "node:assert/strict";
import { test } from "node:test";

import * as base64url from "../../src/format/base64url.ts";
import {
  coreIsWellFormed,
  digestOf,
  nameIsAllowed,
  parseDisclosure,
  whereIsWellFormed,
} from "../../src/format/disclosure.ts";
import { FormatError } from "../../src/format/errors.ts";
import type { Json } from "../../src/format/jcs.ts";
import { vectorJson, withoutVectors } from "../vectors.ts";

test("published digests of disclosures", { skip: withoutVectors }, () => {
  const cases = vectorJson("sd-jwt/disclosure-digests.json");
  for (const { disclosure, digest_sha256_b64url } of cases) assert.equal(digestOf(disclosure), digest_sha256_b64url);
  assert.ok(cases.length > 10, String(cases.length));
});

function spell(value: Json): string {
  return base64url.encode(new TextEncoder().encode(JSON.stringify(value)));
}

const SALT = "AAAAAAAAAAAAAAAAAAAAAA";

test("a member and a decoy", () => {
  assert.deepEqual(parseDisclosure(spell([SALT, "a", { b: 1 }])), { name: "a", value: { b: 1 } });
  assert.deepEqual(parseDisclosure(spell([SALT])), { name: null, value: null });
});

for (const value of [[SALT, "a"], [SALT, "a", 1, 2], [SALT, 1, 1], ["AAAA", "a", 1], [], {}, [SALT, "a", 1.0, 0]] as Json[]) {
  test(`no disclosure: ${JSON.stringify(value)}`, () => {
    assert.throws(() => parseDisclosure(spell(value)), FormatError);
  });
}

test("names that section 3.3 allows", () => {
  for (const name of ["core", "where", "ilmd", "@context", "wayproof:eventHashID", "example:x"]) {
    assert.ok(nameIsAllowed(name, false), name);
  }
  for (const name of ["action", "readPoint", "epcList", "type", "recordTime"]) assert.ok(!nameIsAllowed(name, false), name);
  assert.ok(nameIsAllowed("brand", true));
  assert.ok(!nameIsAllowed("ilmd", true));
});

const TIME = { eventTime: "2026-03-31T08:15:00Z", eventTimeZoneOffset: "+02:00" };

test("core and where as section 3.3 gives them", () => {
  assert.ok(coreIsWellFormed({ ...TIME, action: "ADD", persistentDisposition: { set: ["recalled"] } }, false));
  assert.ok(coreIsWellFormed(TIME, true));
  for (const core of [
    null,
    [],
    {},
    { eventTime: "x" },
    { ...TIME, other: 1 },
    { ...TIME, action: 1 },
    { ...TIME, eventTimeZoneOffset: "+2:00" },
    { ...TIME, persistentDisposition: { other: [] } },
    { ...TIME, persistentDisposition: { set: [1] } },
    { ...TIME, errorDeclaration: [] },
  ] as Json[]) {
    assert.ok(!coreIsWellFormed(core, false), JSON.stringify(core));
  }
  assert.ok(!coreIsWellFormed({ ...TIME, action: "ADD" }, true));
  assert.ok(whereIsWellFormed({ readPoint: { id: "x" } }));
  for (const where of [{}, { readPoint: {} }, { readPoint: { id: 1 } }, { other: { id: "x" } }, []] as Json[]) {
    assert.ok(!whereIsWellFormed(where), JSON.stringify(where));
  }
});
