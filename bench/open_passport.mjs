/**
 * How long a passport page takes in a real, headless Chromium.
 *
 *     node bench/open_passport.mjs URL ROUNDS
 *
 * Each round is a visit by a browser that has never seen the page. Prints JSON: the verdict, and the medians in
 * milliseconds of `total` (from navigation to the verdict on the screen) and `arrived` (from the arrival of passport and
 * trust root to the verdict; the page reads the chain in it).
 */

import { launch } from "../verifier/web/e2e/browser.mjs";

const [url, rounds] = process.argv.slice(2);

async function visit(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.documentElement?.dataset.verdict === undefined) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.verdictAt = performance.now())));
    }).observe(document, { attributes: true, childList: true, subtree: true });
  });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => window.verdictAt !== undefined, null, { timeout: 60_000 });
  return await page.evaluate(() => {
    const data = performance.getEntriesByType("resource").filter(({ name }) => /\/api\/v1\/(passports|trust)/.test(name));
    return {
      verdict: document.documentElement.dataset.verdict,
      total: window.verdictAt,
      arrived: window.verdictAt - Math.max(...data.map(({ responseEnd }) => responseEnd)),
    };
  });
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** One visit by a browser of its own: this Chromium does not outlive a second context. */
async function visited() {
  const browser = await launch();
  try {
    return await visit(browser);
  } finally {
    await browser.close();
  }
}

const visits = [];
for (let round = 0; round < Number(rounds); round++) visits.push(await visited());
const [{ verdict }] = visits;
const total = median(visits.map((each) => each.total));
const arrived = median(visits.map((each) => each.arrived));
console.log(JSON.stringify({ verdict, total, arrived }));
