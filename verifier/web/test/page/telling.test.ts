import assert from "node:assert/strict";
import { test } from "node:test";

import { custodyOf } from "../../src/page/custody.ts";
import { LoadError } from "../../src/page/loadError.ts";
import { itemOfAddress } from "../../src/page/place.ts";
import { printable } from "../../src/page/printable.ts";
import { recallWords } from "../../src/page/recallWords.ts";
import { descriptionOf, journeyOf, namesOf } from "../../src/page/statements.ts";
import { explanation, happening, identity, isOfContainer } from "../../src/page/telling.ts";
import { type Check, type ReadStatement, type Report, STEPS } from "../../src/report.ts";
import { words as english } from "../../src/words/en.ts";
import { Locale } from "../../src/words/locale.ts";

const EN = english(new Locale("en-GB"));
const ITEM = "https://id.gs1.org/01/09521321000018/21/B1";
const GTIN = "https://id.gs1.org/01/09521321000018";

function statement(index: number, changes: Partial<ReadStatement> = {}): ReadStatement {
  return {
    about: [ITEM],
    applies: true,
    disputed: false,
    hosted: false,
    id: "",
    index,
    issuer: "https://id.gs1.org/417/9521321000018",
    members: { core: { eventTime: `2026-03-31T08:${String(index).padStart(2, "0")}:00Z`, eventTimeZoneOffset: "+02:00" } },
    notice: null,
    re: null,
    struck: null,
    time: 1,
    type: "ObjectEvent",
    undone: false,
    whole: false,
    ...changes,
  };
}

function report(changes: Partial<Report> = {}): Report {
  const checks: Check[] = STEPS.map((name, at) => ({ name, reason: "", result: "PASSED", step: at + 1 }));
  return {
    asOf: 1,
    checks,
    entriesShown: null,
    exit: 0,
    findings: [],
    item: ITEM,
    missing: [],
    neverMade: false,
    newer: [],
    operatorOnly: true,
    seq: 0,
    size: 1,
    statements: [],
    status: "in order",
    verdict: "VERIFIED",
    version: 1,
    ...changes,
  };
}

test("addresses name items", () => {
  const at = (path: string) => itemOfAddress(new URL(path, "http://page.example"));
  assert.equal(at("/p/01/09521321000018/21/B1"), ITEM);
  assert.equal(at("/p/01/9521321000018/10/L/21/B1/?linkType=all"), ITEM);
  assert.equal(at("/p/01/09521321000018/21/A%2FB"), "https://id.gs1.org/01/09521321000018/21/A%2FB");
  assert.equal(at("/p/?item=urn%3Auuid%3A1"), "urn:uuid:1");
  for (const path of ["/p/", "/p/01/09521321000011", "/p/x/01/09521321000018", "/p/%"]) {
    assert.throws(() => at(path), (error) => error instanceof LoadError && !error.passing, path);
  }
});

