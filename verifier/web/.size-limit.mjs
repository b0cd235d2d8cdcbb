/** What a browser that has never seen the page loads until the verdict stands there, in one language: the page's budget. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DIST = process.env.WAYPROOF_PAGE_OUT ?? join(import.meta.dirname, "dist");
const linked = [...readFileSync(join(DIST, "index.html"), "utf8").matchAll(/"\/p\/(assets\/[^"]+)"/g)].map(([, name]) => name);
const assets = readdirSync(join(DIST, "assets")).map((name) => `assets/${name}`);

/** The files of a first visit, where the words are in `language`. */
const visit = (language) =>
  ["index.html", ...linked, ...assets.filter((name) => name.startsWith("assets/worker-") || name.startsWith(`assets/${language}-`))].map(
    (name) => join(DIST, name),
  );

export default [
  { name: "in English", path: visit("en"), limit: "100 kB", gzip: true },
  { name: "in Chinese", path: visit("zhHans"), limit: "100 kB", gzip: true },
];
