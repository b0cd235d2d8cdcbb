/** What sensors read on the way, by what they measured. */

import { isObject, type Json, type JsonObject } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import { parseTimestamp } from "../format/timestamp.ts";
import { coreOf, textOf } from "../page/statements.ts";
import type { ReadStatement } from "../report.ts";

/** Most readings of one kind: beyond, the newest are left out, and the series says so. */
export const MOST = 2_000;

/** One reading: when, in Unix milliseconds, and its value; `low` and `high` are the value, or the span it was the mean of. */
export interface Reading {
  readonly at: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** All readings of one kind in one unit, by time. `unit` is a UN/CEFACT code as reported, empty where there is none. */
export interface Series {
  readonly type: string;
  readonly unit: string;
  readonly readings: readonly Reading[];
  readonly cut: boolean;
}

/** The series of a journey's statements, those that were taken back left out; the longest come first. */
export function seriesOf(journey: readonly ReadStatement[]): Series[] {
  const found = new Map<string, { type: string; unit: string; readings: Reading[] }>();
  for (const statement of journey) {
    if (statement.undone || statement.notice === "correction") continue;
    for (const { type, unit, reading } of readingsOf(statement)) {
      const key = JSON.stringify([type, unit]);
      const series = found.get(key) ?? { type, unit, readings: [] };
      series.readings.push(reading);
      found.set(key, series);
    }
  }
  return [...found.values()]
    .map(({ type, unit, readings }) => {
      const sorted = readings.sort((a, b) => a.at - b.at);
      return { type, unit, readings: sorted.slice(0, MOST), cut: sorted.length > MOST };
    })
    .sort((a, b) => b.readings.length - a.readings.length || (a.type < b.type ? -1 : 1));
}

/** Where a line breaks: the readings in runs, between which there is none for over twice and a half the usual time. */
export function runsOf(readings: readonly Reading[]): Reading[][] {
  const pauses = readings.slice(1).map(({ at }, before) => at - (readings[before] as Reading).at);
  const usual = [...pauses].sort((a, b) => a - b)[Math.floor(pauses.length / 2)] ?? 0;
  const runs: Reading[][] = [];
  readings.forEach((reading, at) => {
    if (at === 0 || (pauses[at - 1] as number) > 2.5 * usual) runs.push([reading]);
    else (runs.at(-1) as Reading[]).push(reading);
  });
  return runs;
}

function* readingsOf(statement: ReadStatement): Generator<{ type: string; unit: string; reading: Reading }> {
  const { members } = statement;
  for (const element of objects(Object.hasOwn(members, "sensorElementList") ? members.sensorElementList : undefined)) {
    const metadata = member(element, "sensorMetadata");
    const context = isObject(metadata) ? metadata : {};
    for (const report of objects(member(element, "sensorReport"))) {
      const at = firstTime([textOf(report, "time"), textOf(context, "time"), textOf(context, "endTime"), textOf(coreOf(statement), "eventTime")]);
      const [low, high] = [numberOf(report, "minValue"), numberOf(report, "maxValue")];
      const value = numberOf(report, "value") ?? numberOf(report, "meanValue") ?? (low !== null && high !== null ? (low + high) / 2 : null);
      const type = textOf(report, "type");
      if (at === null || value === null || type === null) continue;
      const reading = { at, value, low: Math.min(value, low ?? value), high: Math.max(value, high ?? value) };
      yield { type, unit: textOf(report, "uom") ?? "", reading };
    }
  }
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function numberOf(report: JsonObject, name: string): number | null {
  const value = member(report, name);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function firstTime(texts: readonly (string | null)[]): number | null {
  for (const text of texts) {
    if (text === null) continue;
    try {
      return parseTimestamp(text);
    } catch {
      continue; // a time that is none is as good as none
    }
  }
  return null;
}
