/** The packaged Chromium, unpacked where all tests of this machine find it. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import chromium from "@sparticuz/chromium";

/**
 * The path of Chromium's binary. The package itself would unpack in place, where another process takes what is half
 * written for the whole. So it unpacks into a folder of its own, and each file is moved to its place, the binary last:
 * whoever finds that finds everything. Two that unpack at once only do the work twice, and none ever waits for another.
 */
export async function unpacked() {
  const folder = tmpdir();
  const binary = join(folder, "chromium");
  if (existsSync(binary)) return binary;
  const aside = mkdtempSync(join(folder, "wayproof-chromium-"));
  const { TMPDIR } = process.env;
  try {
    process.env.TMPDIR = aside;
    const last = await chromium.executablePath();
    for (const file of [...filesIn(aside).filter((each) => each !== last), last]) {
      const place = join(folder, file.slice(aside.length));
      mkdirSync(dirname(place), { recursive: true });
      renameSync(file, place);
    }
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(aside, { recursive: true, force: true });
  }
  return binary;
}

function filesIn(folder) {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.filter((each) => !each.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
}
