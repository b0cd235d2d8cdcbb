import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { parseContext } from "../../src/format/epcisContext.ts";
import { FormatError } from "../../src/format/errors.ts";
import { eventHashId, prehash } from "../../src/format/eventHash.ts";
import { eventItems } from "../../src/format/eventItems.ts";
import { canonicalUri } from "../../src/format/item.ts";
import { isObject, type Json, type JsonObject } from "../../src/format/jcs.ts";
import { canonicalTimestamp } from "../../src/format/timestamp.ts";
import { vectorJson, vectorUrl, withoutVectors } from "../vectors.ts";

const CONTEXT = parseContext("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld");

function asList(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Event Hash IDs of the events of an EPCIS or query document, or of a bare event. */
function hashesOf(document: JsonObject): string[] {
  let body: Json = document.epcisBody ?? document;
  const results = isObject(body) ? body.queryResults : undefined;
  if (isObject(results) && isObject(results.resultsBody)) body = results.resultsBody;
  assert.ok(isObject(body));
  const events = asList(body.eventList ?? body.event ?? body);
  return events.map((event) => {
    assert.ok(isObject(event));
    const context = parseContext([...asList(document["@context"]), ...asList(event["@context"])]);
    return eventHashId(new Map(Object.entries(event)), context);
  });
}

function documentsOf(folder: string): string[] {
  if (withoutVectors) return [];
  return readdirSync(vectorUrl(folder))
    .filter((name) => name.endsWith(".jsonld"))
    .map((name) => `${folder}/${name}`);
}

for (const path of documentsOf("epcis-event-hash/examples")) {
  test(`the published hashes of ${path}`, () => {
    const expected = readFileSync(vectorUrl(path.replace(".jsonld", ".hashes")), "utf8").trim().split(/\s+/);
    assert.deepEqual(hashesOf(vectorJson(path)), expected);
  });
}

test("the published identifier cases", { skip: withoutVectors }, () => {
  let count = 0;
  for (const { input, canonical } of vectorJson("epcis-event-hash/dl_normaliser.json")) {
    if (canonical === null) continue;
    assert.equal(canonicalUri(input), canonical, input);
    count++;
  }
  assert.equal(count, 38);
});

/** docs/event-hash.md section 7, read from the page itself. */
test("the worked example of docs/event-hash.md", () => {
  const page = readFileSync(new URL("../../../../docs/event-hash.md", import.meta.url), "utf8");
  const [context, event] = [...page.matchAll(/```json\n([^]*?)```/g)].map((match) => JSON.parse(match[1] as string));
  const hash = /ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0/.exec(page)?.[0];
  assert.equal(eventHashId(new Map(Object.entries(event as JsonObject)), parseContext(context)), hash);
});

test("texts sort by code point", () => {
  const event = (...names: string[]) => new Map<string, Json>([["type", "ObjectEvent"], ...names.map((name): [string, Json] => [name, 1])]);
  // U+FF5E stands after U+1F375 in UTF-16, and before it by code point.
  assert.equal(prehash(event("x:\u{1f375}", "x:\uff5e"), CONTEXT), "eventType=ObjectEventx:\uff5e=1x:\u{1f375}=1");
});

test("numbers", () => {
  for (const [value, text] of [
    [0.00015, "0.00015"],
    [0.000015, "1.5e-05"],
    [-1e-7, "-1e-07"],
    [1e22, "10000000000000000000000"],
    ["07", "7"],
    ["1.50e1", "15"],
    [" -0 ", "0"],
    ["1e999", "1e999"],
    ["0x10", "0x10"],
    [true, "true"],
  ] as const) {
    const event = new Map<string, Json>([["type", "T"], ["x:n", value]]);
    assert.equal(prehash(event, CONTEXT), `eventType=Tx:n=${text}`);
  }
});

test("definitions of one context hold in whatever order they stand", () => {
  for (const order of [["a", "b"], ["b", "a"]]) {
    const all: JsonObject = { a: "b:x/", b: "https://ns.example/" };
    const context = parseContext(Object.fromEntries(order.map((name) => [name, all[name] as Json])));
    assert.equal(context.iri("a:y"), "https://ns.example/x/y");
  }
  assert.throws(() => parseContext({ a: "b:x", b: "a:y" }), FormatError);
  assert.equal(parseContext({ gs1: null }).iri("gs1:x"), "gs1:x");
});

test("times as CBV 2.0 writes them", () => {
  for (const [text, canonical] of [
    ["2026-03-31T08:15:00.0035+02:00", "2026-03-31T06:15:00.004Z"],
    ["2026-03-31T08:15:00Z", "2026-03-31T08:15:00.000Z"],
    ["2026-12-31T23:59:59.9999Z", "2027-01-01T00:00:00.000Z"],
    ["0099-01-01T00:00:00-14:00", "0099-01-01T14:00:00.000Z"],
    ["2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00.000Z"],
  ] as const) {
    assert.equal(canonicalTimestamp(text), canonical);
  }
  for (const text of [
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00+14:01",
    "2026-01-01t00:00:00z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59.9995Z",
    "2026-01-01T00:00:00Z\n",
  ]) {
    assert.throws(() => canonicalTimestamp(text), FormatError, text);
  }
});

test("items stand where the event puts them", () => {
  const one = "https://id.gs1.org/01/09521321000018/21/A";
  const pallet = "https://id.gs1.org/00/095213210000000012";
  const lotClass = "https://id.gs1.org/01/09521321000018/10/L7";
  const items = (members: Record<string, Json>) => Object.fromEntries(eventItems(new Map(Object.entries(members)), CONTEXT));
  assert.deepEqual(items({ type: "ObjectEvent", epcList: [one], ilmd: { "cbvmda:lotNumber": "L7" } }), {
    [one]: 1,
    [lotClass]: 64,
  });
  assert.deepEqual(items({ type: "AggregationEvent", action: "DELETE", parentID: pallet, childEPCs: [] }), {
    [pallet]: 514,
  });
  assert.deepEqual(
    items({ type: "AggregationEvent", action: "ADD", parentID: pallet, childQuantityList: [{ epcClass: lotClass }] }),
    { [pallet]: 2, [lotClass]: 36 },
  );
  assert.deepEqual(
    items({ type: "TransformationEvent", inputEPCList: [one], outputEPCList: [one], transformationID: "urn:x:1" }),
    { [one]: 24, "urn:x:1": 128 },
  );
  assert.deepEqual(items({ type: "ObjectEvent", epcList: [], readPoint: { id: "urn:x:2" } }), { "urn:x:2": 256 });
});

for (const [why, members] of [
  ["epcList null", { epcList: null }],
  ["an EPC that is a number", { epcList: [4] }],
  ["a quantity without class", { quantityList: [{ quantity: 4 }] }],
  ["ILMD that is a list", { ilmd: [] }],
  ["a lot number of 21 characters", {
    epcList: ["https://id.gs1.org/01/09521321000018/21/A"],
    ilmd: { "cbvmda:lotNumber": "A".repeat(21) },
  }],
] as const) {
  test(`no items: ${why}`, () => {
    const event = new Map<string, Json>(Object.entries({ type: "ObjectEvent", ...(members as JsonObject) }));
    assert.throws(() => eventItems(event, CONTEXT), FormatError);
  });
}
