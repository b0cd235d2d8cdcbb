/**
 * Open a scan page, give it a code, and print where it leads and what it says, as one line of JSON.
 *
 *     node verifier/web/e2e/scan.mjs URL [--camera FORMAT] [--photo FORMAT] [--typed] [--host NAME] [--lang TAG] [--dark]
 *         [--screenshot FILE] CODE
 *
 * The code is held before the camera, in a photo, or typed; FORMAT is QRCode, Code128, EAN13 … or GS1 (a GS1 DataMatrix of
 * a bracketed element string).
 */

import { parseArgs } from "node:util";

import { accessibility, launch, overflows, phone, photoOf } from "./browser.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    camera: { type: "string" },
    photo: { type: "string" },
    typed: { type: "boolean", default: false },
    host: { type: "string" },
    lang: { type: "string", default: "en-GB" },
    dark: { type: "boolean", default: false },
    screenshot: { type: "string" },
  },
});
const [url, code] = positionals;
const errors = [];
const browser = await launch({ code: values.camera ? [values.camera, code] : null, host: values.host ?? null });
try {
  const context = await phone(browser, errors, { lang: values.lang, dark: values.dark });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  const scanner = page.locator("wayproof-scanner");
  // A camera that sees a code leads away at once, maybe before anybody could look.
  if (!values.camera) await scanner.waitFor();
  const before = values.camera ? {} : await look(page, scanner);
  if (values.photo) {
    const file = { name: "photo.png", mimeType: "image/png", buffer: await photoOf(values.photo, code) };
    await scanner.locator("input[type=file]").setInputFiles(file);
  }
  if (values.typed) {
    await scanner.locator("input[name=code]").fill(code);
    await scanner.locator("input[name=code]").press("Enter");
  }
  const said = page.locator("wayproof-scan-page p[role=alert]");
  const left = page.waitForURL((address) => address.pathname !== new URL(url).pathname).then(() => "left");
  const told = page.waitForFunction(() => {
    const alert = document.querySelector("wayproof-scan-page")?.shadowRoot?.querySelector("p[role=alert]");
    return alert?.dataset.tone === "bad" && alert.textContent !== "";
  });
  const outcome = await Promise.race([left, told.then(() => "told")]);
  const text = outcome === "told" ? await said.innerText() : null;
  console.log(JSON.stringify({ ...before, outcome, said: text, address: page.url(), asked, errors }));
  left.catch(() => undefined);
  told.catch(() => undefined);
} finally {
  await browser.close();
}

async function look(page, scanner) {
  await scanner.locator(".kept, video").first().waitFor({ state: "attached" });
  if (values.screenshot) await page.screenshot({ path: values.screenshot, fullPage: true });
  return {
    secure: await page.evaluate(() => isSecureContext),
    axe: await accessibility(page),
    overflows: await overflows(page),
    kept: (await scanner.locator(".kept").count()) > 0 ? await scanner.locator(".kept").innerText() : null,
  };
}
