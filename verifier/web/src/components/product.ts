/** `<wayproof-product>`: which thing it is: its picture, its name, and what tells it from others of its kind. */

import { css, html, nothing } from "lit";

import { mostOf } from "../page/facts.ts";
import { descriptionOf, textOf } from "../page/statements.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofProduct extends Part {
  static override styles = [
    base,
    css`
      .product {
        display: grid;
        gap: 0.75em;
        padding-block-start: 0.25em;
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

      /* However long what the maker says is, the verdict stays on the first screen. */
      h1,
      .brand,
      dd {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
      }

      .brand,
      dd {
        -webkit-line-clamp: 2;
      }

      @media print {
        h1,
        .brand,
        dd {
          -webkit-line-clamp: none;
        }
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4em 1.75em;
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
        <dl>${mostOf(checked, words).map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
      </section>
    `;
  }
}

define("wayproof-product", WayproofProduct);
