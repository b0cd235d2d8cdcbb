import assert from "node:assert/strict";
import { test } from "node:test";

import { LAND } from "../../src/map/land.ts";
import { decodeRing, encodeRing, type Point } from "../../src/map/outline.ts";
import { HEIGHT, numbersText, viewOf, WIDTH } from "../../src/map/view.ts";

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

test("an outline survives its text, to the grid", () => {
  const ring: Point[] = [[-180, -85.6], [0.05, 0], [179.95, 83.6], [-0.05, 0.1]];
  assert.deepEqual(decodeRing(encodeRing(ring)), ring);
});

test("the land is the earth's: Africa and Australia are in it, the Pacific's middle is not", () => {
  const rings = LAND.map(decodeRing);
  const isLand = ([x, y]: Point) => rings.some((ring) => inside(ring, [x, y]));
  for (const point of [[20, 10], [134, -25], [-100, 45], [105, 35]] as const) assert.ok(isLand(point), String(point));
  for (const point of [[-150, 0], [-30, 40], [75, -20]] as const) assert.ok(!isLand(point), String(point));
});

test("all stops are in the box, with room around them", () => {
  const journeys = [
    [at(57.5, -4.2), at(52, 4), at(50, 14.4)],
    [at(35, 140), at(37, -122), at(51, 0)],
    [at(70, 20), at(-54, -68)],
    [at(9, 38)],
    [at(10, 179), at(10, -179)],
  ];
  for (const stops of journeys) {
    const view = viewOf(stops);
    assert.equal(view.marks.flatMap(({ numbers }) => numbers).length, stops.length);
    for (const { x, y } of view.marks) assert.ok(x > 30 && x < WIDTH - 30 && y > 30 && y < HEIGHT - 30, `${x} ${y}`);
    assert.match(view.land, /^M-?\d/);
    assert.doesNotMatch(view.land + view.ways.join(""), /NaN|Infinity/);
  }
});

test("neighbours across the date line stay neighbours", () => {
  const [one] = viewOf([at(10, 179.9), at(10, -179.9)]).marks;
  assert.deepEqual(one?.numbers, [1, 2]);
});

test("a short journey is shown with the coasts around it", () => {
  const view = viewOf([at(57.4778, -4.2247), at(57.48, -4.2)]);
  assert.ok(view.land.split("Z").length > 2);
});

test("poles do no harm", () => {
  assert.doesNotMatch(JSON.stringify(viewOf([at(90, 0), at(-90, 0)])), /null|NaN/);
});

test("numbers of a mark are told in runs", () => {
  assert.equal(numbersText([1, 2, 3, 5, 7, 8]), "1–3, 5, 7–8");
  assert.equal(numbersText([4]), "4");
});

function inside(ring: readonly Point[], [x, y]: Point): boolean {
  let odd = false;
  ring.forEach(([x1, y1], number) => {
    const [x2, y2] = ring[(number + 1) % ring.length] as Point;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  });
  return odd;
}
