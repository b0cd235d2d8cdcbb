/** `<wayproof-failure>`: what is shown where there is no report. */

import { css, html, LitElement, nothing } from "lit";

import type { LoadError } from "../page/loadError.ts";
import { printable } from "../page/printable.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import { plainSeal } from "./seal.ts";
import { base } from "./styles/base.ts";
import { tones } from "./styles/tones.ts";

/** Says what failed; its button, where trying again may help, sends `wayproof-again`. */
class WayproofFailure extends LitElement {
  static override properties = { error: { attribute: false }, words: { attribute: false } };
  static override styles = [
    base,
    tones,
    css`
      [lang] {
        font-style: italic;
      }
    `,
  ];

  declare error: LoadError;
  declare words: Words;

  override render() {
    const { error, words } = this;
    const { passing } = error;
    return html`
      <section class="verdict" part="verdict" data-tone=${passing ? "unsure" : "none"} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${plainSeal(passing ? "INCOMPLETE" : "NO_RECORD")}</svg>
        <div class="said">
          <h1 id="headline" class="headline" part="headline">${passing ? words.verdict.INCOMPLETE : words.failure.wrongNumber}</h1>
        </div>
        <p>${error.inWords(words)}</p>
        ${error.detail === null ? nothing : html`<p class="small" lang="en">${printable(error.detail)}</p>`}
        ${passing
          ? html`
              <p>${words.failure.nothingKnown}</p>
              <button type="button" @click=${this.again}>${words.failure.again}</button>
            `
          : nothing}
      </section>
    `;
  }

  private again(): void {
    this.dispatchEvent(new CustomEvent("wayproof-again"));
  }
}

define("wayproof-failure", WayproofFailure);
