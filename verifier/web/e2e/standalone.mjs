/**
 * Open the stand-alone verifier, or a kept passport, and print what it says, as one line of JSON.
 *
 *     node verifier/web/e2e/standalone.mjs URL [--trust FILE] [--link LINK] [--file FILE] [--drop FILE] [--offline] [--lang TAG]
 *         [--slow-disk] [--screenshot FILE]
 *
 * Chooses the trust root, then gives the link or file; with `--slow-disk` before the trust root is read. Prints verdict
 * (null if there is none), note (what is said of a file), said (what went wrong), trust (what is said of the trust root),
 * headline, name (the product's), picture, asked, errors, axe and overflows.
 */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { accessibility, launch, overflows, phone } from "./browser.mjs";
import { complete } from "./shown.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trust: { type: "string" },
    link: { type: "string" },
    file: { type: "string" },
    drop: { type: "string" },
    offline: { type: "boolean", default: false },
    lang: { type: "string", default: "en-GB" },
    "slow-disk": { type: "boolean", default: false },
    screenshot: { type: "string" },
  },
});
const errors = [];
const browser = await launch();
try {
  const context = await phone(browser, errors, { lang: values.lang });
  if (values.offline) await context.setOffline(true);
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  if (values["slow-disk"]) await page.addInitScript(slowDisk);
  const beside = values.trust === undefined && (values.link !== undefined || values.file !== undefined);
  const answered = beside ? page.waitForResponse((response) => response.url().endsWith("/trust.json")) : null;
  await page.goto(positionals[0], { waitUntil: "load" });
  const checker = page.locator("wayproof-checker");
  if (values.trust !== undefined) await checker.locator(".trust-file").setInputFiles(values.trust);
  if ((await answered)?.ok()) await page.waitForFunction(() => document.querySelector("wayproof-checker")?.trust);
  if (values.link !== undefined) {
    await checker.locator("input[name=link]").fill(values.link);
    await checker.locator("button").click();
  }
  if (values.file !== undefined) await checker.locator(".file").setInputFiles(values.file);
  if (values.drop !== undefined) {
    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "dropped"));
      return transfer;
    }, readFileSync(values.drop, "utf8"));
    await checker.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
  }
  await page.waitForFunction(() => {
    const said = document.querySelector("wayproof-checker")?.shadowRoot?.querySelector(".said");
    return document.documentElement?.dataset.verdict !== undefined || (said !== null && said !== undefined);
  });
  const textOf = async (selector) => ((await page.locator(selector).count()) > 0 ? page.locator(selector).first().innerText() : null);
  await page.locator("wayproof-verdict, wayproof-failure, .said").first().waitFor();
  if (await page.evaluate(() => document.documentElement.dataset.verdict !== undefined)) await complete(page);
  console.log(
    JSON.stringify({
      verdict: await page.evaluate(() => document.documentElement.dataset.verdict ?? null),
      note: await textOf("wayproof-saved section"),
      said: await textOf("wayproof-checker .said"),
      trust: await textOf("wayproof-checker .trust"),
      headline: await textOf(".headline"),
      name: await textOf("wayproof-product h1"),
      picture: await page.locator("wayproof-picture img").count(),
      asked,
      axe: await accessibility(page),
      overflows: await overflows(page),
      errors,
    }),
  );
  if (values.screenshot !== undefined) await page.screenshot({ path: values.screenshot, fullPage: true });
} finally {
  await browser.close();
}

/** Files take half a second to be read. */
function slowDisk() {
  const read = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = async function () {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return read.call(this);
  };
}
