/** A map's picture: the part of the earth around some stops, in Mercator's projection, as paths and points in a box. */

import { LAND } from "./land.ts";
import { decodeRing, type Point } from "./outline.ts";
import { type Position, way } from "./position.ts";

/** The box that is drawn in. */
export const WIDTH = 640;
export const HEIGHT = 400;

/** Kilometres that the box shows at least, so that coasts tell where that is. */
const LEAST_KM = 1400;
const KM_PER_DEGREE = 111.3;
/** How much of the box the stops may take. */
const FILLED = 0.7;
/** Beyond, Mercator's projection is of no use. */
const MOST_LATITUDE = 80;
const RADIANS = Math.PI / 180;

/** Stops that stand too close to be told apart share a mark: their numbers, counted from 1, and where it stands. */
export interface Mark {
  readonly numbers: readonly number[];
  readonly x: number;
  readonly y: number;
}

/** The picture: paths as SVG writes them. */
export interface View {
  readonly land: string;
  readonly lines: string;
  readonly ways: readonly string[];
  readonly marks: readonly Mark[];
}

/** The picture of stops in their order; there must be one at least. */
export function viewOf(stops: readonly Position[]): View {
  const ways: Point[][] = [];
  const [first] = stops as readonly [Position, ...Position[]];
  let longitude = first.longitude;
  const places: Point[] = [[longitude, first.latitude]];
  stops.slice(1).forEach((stop, at) => {
    const points = way(stops[at] as Position, stop, longitude);
    ways.push(points);
    longitude = (points.at(-1) as Point)[0];
    places.push([longitude, stop.latitude]);
  });
  const window = new Window([...places, ...ways.flat()]);
  return {
    land: window.land(),
    lines: window.lines(),
    ways: ways.map((points) => window.path(points)),
    marks: marksOf(places.map((point) => window.project(point))),
  };
}

/** Degrees on Mercator's map, on which a degree of latitude grows towards the poles. */
function mercator(latitude: number): number {
  const bounded = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, latitude));
  return Math.log(Math.tan(Math.PI / 4 + (bounded * RADIANS) / 2)) / RADIANS;
}

/** The part of the earth that is shown. */
class Window {
  private readonly scale: number;
  private readonly middle: Point;

  constructor(points: readonly Point[]) {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, latitude]) => mercator(latitude));
    const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const latitudes = points.map(([, latitude]) => Math.abs(latitude));
    const narrow = Math.cos(Math.min(MOST_LATITUDE, Math.max(...latitudes)) * RADIANS);
    const closest = (WIDTH * KM_PER_DEGREE * narrow) / LEAST_KM;
    const fitting = Math.min((WIDTH * FILLED) / (east - west || 1e-9), (HEIGHT * FILLED) / (north - south || 1e-9));
    this.scale = Math.min(closest, fitting);
    this.middle = [(west + east) / 2, (south + north) / 2];
  }

  project([x, latitude]: Point): Point {
    return [
      round(WIDTH / 2 + (x - this.middle[0]) * this.scale),
      round(HEIGHT / 2 - (mercator(latitude) - this.middle[1]) * this.scale),
    ];
  }

  path(points: readonly Point[]): string {
    return `M${points.map((point) => this.project(point).join(" ")).join("L")}`;
  }

  /** The land that shows, around the earth as often as the box does. */
  land(): string {
    const half = WIDTH / 2 / this.scale;
    const [west, east] = [this.middle[0] - half, this.middle[0] + half];
    return LAND.flatMap((text) => {
      const ring = decodeRing(text);
      const xs = ring.map(([x]) => x);
      const [least, most] = [Math.min(...xs), Math.max(...xs)];
      const turns = [];
      for (let turn = Math.ceil((west - most) / 360); least + 360 * turn <= east; turn++) turns.push(360 * turn);
      return turns.map((turn) => `${this.path(ring.map(([x, y]): Point => [x + turn, y]))}Z`);
    }).join("");
  }

  /** Lines of equal longitude and latitude, some five over the box. */
  lines(): string {
    const half = WIDTH / 2 / this.scale;
    const step = [1, 2, 5, 10, 15, 30].find((degrees) => (2 * half) / degrees <= 8) ?? 45;
    const [west, east] = [this.middle[0] - half, this.middle[0] + half];
    let lines = "";
    for (let x = Math.ceil(west / step) * step; x <= east; x += step) lines += `M${this.project([x, 0])[0]} 0V${HEIGHT}`;
    for (let latitude = -75; latitude <= 75; latitude += Math.min(step, 15)) {
      const y = this.project([0, latitude])[1];
      if (y >= 0 && y <= HEIGHT) lines += `M0 ${y}H${WIDTH}`;
    }
    return lines;
  }
}

/** Marks of stops in their order; one that would cover another joins it. */
function marksOf(points: readonly Point[]): Mark[] {
  const marks: { numbers: number[]; x: number; y: number }[] = [];
  points.forEach(([x, y], at) => {
    const near = marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) < 30);
    if (near === undefined) marks.push({ numbers: [at + 1], x, y });
    else near.numbers.push(at + 1);
  });
  return marks;
}

/** Numbers as they stand in a mark: `1–3, 5`. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
