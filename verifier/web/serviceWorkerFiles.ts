/** Tells the service worker what was built: the files that it keeps for when there is no connection, and their version. */

import { createHash } from "node:crypto";

import type { Plugin } from "vite";

/** Bytes of a file that is kept only once somebody needed it, as the decoder's wasm. */
const LARGE = 200_000;

/** A step of the build that puts `__WAYPROOF_FILES__` and `__WAYPROOF_VERSION__` into `sw.js`. */
export function serviceWorkerFiles(): Plugin {
  return {
    name: "service-worker-files",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const worker = bundle["sw.js"];
        if (worker?.type !== "chunk") return;
        if (worker.imports.length > 0) this.error("the service worker must be one file: browsers do not all take modules");
        const built = Object.values(bundle).filter((each) => each !== worker);
        const contentOf = (each: (typeof built)[number]) => (each.type === "chunk" ? each.code : each.source);
        const version = createHash("sha256");
        for (const each of built.toSorted((one, other) => (one.fileName < other.fileName ? -1 : 1))) {
          version.update(each.fileName).update("\0").update(contentOf(each)).update("\0");
        }
        const files = built
          .filter((each) => each.fileName.startsWith("assets/") && contentOf(each).length < LARGE)
          .map((each) => `/p/${each.fileName}`)
          .toSorted();
        worker.code = worker.code
          .replaceAll("__WAYPROOF_VERSION__", JSON.stringify(version.digest("hex").slice(0, 16)))
          .replaceAll("__WAYPROOF_FILES__", JSON.stringify(files));
      },
    },
  };
}
