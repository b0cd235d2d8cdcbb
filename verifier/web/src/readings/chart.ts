/** A chart of readings as paths and ticks in a box; what is written on it is the page's. */

import { type Reading, runsOf } from "./series.ts";

export const WIDTH = 640;
export const HEIGHT = 230;
/** Where the readings stand in the box. */
export const FRAME = { left: 46, right: 626, top: 26, bottom: 196 } as const;

/** A tick: its value, or its time in Unix milliseconds, and where it stands on its axis. */
export interface Tick {
  readonly value: number;
  readonly at: number;
}

/** A reading and where it stands. */
export interface Spot {
  readonly reading: Reading;
  readonly x: number;
  readonly y: number;
}

/** The drawing: lines of readings that follow each other, the spans that means were taken of, single readings as spots. */
export interface Chart {
  readonly lines: readonly string[];
  readonly spans: readonly string[];
  readonly spots: readonly Spot[];
  readonly highest: Spot;
  readonly lowest: Spot;
  readonly values: readonly Tick[];
  readonly times: readonly Tick[];
}

const HOUR = 3_600_000;
const TIME_STEPS = [HOUR / 60, HOUR / 12, HOUR / 4, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR];
const WEEK = 7 * 24 * HOUR;

/** The chart of readings by time; there must be one at least. */
export function chartOf(readings: readonly Reading[]): Chart {
  const values = ticks(Math.min(...readings.map(({ low }) => low)), Math.max(...readings.map(({ high }) => high)));
  const [floor, ceiling] = [values[0] as number, values.at(-1) as number];
  const [first, last] = [(readings[0] as Reading).at, (readings.at(-1) as Reading).at];
  const across = (at: number) => {
    const share = last === first ? 0.5 : (at - first) / (last - first);
    return round(FRAME.left + 8 + share * (FRAME.right - FRAME.left - 16));
  };
  const up = (value: number) => round(FRAME.bottom - ((value - floor) / (ceiling - floor)) * (FRAME.bottom - FRAME.top));
  const spot = (reading: Reading): Spot => ({ reading, x: across(reading.at), y: up(reading.value) });
  const runs = runsOf(readings).map((run) => run.map(spot));
  const byValue = readings.toSorted((a, b) => a.value - b.value || a.at - b.at);
  return {
    lines: runs.filter((run) => run.length > 1).map((run) => `M${run.map(({ x, y }) => `${x} ${y}`).join("L")}`),
    spans: readings.filter(({ low, high }) => low < high).map(({ at, low, high }) => `M${across(at)} ${up(low)}V${up(high)}`),
    spots: runs.filter((run) => run.length === 1).flat(),
    highest: spot(byValue.at(-1) as Reading),
    lowest: spot(byValue[0] as Reading),
    values: values.map((value) => ({ value, at: up(value) })),
    times: times(first, last).map((value) => ({ value, at: across(value) })),
  };
}

/** Round values from below the least to above the most, some four of them. */
function ticks(least: number, most: number): number[] {
  const spread = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(spread / 3));
  const step = ([1, 2, 5].find((each) => spread / (each * power) <= 4) ?? 10) * power;
  const from = Math.floor(least / step);
  const to = Math.max(from + 1, Math.ceil(most / step));
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}

/** Round times within, some four of them; of a single moment, itself. */
function times(first: number, last: number): number[] {
  if (first === last) return [first];
  const step = TIME_STEPS.find((each) => (last - first) / each <= 5) ?? Math.ceil((last - first) / WEEK / 5) * WEEK;
  const found = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) found.push(at);
  return found;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
