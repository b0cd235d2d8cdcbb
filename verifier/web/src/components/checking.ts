/** `<wayproof-checking>`: the check on its way, step by step. */

import { css, html, LitElement, nothing } from "lit";

import { numberOf } from "../page/statements.ts";
import type { Check } from "../report.ts";
import type { CheckWords, Words } from "../words/words.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofChecking extends LitElement {
  static override properties = { item: { attribute: false }, checks: { attribute: false }, words: { attribute: false } };
  static override styles = [
    base,
    css`
      .steps {
        display: grid;
        grid-template-columns: repeat(12, 1fr);
        gap: 3px;
      }

      .step {
        height: 0.4em;
        background: var(--wp-line);
        border-radius: 0.2em;
      }

      .step[data-result="PASSED"] {
        background: var(--wp-good);
      }

      .step[data-result="FAILED"] {
        background: var(--wp-unsure);
      }

      .step:not([data-result]) {
        animation: wait 1.6s ease-in-out infinite alternate;
      }

      .number {
        font-variant-numeric: tabular-nums;
      }

      @keyframes wait {
        to {
          opacity: 0.45;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .step:not([data-result]) {
          animation: none;
        }
      }
    `,
  ];

  declare item: string;
  /** The steps that have ended, by number. */
  declare checks: ReadonlyMap<number, Check>;
  declare words: Words;

  override render() {
    const { words, checks } = this;
    const last = Math.max(0, ...checks.keys());
    const said = last === 0 ? words.checking.fetching : (words.checks.steps[last - 1] as CheckWords).name;
    return html`
      <section class="card" part="checking">
        <h1>${words.checking.title}</h1>
        <p class="number soft">${numberOf(this.item, words).map(({ label, value }) => `${label} ${value}`).join(" · ")}</p>
        <div class="steps" aria-hidden="true">
          ${words.checks.steps.map((_, at) => html`<span class="step" data-result=${checks.get(at + 1)?.result ?? nothing}></span>`)}
        </div>
        <p class="small">${said}</p>
      </section>
    `;
  }
}

define("wayproof-checking", WayproofChecking);
