/**
 * Open a passport page and keep its passport as a file.
 *
 *     node verifier/web/e2e/keep.mjs URL FILE
 */

import { launch, phone } from "./browser.mjs";

const [url, file] = process.argv.slice(2);
const browser = await launch();
try {
  const page = await (await phone(browser, [])).newPage();
  await page.goto(url);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("wayproof-keep button").click()]);
  await download.saveAs(file);
  console.log(JSON.stringify({ name: download.suggestedFilename() }));
} finally {
  await browser.close();
}
