/** A number as people compare it with what is printed. */

import { describeItem, type Item } from "../format/item.ts";
import type { Words } from "../words/words.ts";

/** What stands on a label of the item, the finest part first. */
export function itemLabel(item: Item, words: Words): string {
  const { product } = words;
  const { gtin, primaryAi, primaryValue } = item;
  const parts: [string, string | null][] = [
    [product.serial, gtin === null ? null : item.serial],
    [product.lot, item.lot],
    [product.gtin, gtin],
    [primaryAi === "00" ? product.sscc : `(${primaryAi ?? ""})`, gtin === null ? primaryValue : null],
  ];
  return parts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(" · ");
}

/** The same for a canonical URI; the URI itself where it is no item's. */
export function uriLabel(uri: string, words: Words): string {
  try {
    return itemLabel(describeItem(uri), words) || uri;
  } catch {
    return uri;
  }
}

