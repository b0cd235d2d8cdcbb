/** The item that a code names, or in words why it is taken for none. */

import type { Item } from "../format/item.ts";
import type { ScanWords } from "../words/phone.ts";
import { readCode, type Scan } from "./code.ts";

/** The item, or the reason against the code as a sentence. */
export function scannedItem(scan: Scan, words: ScanWords): Item | string {
  const code = readCode(scan);
  switch (code.kind) {
    case "item":
      return code.item;
    case "elsewhere":
      return words.elsewhere(code.host);
    default:
      return words[code.kind];
  }
}
