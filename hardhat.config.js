import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// One file tells Hardhat and py-solc-x the compiler's version and settings.
const compiler = JSON.parse(readFileSync(new URL("./contracts/compiler.json", import.meta.url), "utf8"));

export default {
  paths: {
    sources: "contracts",
    tests: { solidity: "tests/contracts" },
  },
  solidity: {
    version: compiler.version,
    settings: compiler.settings,
    // The compiler of the npm package, so that a build downloads nothing.
    path: fileURLToPath(new URL("./node_modules/solc/soljson.js", import.meta.url)),
    // Tests compile apart, so that they cannot influence what is deployed.
    splitTestsCompilation: true,
  },
  test: {
    solidity: {
      // A fixed seed makes a failing run repeatable.
      fuzz: { runs: 256, seed: "0x77617970726f6f66" },
      invariant: { runs: 48, depth: 64, failOnRevert: true },
    },
  },
};
