/** From what is filled in to what the ledger takes, and back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkpointOf, type Draft, draftOf, EMPTY, following, isoWithOffset, lacks } from "../../src/post/checkpoint.ts";

const BAG = "https://id.gs1.org/01/09521321000421/21/B1";
const CASE = "https://id.gs1.org/00/095213210000000018";
const NOW = new Date("2026-03-31T06:15:00.789Z");

function draft(members: Partial<Draft>): Draft {
  return { ...EMPTY, items: [BAG], step: "shipped", ...members };
}

test("what is missing or wrong is named", () => {
  assert.deepEqual(lacks(EMPTY), ["items", "step"]);
  assert.deepEqual(lacks(draft({})), []);
  assert.deepEqual(lacks(draft({ step: "packed" })), ["container"]);
  assert.deepEqual(lacks(draft({ step: "packed", container: CASE, items: [] })), ["items"]);
  assert.deepEqual(lacks(draft({ step: "unpacked", container: CASE, items: [] })), []);
  assert.deepEqual(lacks(draft({ time: "" })), ["time"]);
  for (const value of ["", "warm", "1,2,3", "1e3", "0x10", "Infinity"]) {
    assert.deepEqual(lacks(draft({ reading: { type: "Temperature", value, unit: "°C" } })), ["reading"], value);
  }
  for (const value of ["0", "-1", "many"]) assert.deepEqual(lacks(draft({ quantity: { value, unit: "kg" } })), ["quantity"]);
});

test("only what is filled in and fits the step is said", () => {
  const said = checkpointOf(draft({ container: CASE, lot: "L1", bestBefore: "2027-03-31", note: "  " }), NOW);
  assert.deepEqual({ ...said, time: null }, { step: "shipped", time: null, items: [BAG] });
  assert.equal(Date.parse(said.time), Date.parse("2026-03-31T06:15:00Z"));
});

test("numbers may have a comma, as people write them", () => {
  const { readings } = checkpointOf(draft({ reading: { type: "Temperature", value: "−18,5", unit: "°C" } }), NOW);
  assert.deepEqual(readings, [{ type: "Temperature", value: -18.5, unit: "°C" }]);
});

test("a checkpoint goes back into the draft that it came from, so that it can be put right", () => {
  for (const each of [
    draft({ step: "packed", container: CASE, where: { place: "https://id.gs1.org/414/9521321000018" } }),
    draft({ step: "produced", lot: "L1", bestBefore: "2027-03-31", where: { latitude: 57.4778, longitude: -4.2247 } }),
    draft({ reading: { type: "Temperature", value: "4.5", unit: "°C" }, note: "Cold.", photos: ["A".repeat(43)] }),
    draft({ quantity: { value: "240", unit: "kg" } }),
  ]) {
    const checkpoint = checkpointOf(each, NOW);
    assert.deepEqual(checkpointOf(draftOf(checkpoint), new Date()), checkpoint);
  }
});

test("the next one begins at the same place with the same step, and nothing else", () => {
  const where = { place: "https://id.gs1.org/414/9521321000018" };
  assert.deepEqual(following(draft({ where, note: "x", photos: ["y"], time: "2026-03-31T08:15:00+02:00" })), {
    ...EMPTY,
    step: "shipped",
    where,
  });
});

test("times carry the offset of this clock", () => {
  const text = isoWithOffset(NOW);
  assert.match(text, /^2026-03-3[01]T\d\d:\d\d:00[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(text), Math.floor(NOW.getTime() / 1000) * 1000);
});
