/** Outlines as short text: each point counted from the one before, on a grid of a twentieth of a degree. */

/** Longitude and latitude in degrees. */
export type Point = readonly [number, number];

const GRID = 20;
/** Digits of base 32: the first half ends a number, the second half says that it goes on. Made for source text. */
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/** A ring as text. */
export function encodeRing(points: readonly Point[]): string {
  let text = "";
  let [before, above] = [0, 0];
  for (const [longitude, latitude] of points) {
    const [x, y] = [Math.round(longitude * GRID), Math.round(latitude * GRID)];
    if (text !== "" && x === before && y === above) continue;
    text += digitsOf(x - before) + digitsOf(y - above);
    [before, above] = [x, y];
  }
  return text;
}

/** The ring that a text is. */
export function decodeRing(text: string): Point[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value + 1) / 2 : value / 2);
    [value, shift] = [0, 0];
  }
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    x += numbers[at] as number;
    y += numbers[at + 1] as number;
    points.push([x / GRID, y / GRID]);
  }
  return points;
}

/** A whole number as digits: its sign in the lowest bit, five bits to a digit, the lowest first. */
function digitsOf(number: number): string {
  let rest = number < 0 ? -2 * number - 1 : 2 * number;
  let digits = "";
  do {
    const more = rest > 31 ? 32 : 0;
    digits += DIGITS.charAt((rest & 31) | more);
    rest >>= 5;
  } while (rest > 0);
  return digits;
}
