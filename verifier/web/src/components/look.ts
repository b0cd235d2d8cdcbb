/** `<wayproof-look>`: what to look at on the object itself, which no page can see. */

import { css, html } from "lit";

import { descriptionOf, numberOf, textOf } from "../page/statements.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofLook extends Part {
  static override styles = [
    base,
    css`
      li {
        display: grid;
        grid-template-columns: 1.25em minmax(0, 1fr);
        gap: 0.6em;
      }

      li + li {
        margin-block-start: 0.5em;
      }

      li::before {
        content: "";
        width: 1.1em;
        height: 1.1em;
        margin-block-start: 0.2em;
        border: 2px solid var(--wp-soft);
        border-radius: 0.3em;
      }
    `,
  ];

  override render() {
    const { look } = this.words;
    return html`
      <section class="card" part="look" aria-labelledby="title">
        <h2 id="title">${look.title}</h2>
        <ul>
          ${this.points().map((point) => html`<li><span>${point}</span></li>`)}
        </ul>
        <p class="small">${look.why}</p>
      </section>
    `;
  }

  private points(): string[] {
    const { checked, words } = this;
    const { look, product, locale } = words;
    const number = numberOf(checked.report.item, words);
    const description = descriptionOf(checked.report);
    const valueOf = (wanted: string) => number.find(({ label }) => label === wanted)?.value ?? null;
    const own = valueOf(product.serial) ?? valueOf(product.sscc) ?? valueOf(product.number);
    const lot = valueOf(product.lot) ?? textOf(description, "lot");
    const date = textOf(description, "bestBefore");
    return [
      ...(own === null ? [] : [look.number(own)]),
      ...(lot === null ? [] : [look.lot(lot)]),
      ...(date === null ? [] : [look.bestBefore(locale.date(date))]),
      look.seal,
      look.label,
    ];
  }
}

define("wayproof-look", WayproofLook);
