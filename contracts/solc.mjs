// The compiler of the npm package `solc` with the command line that py-solc-x expects of a native one: `--version`, and
// standard JSON in and out. The package's own `solcjs --standard-json` prints a line ahead of its JSON.
import { readFileSync } from "node:fs";
import solc from "solc";

function library(path) {
  try {
    return { contents: readFileSync(new URL(`../node_modules/${path}`, import.meta.url), "utf8") };
  } catch (error) {
    return { error: error.message };
  }
}

if (process.argv.includes("--version")) {
  console.log(`Version: ${solc.version()}`);
} else {
  process.stdout.write(solc.compile(readFileSync(0, "utf8"), { import: library }));
}
