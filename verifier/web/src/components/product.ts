/** `<wayproof-product>`: what the maker says the item is. */

import { css, html, nothing } from "lit";

import { descriptionOf, numberOf, textOf } from "../page/statements.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofProduct extends Part {
  static override styles = [
    base,
    css`
      .product {
        display: grid;
        gap: 0.6em;
      }

      .head {
        display: flex;
        align-items: center;
        gap: 1em;
      }

      /* Its room is kept while it is on its way, so that nothing moves when it comes. */
      ::slotted(wayproof-picture) {
        flex: none;
        width: 6.5em;
        height: 6.5em;
      }

      ::slotted(wayproof-picture[hidden]) {
        display: none;
      }

      .name {
        display: grid;
        flex: 1;
        gap: 0.2em;
      }

      ::slotted(*) {
        flex: none;
      }

      .brand {
        font-size: 0.9375em;
        font-weight: 600;
        color: var(--wp-accent);
      }

      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
        gap: 0.5em 1.25em;
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const { report } = checked;
    const description = descriptionOf(report);
    const name = textOf(description, "name");
    const about = textOf(description, "description");
    const brand = textOf(description, "brand");
    return html`
      <section class="product" part="product" aria-labelledby="name">
        ${report.verdict === "NO_RECORD" && name !== null ? html`<p class="soft">${words.product.belongsTo}</p>` : nothing}
        <div class="head">
          <slot></slot>
          <div class="name">
            ${brand === null ? nothing : html`<p class="brand" part="brand">${brand}</p>`}
            <h1 id="name" part="name">${name ?? words.product.unnamed}</h1>
          </div>
        </div>
        ${about === null ? nothing : html`<p>${about}</p>`}
        <dl class="facts">
          ${this.facts().map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
        </dl>
      </section>
    `;
  }

  private facts(): { label: string; value: string }[] {
    const { checked, words } = this;
    const { locale, product } = words;
    const description = descriptionOf(checked.report);
    const number = numberOf(checked.report.item, words);
    const said: [string, string | null][] = [
      [product.bestBefore, textOf(description, "bestBefore")],
      [product.lot, number.some(({ label }) => label === product.lot) ? null : textOf(description, "lot")],
      [product.netContent, textOf(description, "netContent")],
      [product.origin, textOf(description, "origin")],
      [product.maker, textOf(description, "maker")],
    ];
    const written = (label: string, value: string) => {
      if (label === product.bestBefore) return locale.date(value);
      return label === product.origin ? locale.region(value) : value;
    };
    return [
      ...said.flatMap(([label, value]) => (value === null ? [] : [{ label, value: written(label, value) }])),
      ...number,
    ];
  }
}

define("wayproof-product", WayproofProduct);
