/**
 * Open a passport page in a real, headless Chromium and print what it says.
 *
 *     node verifier/web/e2e/open_page.mjs URL [--screenshot FILE] [--width N] [--height N] [--dark] [--open] [--host NAME]
 *
 * Waits until the page has set `data-verdict` on its root element, and prints one line of JSON: verdict, headline, text
 * (all that is visible), ms (from navigation to verdict), overflows (wider than the screen), secure (a secure context),
 * errors (console and page errors). `--open` unfolds details; `--host NAME` makes NAME the name of this machine, under
 * which a page on plain http is no secure context. Exits 1 if there is no verdict within 60 seconds.
 */

import { parseArgs } from "node:util";

import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    screenshot: { type: "string" },
    width: { type: "string", default: "390" },
    height: { type: "string", default: "844" },
    dark: { type: "boolean", default: false },
    open: { type: "boolean", default: false },
    host: { type: "string" },
  },
});
const [url] = positionals;
if (url === undefined) {
  console.error("usage: open_page.mjs URL [--screenshot FILE] [--width N] [--height N] [--dark] [--open] [--host NAME]");
  process.exit(2);
}

const browser = await launch();
try {
  const context = await browser.newContext({
    viewport: { width: Number(values.width), height: Number(values.height) },
    deviceScaleFactor: 2,
    colorScheme: values.dark ? "dark" : "light",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  const started = performance.now();
  await page.goto(url, { waitUntil: "commit", timeout: 60_000 });
  await page.waitForFunction(() => document.documentElement.dataset.verdict !== undefined, null, { timeout: 60_000 });
  const ms = Math.round(performance.now() - started);
  await page.locator(".headline").first().waitFor();
  if (values.open) await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
  const result = {
    ...(await page.evaluate(() => ({
      verdict: document.documentElement.dataset.verdict,
      secure: isSecureContext,
      overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }))),
    headline: await page.locator(".headline").first().textContent(),
    text: await page.evaluate(visibleText),
  };
  if (values.screenshot !== undefined) await page.screenshot({ path: values.screenshot, fullPage: true });
  console.log(JSON.stringify({ ...result, ms, errors }));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** The text that is visible, shadow trees and slots followed. */
function visibleText() {
  const blocks = /^(P|LI|DT|DD|H[1-6]|PRE|SUMMARY|DIV|SECTION|BUTTON)$/;
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (!node.checkVisibility() && getComputedStyle(node).display !== "contents") return "";
    const children = node.shadowRoot?.childNodes ?? (node.tagName === "SLOT" ? node.assignedNodes({ flatten: true }) : node.childNodes);
    const text = [...children].map(textOf).join("");
    return blocks.test(node.tagName) ? `\n${text}\n` : text;
  };
  return textOf(document.body).replace(/[ \t]*\n\s*/g, "\n").trim();
}

/** A browser; this build of Chromium now and then dies as it starts, which says nothing about a page. */
async function launch() {
  const mapped = values.host === undefined ? [] : [`--host-resolver-rules=MAP ${values.host} 127.0.0.1`];
  const executablePath = await chromium.executablePath();
  for (let attempt = 1; ; attempt++) {
    try {
      return await playwright.launch({ args: [...chromium.args, ...mapped], executablePath, headless: true });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
