import assert from "node:assert/strict";
import { test } from "node:test";

import type { Json } from "../../src/format/jcs.ts";
import { positionsOfPlaces, stopsOf } from "../../src/map/stops.ts";
import type { ReadStatement } from "../../src/report.ts";

const WAREHOUSE = "https://id.gs1.org/414/9521558000034";
const SHOP = "https://id.gs1.org/414/9521669000046";
let index = 0;

function seen(readPoint: string | null, bizLocation: string | null = null, more: Partial<ReadStatement> = {}): ReadStatement {
  const where: Record<string, Json> = {};
  if (readPoint !== null) where.readPoint = { id: readPoint };
  if (bizLocation !== null) where.bizLocation = { id: bizLocation };
  return {
    about: [],
    applies: true,
    disputed: false,
    hosted: false,
    id: "",
    index: index++,
    issuer: "",
    members: { where },
    notice: null,
    re: null,
    struck: null,
    time: 0,
    type: "ObjectEvent",
    undone: false,
    whole: false,
    ...more,
  };
}

test("a place has the position of a statement that names both", () => {
  const found = positionsOfPlaces([seen("geo:51.955,4.055", WAREHOUSE), seen(SHOP), seen("geo:1,2", "geo:3,4")]);
  assert.deepEqual([...found], [[WAREHOUSE, { latitude: 51.955, longitude: 4.055 }]]);
});

test("a place whose statements are of positions apart has none, also where a third agrees with one", () => {
  const near = positionsOfPlaces([seen("geo:51.955,4.055", WAREHOUSE), seen("geo:51.9551,4.0552", WAREHOUSE)]);
  assert.equal(near.size, 1);
  const apart = [seen("geo:51.955,4.055", WAREHOUSE), seen("geo:50,14", WAREHOUSE), seen("geo:51.955,4.055", WAREHOUSE)];
  assert.equal(positionsOfPlaces(apart).size, 0);
});

test("a statement that names a place alone is where another says that the place is", () => {
  const stops = stopsOf([seen("geo:57.4,-4.2"), seen("geo:51.955,4.055", WAREHOUSE), seen("geo:53,1"), seen(WAREHOUSE), seen(null, WAREHOUSE)]);
  assert.deepEqual(stops.map(({ place, statements }) => [place, statements.length]), [[null, 1], [WAREHOUSE, 1], [null, 1], [WAREHOUSE, 2]]);
  assert.deepEqual(stops.at(-1)?.position, { latitude: 51.955, longitude: 4.055 });
});

test("what is done at one place in a row is one stop", () => {
  const stops = stopsOf([seen("geo:51.955,4.055"), seen("geo:51.955,4.055", WAREHOUSE), seen(WAREHOUSE)]);
  assert.deepEqual(stops.map(({ place, statements }) => [place, statements.length]), [[WAREHOUSE, 3]]);
});

test("what was taken back says neither where it was nor where a place is", () => {
  const undone = { undone: true };
  assert.deepEqual(stopsOf([seen("geo:51.955,4.055", WAREHOUSE, undone), seen(WAREHOUSE)]), []);
  assert.deepEqual(stopsOf([seen("geo:51.955,4.055", WAREHOUSE, { notice: "correction" })]), []);
});

test("members that are not as they should be are no places", () => {
  const where: Json[] = [null, [], "geo:1,2", { readPoint: "geo:1,2" }, { readPoint: { id: 5 } }, { readPoint: { id: "geo:91,2" } }];
  assert.deepEqual(stopsOf(where.map((each) => seen(null, null, { members: { where: each } }))), []);
  assert.deepEqual(stopsOf([seen(null, null, { members: {} })]), []);
});
