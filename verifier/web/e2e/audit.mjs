/**
 * Open pages in English and light, and in Chinese and dark, and print what axe-core finds wrong with them, unfolded.
 *
 *     node verifier/web/e2e/audit.mjs URL…
 *
 * Prints one line of JSON: how many looks were taken, and what was found by URL, language and scheme where anything was.
 */

import { accessibility, launch, phone } from "./browser.mjs";
import { complete, unfold } from "./shown.mjs";

const found = {};
let looks = 0;
const browser = await launch();
try {
  const context = await phone(browser, []);
  const page = await context.newPage();
  for (const url of process.argv.slice(2)) {
    for (const [lang, colorScheme] of [["en", "light"], ["zh-Hans", "dark"]]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}?lang=${lang}`);
      await complete(page);
      await unfold(page);
      const broken = await accessibility(page);
      if (broken.length > 0) found[`${url} ${lang} ${colorScheme}`] = broken;
      looks++;
    }
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify({ looks, found }));
