/**
 * Read a passport with a connection, and open it again without one; print what it says, as one line of JSON.
 *
 *     node verifier/web/e2e/offline.mjs URL [--lang TAG] [--screenshot FILE]
 */

import { parseArgs } from "node:util";

import { launch, phone } from "./browser.mjs";
import { concluded } from "./shown.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: "string", default: "en-GB" }, screenshot: { type: "string" } },
});
const [url] = positionals;
const errors = [];
const browser = await launch();
try {
  const context = await phone(browser, errors, { lang: values.lang });
  const page = await context.newPage();
  await page.goto(url);
  await concluded(page);
  const online = await verdict(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => (await (await caches.open("wayproof-kept")).keys()).length >= 2);
  const manifest = await page.evaluate(async () => (await fetch("/p/manifest.webmanifest")).json());
  const icons = await page.evaluate(
    async (paths) => Promise.all(paths.map(async (path) => (await createImageBitmap(await (await fetch(path)).blob())).width)),
    manifest.icons.map(({ src }) => src),
  );
  await page.goto(new URL("/p/check.html", url).href);
  await page.locator("wayproof-checker").waitFor(); // however long the server takes over its body
  await page.goto(url);
  await concluded(page);
  await page.evaluate(withOlderBuild);
  await context.setOffline(true);
  await page.reload();
  await concluded(page);
  const offline = await verdict(page);
  if (values.screenshot) await page.screenshot({ path: values.screenshot, fullPage: true });
  await page.goto(new URL("/p/scan", url).href);
  await page.locator("wayproof-scanner").waitFor();
  const scanner = await page.locator("wayproof-scanner .said", { hasText: "could not be loaded" }).innerText();
  await page.goto(new URL("/p/01/09521321000018/21/NEVER-SEEN", url).href);
  await concluded(page);
  const unseen = await verdict(page);
  const unkept = await page.goto(new URL("/p/privacy", url).href).then(
    () => page.locator("body").innerText(),
    () => null,
  );
  console.log(JSON.stringify({ online, offline, scanner, unseen, unkept, icons, manifest, errors }));
} finally {
  await browser.close();
}

async function verdict(page) {
  return {
    verdict: await page.evaluate(() => document.documentElement.dataset.verdict),
    card: await page.locator("section.verdict").innerText(),
  };
}

/** Put a document of an older build beside this one's, in a cache that is older too, as an update leaves it. */
async function withOlderBuild() {
  const name = (await caches.keys()).find((each) => each.startsWith("wayproof-pages-"));
  const cache = await caches.open(name);
  const kept = await Promise.all((await cache.keys()).map(async (request) => [request, await cache.match(request)]));
  await caches.delete(name);
  await (await caches.open("wayproof-pages-older")).put("/p/", new Response("an older build"));
  const again = await caches.open(name);
  await Promise.all(kept.map(([request, response]) => again.put(request, response)));
}
