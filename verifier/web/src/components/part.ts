/** What the parts of a passport have in common. */

import { LitElement } from "lit";

import type { Checked } from "../page/check.ts";
import type { Words } from "../words/words.ts";

/** A part of a passport: something of a checked report, told in one language. Both are set before it is shown. */
export abstract class Part extends LitElement {
  static override properties = { checked: { attribute: false }, words: { attribute: false } };

  declare checked: Checked;
  declare words: Words;
}

/** Define an element, unless a page that loads this twice has it already. */
export function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
