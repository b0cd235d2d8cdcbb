/** `<wayproof-recall>`: a recall stands above everything. */

import { css, html, nothing } from "lit";

import { namesOf, recallsOf } from "../page/statements.ts";
import { identity } from "../page/telling.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofRecall extends Part {
  static override styles = [
    base,
    css`
      .recall {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0.5em 0.9em;
        padding: 1.125em;
        color: var(--wp-on-recall);
        background: var(--wp-recall);
        border: 2px solid var(--wp-recall);
        border-radius: calc(var(--wp-radius) * 1.25);
        print-color-adjust: exact;
      }

      .icon {
        width: 3em;
        height: 3em;
      }

      h2 {
        font-size: 1.5em;
        font-weight: 750;
        line-height: 1.15;
      }

      p {
        grid-column: 1 / -1;
        font-size: 1.0625em;
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const recalls = recallsOf(checked.report);
    if (recalls.length === 0) return nothing;
    const names = namesOf(checked.report);
    const issuers = [...new Set(recalls.map(({ issuer }) => names.get(issuer) ?? identity(issuer)))];
    const times = recalls.flatMap(({ time }) => (time === null ? [] : [time]));
    const when = times.length === 0 ? null : words.locale.day(Math.min(...times) * 1000);
    return html`
      <section class="recall" part="recall" role="alert">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.500L2 20.500h20z" />
          <path d="M12 10v4.500M12 17.300v.01" />
        </svg>
        <h2>${words.recall.title}</h2>
        <p>${words.recall.text(words.locale.list(issuers), when)}</p>
      </section>
    `;
  }
}

define("wayproof-recall", WayproofRecall);
