import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, positionOfUri, way } from "../../src/map/position.ts";

test("geo URIs name positions, with altitude and uncertainty or without", () => {
  assert.deepEqual(positionOfUri("geo:57.4778,-4.2247"), { latitude: 57.4778, longitude: -4.2247 });
  assert.deepEqual(positionOfUri("geo:48.2010,16.3695,183;crs=wgs84;u=40"), { latitude: 48.201, longitude: 16.3695 });
  assert.deepEqual(positionOfUri("geo:-90,180"), { latitude: -90, longitude: 180 });
});

test("what is no position on the earth as WGS 84 has it is none", () => {
  const others = ["geo:", "geo:1", "geo:91,0", "geo:0,180.1", "geo:1,2;crs=Moon-2011", "geo:1e2,3", "geo:1,2 ", "https://id.gs1.org/414/9521321000018", "geo:1,2,3,4", "geo:.5,1"];
  for (const uri of others) assert.equal(positionOfUri(uri), null, uri);
});

const london = { latitude: 51.5, longitude: -0.12 };
const sydney = { latitude: -33.87, longitude: 151.2 };

test("distances go along the earth", () => {
  assert.ok(Math.abs(distance(london, sydney) - 16_990) < 60);
  assert.equal(distance(london, london), 0);
});

test("a way crosses the date line on its short side, and ends where it should", () => {
  const points = way({ latitude: 35, longitude: 140 }, { latitude: 37, longitude: -122 });
  const xs = points.map(([x]) => x);
  assert.deepEqual(xs, xs.toSorted((a, b) => a - b));
  assert.deepEqual(points.at(-1), [238, 37]);
  assert.ok(Math.max(...points.map(([, y]) => y)) > 45, "the shortest way goes by the north");
});

test("opposite points and no way at all have finite points", () => {
  for (const to of [{ latitude: -10, longitude: -160 }, { latitude: 10, longitude: 20 }]) {
    assert.ok(way({ latitude: 10, longitude: 20 }, to).flat().every(Number.isFinite));
  }
});
