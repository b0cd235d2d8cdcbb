import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import * as base64url from "../src/format/base64url.ts";
import { utf8 } from "../src/format/bytes.ts";
import type { Check, Report } from "../src/report.ts";
import { verify } from "../src/verify.ts";
import { type Recorded, RecordedChain } from "./recordedChain.ts";
import { summary } from "./summary.ts";
import { sharedData } from "./vectors.ts";

interface Case {
  name: string;
  chain: Recorded | null;
  item: string | null;
  now: number;
  passport: string;
  trustRoot: string;
  expect: unknown;
}

const FOLDER = sharedData("passports/");
const cases: Case[] = existsSync(FOLDER)
  ? readdirSync(FOLDER).map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")))
  : [];

function run(each: Case, passport = base64url.decode(each.passport), progress?: (check: Check) => void): Promise<Report> {
  const chain = each.chain === null ? null : new RecordedChain(each.chain);
  return verify(passport, each.item, utf8(each.trustRoot), chain, each.now, progress);
}

test("there are cases", () => {
  assert.ok(cases.length >= 20, `${cases.length} cases in ${FOLDER.pathname}`);
});

for (const each of cases) {
  test(`as Python says: ${each.name}`, async () => {
    assert.deepEqual(summary(await run(each)), each.expect);
  });
}

test("who watches hears of each step that ended, and of its end last", async () => {
  for (const each of cases) {
    const heard = new Map<number, Check>();
    const { checks } = await run(each, undefined, (check) => heard.set(check.step, check));
    const reached = checks.filter(({ reason }) => reason !== "not reached");
    assert.deepEqual([...heard.values()].sort((a, b) => a.step - b.step), reached, each.name);
  }
});

test("any changed byte of a passport is refused, or ends in some verdict but VERIFIED", async () => {
  const each = cases.find(({ name }) => name === "verified");
  assert.ok(each !== undefined);
  const passport = base64url.decode(each.passport);
  let accepted = 0;
  // A stride that is prime to the encoding's period visits every kind of member; the Python tests visit every byte.
  for (let at = 0; at < passport.length; at += 97) {
    const altered = Uint8Array.from(passport);
    altered[at] = (altered[at] as number) ^ 1;
    const report = await run(each, altered);
    if (report.verdict === "VERIFIED") accepted++;
    else assert.ok(["REFUSED", "INCOMPLETE"].includes(report.verdict), `byte ${at}: ${report.verdict}`);
  }
  assert.equal(accepted, 0);
});
