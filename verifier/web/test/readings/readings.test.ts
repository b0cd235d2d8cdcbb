import assert from "node:assert/strict";
import { test } from "node:test";

import type { Json } from "../../src/format/jcs.ts";
import { chartOf, FRAME } from "../../src/readings/chart.ts";
import { type Reading, runsOf, seriesOf } from "../../src/readings/series.ts";
import type { ReadStatement } from "../../src/report.ts";

const core = { eventTime: "2026-03-31T12:00:00Z", eventTimeZoneOffset: "+00:00" };
const stated = (sensorElementList: Json, more: object = {}) => ({ members: { core, sensorElementList }, undone: false, notice: null, ...more }) as unknown as ReadStatement;
const report = (type: string, value: Json, uom: string, more: Record<string, Json> = {}) => ({ type, value, uom, ...more });
const noon = Date.UTC(2026, 2, 31, 12);
const plain = (minutes: number, value: number): Reading => ({ at: noon + 60_000 * minutes, value, low: value, high: value });

test("readings of one kind and unit are one series, by time", () => {
  const series = seriesOf([
    stated([{ sensorReport: [report("Temperature", 5, "CEL", { time: "2026-03-31T13:00:00Z" }), report("RelativeHumidity", 50, "P1")] }]),
    stated([{ sensorMetadata: { time: "2026-03-31T11:00:00Z" }, sensorReport: [report("Temperature", 4, "CEL"), report("Temperature", 39, "FAH")] }]),
  ]);
  assert.deepEqual(
    series.map(({ type, unit, readings }) => [type, unit, readings.map(({ at, value }) => [(at - noon) / 3_600_000, value])]),
    [
      ["Temperature", "CEL", [[-1, 4], [1, 5]]],
      ["RelativeHumidity", "P1", [[0, 50]]],
      ["Temperature", "FAH", [[-1, 39]]],
    ],
  );
});

test("a mean with its span is drawn as both", () => {
  const [series] = seriesOf([stated([{ sensorReport: [{ type: "Temperature", meanValue: 5, minValue: 3, maxValue: 8, uom: "CEL" }] }])]);
  assert.deepEqual(series?.readings, [{ at: noon, value: 5, low: 3, high: 8 }]);
});

test("what was taken back, and what is no reading, is left out", () => {
  const good = [{ sensorReport: [report("Temperature", 5, "CEL")] }];
  assert.deepEqual(seriesOf([stated(good, { undone: true }), stated(good, { notice: "correction" })]), []);
  const hostile: Json[] = [null, {}, [[]], [{ sensorReport: {} }], [{ sensorReport: [null, report("Temperature", "5", "CEL"), { value: 5 }] }], "x"];
  assert.deepEqual(seriesOf(hostile.map((each) => stated(each))), []);
});

test("a line breaks where readings are missing, and not where they are merely uneven", () => {
  const readings = [0, 30, 62, 90, 270, 300, 330].map((minutes) => plain(minutes, minutes / 10));
  assert.deepEqual(runsOf(readings).map((run) => run.length), [4, 3]);
  const { lines, spots } = chartOf([...readings, plain(900, 7)]);
  assert.deepEqual([lines.length, spots.length], [2, 1]);
});

test("all is drawn within the frame, with round values at its sides, the highest and the lowest marked", () => {
  for (const values of [[18.4, 18.9, 19.3], [0.0012, 0.0013], [-40, 1200], [5, 5, 5], [0, 0], [7]]) {
    const chart = chartOf(values.map((value, at) => plain(30 * at, value)));
    const drawn = [chart.highest, chart.lowest];
    assert.deepEqual(drawn.map(({ reading }) => reading.value), [Math.max(...values), Math.min(...values)]);
    for (const { x, y } of drawn) assert.ok(x >= FRAME.left && x <= FRAME.right && y >= FRAME.top && y <= FRAME.bottom, `${values}`);
    assert.ok(chart.values.length >= 2 && chart.values.length <= 7, `${values}: ${chart.values.length}`);
    assert.ok(chart.times.length >= 1 && chart.times.length <= 6);
    assert.doesNotMatch(JSON.stringify(chart), /null/);
  }
});

test("years of readings have a few ticks too", () => {
  const chart = chartOf([plain(0, 1), plain(60 * 24 * 900, 2)]);
  assert.ok(chart.times.length >= 1 && chart.times.length <= 6);
});
