/** Test cases from outside, which stand beside the project's own checkouts only. */

import { existsSync, readFileSync } from "node:fs";

const ROOT = new URL("../../../../shared/vectors/", import.meta.url);

/** Why a test that needs the vectors is skipped, or false where they are there. */
export const withoutVectors: string | false = existsSync(ROOT)
  ? false
  : "needs ../shared/vectors, which stands beside the project's own checkouts only";

export function vectorBytes(path: string): Uint8Array {
  return readFileSync(new URL(path, ROOT));
}

export function vectorJson(path: string): any {
  return JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));
}

export function vectorUrl(path: string): URL {
  return new URL(path, ROOT);
}

/** Data of the project's own suite, shared with the Python tests. */
export function sharedData(path: string): URL {
  return new URL(`../../../tests/data/${path}`, import.meta.url);
}
