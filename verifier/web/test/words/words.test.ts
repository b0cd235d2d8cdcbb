import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, LANGUAGES, load } from "../../src/words/language.ts";
import { Locale } from "../../src/words/locale.ts";

const british = new Locale("en-GB");

test("times are told in the zone of the event", () => {
  assert.equal(british.dateTime(Date.UTC(2026, 2, 31, 22, 5), "+02:00"), "1 Apr 2026, 00:05");
  assert.equal(british.dateTime(Date.UTC(2026, 0, 1, 0, 5), "-03:30"), "31 Dec 2025, 20:35");
  assert.equal(new Locale("zh-CN").dateTime(Date.UTC(2026, 2, 31, 22, 5), "+08:00"), "2026年4月1日 06:05");
});

test("a date is written out, and what is none stays as it is", () => {
  assert.equal(british.date("2027-03-31"), "31 March 2027");
  assert.equal(new Locale("zh-Hans").date("2027-03-31T00:00:00Z"), "2027年3月31日");
  for (const text of ["2027-02-30", "soon", "2027-3-1", ""]) assert.equal(british.date(text), text);
});

test("plurals by the language's own rules, with its own digits", () => {
  const bags = { one: "# bag", other: "# bags" };
  assert.deepEqual([0, 1, 2, 1200].map((count) => british.plural(count, bags)), ["0 bags", "1 bag", "2 bags", "1,200 bags"]);
  assert.equal(new Locale("zh-Hans").plural(1, { one: "wrong", other: "# 袋" }), "1 袋");
});

test("countries by their codes, and what is no code stays as it is", () => {
  assert.equal(british.region("ET"), "Ethiopia");
  assert.equal(new Locale("zh-Hans").region("ET"), "埃塞俄比亚");
  for (const text of ["Ethiopia", "et", "ZZZ"]) assert.equal(british.region(text), text);
});

test("the first wanted language that there is, with the region wanted with it", () => {
  assert.deepEqual(choose(["fr-FR", "zh-CN", "en-GB"]), { language: "zh-Hans", locale: "zh-CN" });
  assert.deepEqual(choose(["zh-TW"]), { language: "zh-Hans", locale: "zh-TW" });
  assert.deepEqual(choose(["en", "zh-CN", "en-GB"]), { language: "en", locale: "en-GB" });
  assert.deepEqual(choose(["fr", "no such tag", ""]), { language: "en", locale: "en" });
});

test("every language has words for everything that another has words for", async () => {
  const shapes = await Promise.all(Object.keys(LANGUAGES).map(async (tag) => shapeOf(await load({ language: tag, locale: tag }))));
  for (const shape of shapes) assert.deepEqual(shape, shapes[0]);
});

/** The names of all texts within; a text that is empty is none. */
function shapeOf(value: unknown, path = ""): string[] {
  if (typeof value === "function" || value instanceof Locale) return [path];
  if (typeof value === "string") return value.trim() === "" ? [] : [path];
  return Object.entries(value as object)
    .flatMap(([name, inner]) => shapeOf(inner, `${path}.${name}`))
    .sort();
}
