/** `<wayproof-limits>`: what no check can tell, and what is kept from the public. */

import { css, html } from "lit";

import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofLimits extends Part {
  static override styles = [
    base,
    css`
      li + li {
        margin-block-start: 0.5em;
      }

      li {
        padding-inline-start: 1em;
        text-indent: -1em;
      }

      li::before {
        content: "–";
        display: inline-block;
        width: 1em;
        text-indent: 0;
      }
    `,
  ];

  override render() {
    const { limits } = this.words;
    return html`
      <section class="card soft" part="limits" aria-labelledby="title">
        <h2 id="title">${limits.title}</h2>
        <ul>
          <li>${limits.object}</li>
          <li>${limits.truth}</li>
          <li>${limits.withheld}</li>
        </ul>
      </section>
    `;
  }
}

define("wayproof-limits", WayproofLimits);
