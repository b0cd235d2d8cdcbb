/**
 * Draw the icons of an installed page from `src/icon.svg`, in Chromium.
 *
 *     node verifier/web/tools/icons.mjs FOLDER
 *
 * The maskable one has colour up to its edges, and its sign within the circle that every mask leaves
 * (W3C Web App Manifest, section 4.1.4: four fifths of the width).
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { launch } from "../e2e/browser.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: icons.mjs FOLDER");
  process.exit(2);
}
const icon = readFileSync(new URL("../src/icon.svg", import.meta.url), "utf8");
const [, ground, sign] = /^<svg[^>]*>(<rect[^>]*>)(.*)<\/svg>\s*$/s.exec(icon);
const masked = `${ground.replace(/ rx="\d+"/, "")}<g transform="translate(5.6 5.6) scale(.65)">${sign}</g>`;

const browser = await launch();
try {
  const page = await (await browser.newContext()).newPage();
  for (const [name, size, content] of [
    ["icon-192", 192, ground + sign],
    ["icon-512", 512, ground + sign],
    ["icon-maskable", 512, masked],
  ]) {
    await page.setViewportSize({ width: size, height: size });
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="100%" height="100%">${content}</svg>`;
    await page.setContent(`<style>body { margin: 0; } svg { display: block; }</style>${drawing}`);
    await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
  }
} finally {
  await browser.close();
}
