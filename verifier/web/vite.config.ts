import { resolve } from "node:path";

import { defineConfig } from "vite";

import { serviceWorkerFiles } from "./serviceWorkerFiles.ts";

/** The pages, by the name of their HTML; a new page is one more name. */
const PAGES = ["index", "post", "privacy", "scan"];
/** Scripts whose names never change, because others know them. */
const NAMED: Readonly<Record<string, string>> = { embed: "src/embed.ts", sw: "src/offline/serviceWorker.ts" };

/** The pages are served under /p/, where every path without a page of its own is a Digital Link and gets `index.html`. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/p/",
  build: {
    target: "es2023",
    outDir: process.env.WAYPROOF_PAGE_OUT ?? "dist",
    emptyOutDir: true,
    // The Content-Security-Policy admits files of our own and nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: (_, dependencies, { hostType }) => (hostType === "html" ? dependencies : []) },
    rolldownOptions: {
      input: {
        ...Object.fromEntries(PAGES.map((name) => [name, resolve(import.meta.dirname, `${name}.html`)])),
        ...Object.fromEntries(Object.entries(NAMED).map(([name, path]) => [name, resolve(import.meta.dirname, path)])),
      },
      output: {
        entryFileNames: ({ name }) => (name in NAMED ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  plugins: [serviceWorkerFiles()],
  // Scripts find each other by their own addresses: in a foreign page, and in an archive, /p/ is not theirs.
  experimental: {
    renderBuiltUrl: (_, { hostType }) => (hostType === "html" ? undefined : { relative: true }),
  },
});