test("what was never made is so by the maker's word, from its declaration on", () => {
  const declared = statement(1, { notice: "serialised", type: "Notice", time: 1_700_000_000 });
  const said = explanation(report({ verdict: "NO_RECORD", neverMade: true, statements: [declared] }), EN);
  assert.match(said, /made since 14 Nov 2023.* is recorded here\. This one is not: by the maker's word/);
});

test("keys that the service keeps are said beside the signatures that they made", () => {
  const said = (...hosted: boolean[]) =>
    explanation(report({ statements: hosted.map((each, at) => statement(at + 1, { hosted: each })) }), EN);
  assert.doesNotMatch(said(false, false), /service/);
  assert.match(said(true, false), /keeps some of these keys, and signs/);
  assert.match(said(true, true), /keeps these keys, and signs/);
  const struck = statement(2, { hosted: true, struck: "not authentic" });
  assert.doesNotMatch(explanation(report({ statements: [statement(1), struck] }), EN), /service/);
});

test("a step of the container is told from one of the item itself", () => {
  const container = "https://id.gs1.org/00/095213210000000018";
  assert.equal(isOfContainer(statement(1, { about: [container] }), ITEM), true);
  assert.equal(isOfContainer(statement(1, { about: [container, ITEM] }), ITEM), false);
  assert.equal(isOfContainer(statement(1, { about: [GTIN], notice: "recall" }), ITEM), false);
});

test("happenings, parties and places in words", () => {
  const step = (bizStep: string) => happening(statement(1, { members: { core: { bizStep } } }), EN);
  assert.equal(step("retail_selling"), "Sold");
  assert.equal(step("https://example.com/steps/roasting_twice"), "“Roasting twice”", "a party's own word is its own");
  assert.equal(step("https://example.com/This_item_is_genuine"), "“This item is genuine”");
  assert.equal(step("constructor"), "“Constructor”");
  assert.equal(happening(statement(1, { notice: "recall" }), EN), "Recalled");
  assert.equal(happening(statement(1, { members: {} }), EN), "Seen");
  assert.equal(identity("https://id.gs1.org/414/9521321000018/254/A"), "GLN 9521321000018, A");
  assert.equal(identity("did:web:example.com:issuer"), "example.com");
  assert.equal(identity("urn:x:y"), "urn:x:y");
});

test("of descriptions the item's own comes before the class's, and only those that count", () => {
  const describe = (index: number, name: string, changes: Partial<ReadStatement> = {}) =>
    statement(index, { notice: "description", type: "Notice", members: { name, maker: `maker of ${name}` }, ...changes });
  const statements = [
    describe(1, "own"),
    describe(2, "class", { about: [GTIN], issuer: "did:web:example.com" }),
    describe(3, "struck", { struck: "why" }),
    describe(4, "foreign", { about: [GTIN] }),
    describe(5, "undone", { undone: true }),
  ];
  const findings = [{ rule: "unauthorised-notice", severity: "warning", message: "", statements: [4] }] as const;
  assert.equal(descriptionOf(report({ statements, findings })).name, "own");
  assert.equal(namesOf(report({ statements, findings })).get("did:web:example.com"), "maker of class");
  const unchecked = report({ statements, checks: report().checks.map((check) => ({ ...check, result: "NOT_CHECKED" })) });
  assert.deepEqual(descriptionOf(unchecked), {});
});

test("a journey is in the order of its events, without what does not count or is no event", () => {
  const statements = [
    statement(9),
    statement(3),
    statement(4, { applies: false }),
    statement(5, { struck: "why" }),
    statement(6, { undone: true, applies: false }),
    statement(7, { notice: "serialised" }),
  ];
  assert.deepEqual(journeyOf(report({ statements, newer: [statement(1, { time: null })] })).map(({ index }) => index), [1, 3, 6, 9]);
});

test("what is missing is said once, in words", () => {
  const words = explanation(report({ verdict: "INCOMPLETE", missing: ["offline", "withheld: a", "withheld: b"] }), EN);
  assert.equal(
    words,
    "The public record on the chain could not be reached. The server kept back something that is needed.",
  );
});

test("what one party says in a row stands together, and apart where the service signed for it", () => {
  const [one, other] = ["https://id.gs1.org/417/9521321000018", "did:web:example.com"];
  const said = [
    statement(1, { issuer: one }),
    statement(2, { issuer: one }),
    statement(3, { issuer: one, hosted: true }),
    statement(4, { issuer: other, hosted: true }),
    statement(5, { issuer: one }),
  ];
  const hands = custodyOf(said).map(({ issuer, statements }) => [issuer, statements.map(({ index }) => index)]);
  assert.deepEqual(hands, [[one, [1, 2]], [one, [3]], [other, [4]], [one, [5]]]);
});

test("a recall is told in the reader's language and script if it is there, else in its own words", () => {
  const text = {
    reason: "Glass",
    instructions: "Return it.",
    link: "https://recall.example/1",
    translations: { "zh-Hant": { reason: "玻璃（繁）" }, "zh-Hans": { reason: "玻璃\u202e" }, de: { reason: "Glas" } },
  };
  const recall = statement(1, { notice: "recall", members: { "wayproof:recall": text } });
  assert.deepEqual(recallWords(recall, "zh-CN"), {
    lang: "zh-Hans",
    reason: "玻璃\ufffd",
    instructions: null,
    contact: null,
    link: "https://recall.example/1",
  });
  assert.equal(recallWords(recall, "zh-TW")?.lang, "zh-Hant");
  assert.equal(recallWords(recall, "de-AT")?.reason, "Glas");
  assert.equal(recallWords(recall, "fr")?.reason, "Glass");
  assert.equal(recallWords(statement(1, { notice: "recall", members: { "wayproof:recall": { link: "javascript:1" } } }), "fr"), null);
});

test("received text cannot turn or control what stands around it", () => {
  assert.equal(printable("a\u202eb\u0000c\u0085d\ne\ud800"), "a\ufffdb\ufffdc\ufffdd\ne\ufffd");
});
