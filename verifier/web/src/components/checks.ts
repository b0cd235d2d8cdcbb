/** `<wayproof-checks>`: what was checked, in plain words, with the verifier's own a tap away. */

import { css, html, nothing, svg, type TemplateResult } from "lit";

import { printable } from "../page/printable.ts";
import type { Check } from "../report.ts";
import type { CheckWords } from "../words/words.ts";
import { define, Part } from "./part.ts";
import { base, folds } from "./styles/base.ts";

class WayproofChecks extends Part {
  static override styles = [
    base,
    folds,
    css`
      li {
        display: grid;
        grid-template-columns: 1.5em minmax(0, 1fr);
        gap: 0 0.6em;
      }

      li + li {
        margin-block-start: 0.9em;
      }

      li > * {
        grid-column: 2;
      }

      .icon {
        grid-column: 1;
        grid-row: 1 / span 3;
        color: var(--wp-soft);
      }

      [data-result="PASSED"] .icon {
        color: var(--wp-good);
      }

      [data-result="FAILED"] .icon {
        color: var(--wp-bad);
      }

      .result {
        font-size: 0.8125em;
        font-weight: 650;
        color: var(--wp-soft);
      }

      /* The sign says it to who sees; this is for who hears. */
      .result[data-quiet] {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }

      li {
        position: relative;
      }

      [data-result="FAILED"] .result {
        color: var(--wp-bad);
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const { checks } = checked.report;
    const passed = checks.filter(({ result }) => result === "PASSED").length;
    return html`
      <details class="card fold" part="checks">
        <summary>
          <div>
            <h2>${words.checks.title}</h2>
            <span class="small">${words.checks.passed(passed)}</span>
          </div>
        </summary>
        <ol>
          ${checks.map((check, at) => this.check(check, words.checks.steps[at] as CheckWords))}
        </ol>
      </details>
    `;
  }

  private check(check: Check, said: CheckWords): TemplateResult {
    const { checks } = this.words;
    const none = check.step === 5 && check.result === "PASSED" && this.checked.report.operatorOnly;
    const reason = check.reason === "not reached" ? "" : check.reason;
    return html`
      <li data-result=${none ? "NONE" : check.result}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${none ? SIGNS.NOT_CHECKED : SIGNS[check.result]}</svg>
        <h3>${said.name}</h3>
        <p class="result" ?data-quiet=${check.result === "PASSED" && !none}>${none ? checks.noneRequired : checks.results[check.result]}</p>
        <p class="small">${said.means}</p>
        ${reason === ""
          ? nothing
          : html`<details class="raw"><summary>${checks.detail}</summary><p class="small" lang="en">${printable(reason)}</p></details>`}
      </li>
    `;
  }
}

const SIGNS = {
  PASSED: svg`<path d="M5 12.500l4.500 4.500L19 7.500" />`,
  FAILED: svg`<path d="M6.500 6.500l11 11M17.500 6.500l-11 11" />`,
  NOT_CHECKED: svg`<path d="M6 12h12" />`,
} as const;

define("wayproof-checks", WayproofChecks);
