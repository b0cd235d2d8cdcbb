/** `<wayproof-verdict>`: the verdict, in a shopper's words, with its seal and its time. */

import { css, html, nothing } from "lit";

import { basis, explanation } from "../page/telling.ts";
import { define, Part } from "./part.ts";
import { seal, toneOf } from "./seal.ts";
import { base } from "./styles/base.ts";
import { tones } from "./styles/tones.ts";

class WayproofVerdict extends Part {
  static override styles = [
    base,
    tones,
    css`
      .status {
        font-weight: 650;
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const { report } = checked;
    const status = words.statuses[report.status];
    return html`
      <section class="verdict" part="verdict" data-tone=${toneOf(report)} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${seal(report)}</svg>
        <div class="said">
          <h2 id="headline" class="headline" part="headline">${words.verdict[report.verdict]}</h2>
          <p class="basis">${basis(report, words)}</p>
        </div>
        ${checked.keptAt === null ? nothing : html`<p class="status">${words.kept(words.locale.dateTime(checked.keptAt))}</p>`}
        <p class="meaning">${explanation(report, words)}</p>
        ${status === undefined ? nothing : html`<p class="status">${status}</p>`}
      </section>
    `;
  }
}

define("wayproof-verdict", WayproofVerdict);
