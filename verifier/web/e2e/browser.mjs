/** What the tests of pages for a phone share: a browser whose camera sees a picture, and pages that keep their complaints. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";

import { unpacked } from "./chromium.mjs";

const [WIDTH, HEIGHT] = [640, 480];

/** What the packaged Chromium leaves out of a browser's protection, and no reader's browser does. */
const UNPROTECTED = ["--disable-web-security", "--allow-running-insecure-content", "--disable-site-isolation-trials"];

/**
 * A browser, its folder for what it needs taken away when it is closed. `code`, as [format, text], is what its camera sees;
 * GS1 DataMatrix is the format "GS1". `host` becomes a name of this machine, under which plain http is no secure context.
 */
export async function launch({ code = null, host = null } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "wayproof-phone-"));
  const packaged = chromium.args.filter((each) => !UNPROTECTED.includes(each));
  const args = [...packaged, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
  if (host !== null) args.push(`--host-resolver-rules=MAP ${host} 127.0.0.1`);
  if (code !== null) {
    const film = join(folder, "camera.y4m");
    writeFileSync(film, filmOf(await draw(...code)));
    args.push(`--use-file-for-fake-video-capture=${film}`);
  }
  const executablePath = await unpacked();
  for (let attempt = 1; ; attempt++) {
    try {
      const browser = await playwright.launch({ args, executablePath, headless: true });
      browser.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
      return browser;
    } catch (error) {
      if (attempt === 3) throw error; // this build of Chromium now and then dies as it starts
    }
  }
}

/** A context of a phone's size; what its pages complain of is added to `errors`. */
export async function phone(browser, errors, { width = 360, height = 740, dark = false, lang = "en-GB", ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: lang,
    timezoneId: "Europe/Berlin",
    colorScheme: dark ? "dark" : "light",
    ...more,
  });
  context.on("page", (page) => {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(String(error)));
  });
  return context;
}

/** The rules that a page breaks, by axe-core, in short. */
export async function accessibility(page) {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // The page's policy lets no script of ours in, only the debugger.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: source });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: "axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)))",
    awaitPromise: true,
  });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return JSON.parse(result.value);
}

/** Whether a page is wider than its screen. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** A code as PNG, as a photo would be. */
export async function photoOf(format, text) {
  const { image } = await write(format, text, 8);
  return Buffer.from(await image.arrayBuffer());
}

async function draw(format, text) {
  const { symbol } = await write(format, text, 1);
  const scale = Math.floor(360 / Math.max(symbol.width, symbol.height));
  const grey = Buffer.alloc(WIDTH * HEIGHT, 235);
  for (let y = 0; y < symbol.height * scale; y++) {
    for (let x = 0; x < symbol.width * scale; x++) {
      const ink = symbol.data[Math.floor(y / scale) * symbol.width + Math.floor(x / scale)];
      grey[(60 + y) * WIDTH + 140 + x] = ink === 0 ? 20 : 235;
    }
  }
  return grey;
}

async function write(format, text, scale) {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm");
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } });
  const [symbology, options] = format === "GS1" ? ["DataMatrix", "gs1"] : [format, ""];
  const written = await writeBarcode(text, { format: symbology, options, scale, addQuietZones: true });
  if (written.error !== "") throw new Error(written.error);
  return written;
}

function filmOf(grey) {
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]);
}
