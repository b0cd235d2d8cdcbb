/** What the maker says of the item, and its number in parts, each with what it is called. */

import type { Words } from "../words/words.ts";
import type { Checked } from "./check.ts";
import { descriptionOf, numberOf, textOf } from "./statements.ts";

/** Something known of the item. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What tells the item from others of its kind: its date, its lot, and its own number. */
export function mostOf(checked: Checked, words: Words): Fact[] {
  const { product } = words;
  const known = [...said(checked, words), ...numberOf(checked.report.item, words)];
  const first = [product.bestBefore, product.lot, product.serial, product.sscc, product.number];
  return first.flatMap((wanted) => known.find(({ label }) => label === wanted) ?? []);
}

/** All the rest. */
export function otherFacts(checked: Checked, words: Words): Fact[] {
  const most = mostOf(checked, words).map(({ label }) => label);
  return [...said(checked, words), ...numberOf(checked.report.item, words)].filter(({ label }) => !most.includes(label));
}

function said({ report }: Checked, { product, locale }: Words): Fact[] {
  const description = descriptionOf(report);
  const facts: [string, string, (text: string) => string][] = [
    [product.bestBefore, "bestBefore", (text) => locale.date(text)],
    [product.lot, "lot", (text) => text],
    [product.netContent, "netContent", (text) => text],
    [product.origin, "origin", (text) => locale.region(text)],
    [product.maker, "maker", (text) => text],
  ];
  return facts.flatMap(([label, name, written]) => {
    const value = textOf(description, name);
    return value === null ? [] : [{ label, value: written(value) }];
  });
}
