import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { defineConfig, type Plugin } from "vite";

/** The stand-alone verifier is one HTML file, whose policy admits its own script by its hash and no other. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    target: "es2023",
    outDir: process.env.WAYPROOF_PAGE_OUT ?? "dist",
    emptyOutDir: false,
    rolldownOptions: {
      input: resolve(import.meta.dirname, "src/check.ts"),
      // It asks for no other script, relative to which an address would be.
      transform: { define: { "import.meta": "{}" } },
      output: { format: "iife", codeSplitting: false, entryFileNames: "check.js" },
    },
  },
  plugins: [withoutWorker(), oneFile()],
});

/** A single file has no other from which a worker could start. */
function withoutWorker(): Plugin {
  return {
    name: "without-worker",
    enforce: "pre",
    resolveId: (source) => (source.endsWith("/worker/client.ts") ? resolve(import.meta.dirname, "src/saved/noWorker.ts") : null),
  };
}

/** Puts the script into `check.html`, and its hash into the policy there. */
function oneFile(): Plugin {
  return {
    name: "one-file",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const script = bundle["check.js"];
        if (script?.type !== "chunk") throw new Error("the verifier's script was not built");
        // Nothing in it may end the element that it stands in, or begin a comment there.
        const code = script.code.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
        const hash = createHash("sha256").update(code).digest("base64");
        const page = readFileSync(resolve(import.meta.dirname, "check.html"), "utf8");
        for (const name of Object.keys(bundle)) delete bundle[name];
        this.emitFile({
          type: "asset",
          fileName: "check.html",
          source: page.replace("%HASH%", () => hash).replace("%SCRIPT%", () => code),
        });
      },
    },
  };
}
