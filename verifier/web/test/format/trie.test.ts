import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { fromHex } from "../../src/format/bytes.ts";
import { ProofError } from "../../src/format/errors.ts";
import { verifyLookup } from "../../src/format/trie.ts";
import { sharedData } from "../vectors.ts";

const VERIFY = sharedData("torchwood/verify.json");
const missing = existsSync(VERIFY) ? false : "tests/data is not installed";

interface Case {
  description: string;
  root: string;
  key: string;
  value: string | null;
  proof: string;
  verifies: boolean;
}

const cases: Case[] = missing ? [] : JSON.parse(readFileSync(VERIFY, "utf8")).cases;

test("every torchwood proof ends as torchwood says", { skip: missing }, () => {
  for (const each of cases) {
    const verify = () =>
      verifyLookup(
        fromHex(each.root),
        fromHex(each.key),
        each.value === null ? null : fromHex(each.value),
        fromHex(each.proof),
      );
    if (each.verifies) assert.doesNotThrow(verify, each.description);
    else assert.throws(verify, ProofError, each.description);
  }
  assert.equal(cases.length, 103);
});

test("no proof survives a changed byte", { skip: missing }, () => {
  for (const each of cases.filter((one) => one.verifies && one.proof.length > 0).slice(0, 20)) {
    const proof = fromHex(each.proof);
    for (let at = 0; at < proof.length; at++) {
      const altered = Uint8Array.from(proof);
      altered[at] = (altered[at] as number) ^ 0x40;
      const value = each.value === null ? null : fromHex(each.value);
      assert.throws(() => verifyLookup(fromHex(each.root), fromHex(each.key), value, altered), ProofError);
    }
  }
});
