/** Positions on the earth: geo URIs, distances, and the way between two of them. */

import type { Point } from "./outline.ts";

/** Degrees of WGS 84; north and east are positive. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const NUMBER = "-?[0-9]{1,3}(?:\\.[0-9]{1,18})?";
const GEO = new RegExp(`^geo:(${NUMBER}),(${NUMBER})(?:,${NUMBER})?((?:;[A-Za-z0-9-]+(?:=[^;]*)?)*)$`, "i");
const RADIANS = Math.PI / 180;
const EARTH_KM = 6371;

/** The position that a geo URI (RFC 5870) names; null for any other text, or another reference system than WGS 84. */
export function positionOfUri(uri: string): Position | null {
  const match = GEO.exec(uri);
  if (match === null) return null;
  const system = /;crs=([^;]*)/i.exec(match[3] ?? "");
  if (system !== null && system[1]?.toLowerCase() !== "wgs84") return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** Kilometres along the earth's surface. */
export function distance(one: Position, other: Position): number {
  return EARTH_KM * angle(vector(one), vector(other));
}

/**
 * Points of the shortest way from one position to another, both included. Longitudes go on beyond ±180° where the way
 * crosses the date line; the first one is `from`'s, or as far from it as `unrolled` says.
 */
export function way(from: Position, to: Position, unrolled = from.longitude): Point[] {
  const [start, end] = [vector(from), vector(to)];
  const whole = angle(start, end);
  const steps = Math.max(1, Math.ceil(whole / (2 * RADIANS)));
  const points: Point[] = [[unrolled, from.latitude]];
  let last = unrolled;
  for (let step = 1; step <= steps; step++) {
    const [latitude, longitude] = step === steps ? [to.latitude, to.longitude] : between(start, end, whole, step / steps);
    last = nearest(longitude, last);
    points.push([last, latitude]);
  }
  return points;
}

/** The longitude that means the same and is within half a turn of another. */
export function nearest(longitude: number, other: number): number {
  return longitude + 360 * Math.round((other - longitude) / 360);
}

type Vector = readonly [number, number, number];

function vector({ latitude, longitude }: Position): Vector {
  const [north, east] = [latitude * RADIANS, longitude * RADIANS];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

function angle([a, b, c]: Vector, [d, e, f]: Vector): number {
  const across = Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d);
  return Math.atan2(across, a * d + b * e + c * f);
}

/** Latitude and longitude of the point at a share of the way. */
function between(start: Vector, end: Vector, whole: number, share: number): [number, number] {
  const sine = Math.sin(whole);
  // Nearly opposite points have no one shortest way; any will do.
  const [from, to] = sine < 1e-9 ? [1 - share, share] : [Math.sin((1 - share) * whole) / sine, Math.sin(share * whole) / sine];
  const [x, y, z] = start.map((value, at) => from * value + to * (end[at] as number)) as [number, number, number];
  return [Math.atan2(z, Math.hypot(x, y)) / RADIANS, Math.atan2(y, x) / RADIANS];
}
