/** `<wayproof-facts>`: what else the maker says the item is. */

import { css, html, nothing } from "lit";

import { otherFacts } from "../page/facts.ts";
import { descriptionOf, textOf } from "../page/statements.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofFacts extends Part {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(8.5em, 100%), 1fr));
        gap: 0.6em 1.25em;
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const about = textOf(descriptionOf(checked.report), "description");
    const facts = otherFacts(checked, words);
    this.toggleAttribute("told", about !== null || facts.length > 0);
    return html`
      <section class="card" part="facts" aria-labelledby="title">
        <h2 id="title">${words.product.about}</h2>
        ${about === null ? nothing : html`<p>${about}</p>`}
        <dl>${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
      </section>
    `;
  }
}

define("wayproof-facts", WayproofFacts);
