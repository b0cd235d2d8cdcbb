/**
 * Open a passport page in a real, headless Chromium and print what it says.
 *
 *     node verifier/web/e2e/open_page.mjs URL [options]
 *
 *     --screenshot FILE   of the whole page, once it is complete
 *     --width N --height N --scale N --text-size PERCENT
 *     --dark              --lang TAG (the browser's)       --open (wait until all is there, and unfold it)
 *     --host NAME         make NAME a name of this machine, under which a page on plain http is no secure context
 *     --named             wait for the names that the ledger lists
 *     --no-worker         a browser that has no workers
 *     --slow              a poor connection: 400 ms there and back, 50 kB in a second
 *     --offline           the connection is lost as the page asks for the passport
 *
 * Waits until the page has set `data-verdict` on its root element, and prints one line of JSON: verdict, headline,
 * lang, headlineAt (CSS pixels from the top), text (all that is visible), ms (from navigation to verdict), bytes
 * (received until then), steps (how many had passed, each time that it was shown), workers (started), hosts (asked for
 * anything), overflows (wider than the screen), secure (a secure context), errors (console and page errors). Exits 1
 * if there is no verdict within 60 seconds.
 */

import { parseArgs } from "node:util";

import { launch } from "./browser.mjs";
import { complete, settled, unfold, visibleText } from "./shown.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    screenshot: { type: "string" },
    width: { type: "string", default: "390" },
    height: { type: "string", default: "844" },
    scale: { type: "string", default: "2" },
    "text-size": { type: "string" },
    dark: { type: "boolean", default: false },
    lang: { type: "string", default: "en-US" },
    open: { type: "boolean", default: false },
    host: { type: "string" },
    named: { type: "boolean", default: false },
    "no-worker": { type: "boolean", default: false },
    slow: { type: "boolean", default: false },
    offline: { type: "boolean", default: false },
  },
});
const [url] = positionals;
if (url === undefined) {
  console.error("usage: open_page.mjs URL [options]; the file says which");
  process.exit(2);
}

const browser = await launch({ host: values.host ?? null });
try {
  const context = await browser.newContext({
    viewport: { width: Number(values.width), height: Number(values.height) },
    deviceScaleFactor: Number(values.scale),
    colorScheme: values.dark ? "dark" : "light",
    locale: values.lang,
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const errors = [];
  const hosts = new Set();
  let workers = 0;
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("worker", () => workers++);
  context.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.addInitScript(watchSteps);
  if (values["no-worker"]) await page.addInitScript(() => delete globalThis.Worker);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  if (values.slow) {
    const conditions = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 };
    await devtools.send("Network.emulateNetworkConditions", conditions);
  }
  if (values.offline) {
    let lost; // once for all that is asked: the first to be aborted ends the checking that the others would wait for
    await context.route("**/api/**", async (route) => {
      // The checking is shown with its words, which would not come any more.
      lost ??= page.locator("wayproof-checking").waitFor().then(() => context.setOffline(true));
      await lost;
      await route.abort("internetdisconnected");
    });
  }
  if (values["text-size"] !== undefined) {
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: (16 * Number(values["text-size"])) / 100 } });
  }
  const started = performance.now();
  await page.goto(url, { waitUntil: "commit", timeout: 60_000 });
  await settled(page);
  const ms = Math.round(performance.now() - started);
  const received = bytes;
  await context.unrouteAll({ behavior: "ignoreErrors" });
  if (values.open || values.screenshot !== undefined) await complete(page);
  if (values.named) await page.waitForFunction(() => document.querySelector("wayproof-passport").checked.listed.size > 0);
  if (values.open) await unfold(page);
  const result = {
    ...(await page.evaluate(() => ({
      verdict: document.documentElement.dataset.verdict,
      lang: document.documentElement.lang,
      secure: isSecureContext,
      steps: globalThis.stepsShown,
      overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }))),
    headlineAt: (await page.locator(".headline").first().boundingBox()).y,
    headline: await page.locator(".headline").first().textContent(),
    text: await page.evaluate(visibleText),
  };
  if (values.screenshot !== undefined) await page.screenshot({ path: values.screenshot, fullPage: true });
  console.log(JSON.stringify({ ...result, ms, bytes: received, workers, hosts: [...hosts], errors }));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** Note how many steps have passed whenever that is another number than before. */
function watchSteps() {
  globalThis.stepsShown = [];
  setInterval(() => {
    const checking = document.querySelector("wayproof-passport")?.shadowRoot?.querySelector("wayproof-checking");
    if (!checking?.shadowRoot) return;
    const passed = checking.shadowRoot.querySelectorAll("[data-result=PASSED]").length;
    if (globalThis.stepsShown.at(-1) !== passed) globalThis.stepsShown.push(passed);
  }, 5);
}
