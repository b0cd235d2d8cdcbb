/** Why a code is not taken for a product's number, in words. */

import type { ScanWords } from "../words/phone.ts";
import type { Code } from "./code.ts";

/** The reason against a code; null for an item. */
export function reasonAgainst(code: Code, words: ScanWords): string | null {
  switch (code.kind) {
    case "item":
      return null;
    case "elsewhere":
      return words.elsewhere(code.host);
    default:
      return words[code.kind];
  }
}
