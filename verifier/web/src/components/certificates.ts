/** `<wayproof-certificates>`: what certificates are on record, and who recorded them. */

import { css, html, nothing, type TemplateResult } from "lit";

import { partyName } from "../page/parties.ts";
import { certificatesOf, certificateNames, eventTime } from "../page/statements.ts";
import type { ReadStatement } from "../report.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofCertificates extends Part {
  static override styles = [
    base,
    css`
      li {
        display: grid;
        grid-template-columns: 1.5em minmax(0, 1fr);
        gap: 0 0.75em;
      }

      li > * {
        grid-column: 2;
      }

      .icon {
        grid-column: 1;
        grid-row: 1 / span 3;
        color: var(--wp-accent);
      }

      li + li {
        margin-block-start: 0.75em;
      }
    `,
  ];

  override render() {
    const certificates = certificatesOf(this.checked.report);
    this.toggleAttribute("told", certificates.length > 0);
    if (certificates.length === 0) return nothing;
    return html`
      <section class="card" part="certificates" aria-labelledby="title">
        <h2 id="title">${this.words.certificates.title}</h2>
        <ul>
          ${certificates.map((each) => this.certificate(each))}
        </ul>
      </section>
    `;
  }

  private certificate(statement: ReadStatement): TemplateResult {
    const { checked, words } = this;
    const time = eventTime(statement);
    const names = certificateNames(statement);
    const when = time === null ? "" : words.locale.day(time.at, time.offset);
    return html`
      <li>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="9" r="5.500" />
          <path d="M8.500 13.500L7 21.500l5-2.500 5 2.500-1.500-8" />
        </svg>
        <h3>${words.certificates.by(partyName(checked, statement.issuer).name)}</h3>
        <p class="small">${when}</p>
        ${names.length === 0 ? html`<p class="small">${words.certificates.withheld}</p>` : names.map((name) => html`<p class="small">${name}</p>`)}
      </li>
    `;
  }
}

define("wayproof-certificates", WayproofCertificates);
