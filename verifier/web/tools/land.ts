/**
 * Writes `src/map/land.ts`: the outlines of the earth's land, by Natural Earth (public domain) at 1:110 million as the
 * package world-atlas has them, on a grid of a twentieth of a degree.
 *
 *     node verifier/web/tools/land.ts [FILE]
 */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { encodeRing, type Point } from "../src/map/outline.ts";

interface Topology {
  readonly objects: { readonly land: { readonly geometries: readonly { readonly arcs: readonly (readonly number[][])[] }[] } };
  readonly arcs: readonly (readonly [number, number][])[];
  readonly transform: { readonly scale: Point; readonly translate: Point };
}

/** The points of an arc in degrees: TopoJSON counts each from the one before. */
function pointsOf(topology: Topology, index: number): Point[] {
  const { scale, translate } = topology.transform;
  let x = 0;
  let y = 0;
  const points = (topology.arcs[index < 0 ? ~index : index] as readonly Point[]).map(([dx, dy]): Point => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return index < 0 ? points.reverse() : points;
}

/** All rings, each arc without the point at which the next one begins. */
function ringsOf(topology: Topology): Point[][] {
  return topology.objects.land.geometries.flatMap(({ arcs }) =>
    arcs.flat().map((ring) => ring.flatMap((arc) => pointsOf(topology, arc).slice(0, -1))),
  );
}

const atlas = createRequire(import.meta.url).resolve("world-atlas/land-110m.json");
const rings = ringsOf(JSON.parse(readFileSync(atlas, "utf8")) as Topology).map(encodeRing);
const text = `/** The outlines of the earth's land, a ring each; made by tools/land.ts. */

export const LAND: readonly string[] = [
${rings.map((ring) => `  ${JSON.stringify(ring)},`).join("\n")}
];
`;
writeFileSync(process.argv[2] ?? join(import.meta.dirname, "../src/map/land.ts"), text);
