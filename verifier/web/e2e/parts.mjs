/**
 * Open a passport page, wait for the parts that are loaded after the verdict, and print what they show, as one line of JSON.
 *
 *     node verifier/web/e2e/parts.mjs URL [--dark] [--lang TAG]
 *
 * Prints map (its label and places, and whether these are listed at once, on screen and in print), readings (each chart's label, and the rows of its table), picture (its text and width
 * in pixels; null if none is shown), asked (the addresses asked for), axe and overflows, with all folds open.
 */

import { parseArgs } from "node:util";

import { accessibility, launch, overflows, phone } from "./browser.mjs";
import { complete } from "./shown.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dark: { type: "boolean", default: false }, lang: { type: "string", default: "en-GB" } },
});
const errors = [];
const browser = await launch();
try {
  const context = await phone(browser, errors, { lang: values.lang, dark: values.dark });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(positionals[0]);
  await complete(page);
  const listed = { screen: await isListed(page) };
  await page.emulateMedia({ media: "print" });
  listed.print = await isListed(page);
  await page.emulateMedia({ media: "screen" });
  await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
  const texts = (selector) => page.locator(selector).allInnerTexts();
  const picture = page.locator("wayproof-picture img");
  const shown = (await picture.count()) > 0 && (await picture.isVisible());
  console.log(
    JSON.stringify({
      verdict: await page.evaluate(() => document.documentElement.dataset.verdict),
      map: {
        labels: await page.locator("wayproof-map svg").evaluateAll((all) => all.map((each) => each.getAttribute("aria-label"))),
        places: await texts("wayproof-map li"),
        listed,
      },
      readings: {
        labels: await page.locator("wayproof-readings svg").evaluateAll((all) => all.map((each) => each.getAttribute("aria-label"))),
        rows: await page.locator("wayproof-readings tbody tr").count(),
      },
      picture: shown ? await picture.evaluate((image) => [image.alt, image.naturalWidth]) : null,
      asked,
      axe: await accessibility(page),
      overflows: await overflows(page),
      errors,
    }),
  );
} finally {
  await browser.close();
}

/** Whether the map's places can be read before anything is opened; null without a map. */
async function isListed(page) {
  const list = page.locator("wayproof-map ol");
  return (await list.count()) === 0 ? null : (await list.boundingBox())?.height > 0 && (await list.evaluate((ol) => ol.checkVisibility()));
}
