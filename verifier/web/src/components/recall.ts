/** `<wayproof-recall>`: a recall stands above everything, with what its issuer says to do. */

import { css, html, nothing, type TemplateResult } from "lit";

import { partyName } from "../page/parties.ts";
import { recallWords } from "../page/recallWords.ts";
import { recallsOf } from "../page/statements.ts";
import type { ReadStatement } from "../report.ts";
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
        gap: 0.6em 0.9em;
        padding: 1.125em;
        color: var(--wp-on-recall);
        background: var(--wp-recall);
        border: 2px solid var(--wp-recall);
        border-radius: calc(var(--wp-radius) * 1.25);
        print-color-adjust: exact;
      }

      .icon {
        width: 3.25em;
        height: 3.25em;
      }

      h2 {
        font-size: 1.5em;
        font-weight: 750;
        line-height: 1.15;
      }

      h2 + p {
        font-size: 1.0625em;
        font-weight: 600;
      }

      .recall > :not(.icon, h2) {
        grid-column: 1 / -1;
      }

      .said {
        display: grid;
        gap: 0.35em;
        white-space: pre-line;
      }

      a {
        color: inherit;
      }

      :focus-visible {
        outline-color: currentColor;
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const recalls = recallsOf(checked.report);
    this.toggleAttribute("told", recalls.length > 0);
    if (recalls.length === 0) return nothing;
    const issuers = [...new Set(recalls.map(({ issuer }) => partyName(checked, issuer).name))];
    const times = recalls.flatMap(({ time }) => (time === null ? [] : [time]));
    const when = times.length === 0 ? null : words.locale.day(Math.min(...times) * 1000);
    return html`
      <section class="recall" part="recall" role="alert" aria-labelledby="title">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.500L2 20.500h20z" />
          <path d="M12 10v4.500M12 17.300v.01" />
        </svg>
        <h2 id="title">${words.recall.title}</h2>
        <p>${words.recall.text(words.locale.list(issuers), when)}</p>
        ${recalls.map((recall) => this.said(recall))}
      </section>
    `;
  }

  private said(recall: ReadStatement): TemplateResult | typeof nothing {
    const { words } = this;
    const said = recallWords(recall, words.locale.tag);
    if (said === null) return nothing;
    return html`
      <div class="said">
        <p lang=${said.lang ?? nothing}>${said.reason}</p>
        ${said.instructions === null ? nothing : html`<p lang=${said.lang ?? nothing}>${said.instructions}</p>`}
        ${said.contact === null ? nothing : html`<p>${words.recall.contact(said.contact)}</p>`}
        ${said.link === null
          ? nothing
          : html`<p><a href=${said.link} rel="noreferrer noopener nofollow" target="_blank">${words.recall.more(hostOf(said.link))}</a></p>`}
      </div>
    `;
  }
}

/** The host that a link leads to, which is told before it is followed. */
function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link;
}

define("wayproof-recall", WayproofRecall);
