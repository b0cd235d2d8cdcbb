/** `<wayproof-findings>`: what the supply-chain rules noticed and a shopper should know. */

import { css, html, nothing } from "lit";

import { findingInWords } from "../page/telling.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofFindings extends Part {
  static override styles = [
    base,
    css`
      li {
        display: grid;
        padding-inline-start: 0.9em;
        border-inline-start: 4px solid var(--wp-line);
      }

      li + li {
        margin-block-start: 0.75em;
      }

      .severity {
        font-size: 0.8125em;
        font-weight: 700;
        color: var(--wp-soft);
      }

      [data-severity="warning"] {
        border-color: var(--wp-unsure);
      }

      [data-severity="warning"] .severity {
        color: var(--wp-unsure);
      }

      [data-severity="alert"] {
        border-color: var(--wp-bad);
      }

      [data-severity="alert"] .severity {
        color: var(--wp-bad);
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const findings = checked.report.findings.filter(({ rule, severity }) => rule !== "recalled" && severity !== "info");
    this.toggleAttribute("told", findings.length > 0);
    if (findings.length === 0) return nothing;
    return html`
      <section class="card" part="findings" aria-labelledby="title">
        <h2 id="title">${words.findings.title}</h2>
        <ul>
          ${findings.map(
            (finding) => html`
              <li data-severity=${finding.severity}>
                <span class="severity">${words.findings.severities[finding.severity]}</span>
                <span>${findingInWords(finding, words)}</span>
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }
}

define("wayproof-findings", WayproofFindings);
