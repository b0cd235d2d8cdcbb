/** `<wayproof-look>`: what to look at on the object itself, which no page can see, or else what to do. */

import { css, html, nothing } from "lit";

import { descriptionOf, numberOf, textOf } from "../page/statements.ts";
import type { Words } from "../words/words.ts";
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

      .marks li::before {
        content: "–";
        text-align: center;
        color: var(--wp-soft);
      }

      .boxes li::before {
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
    const { checked, words } = this;
    const { verdict } = checked.report;
    const compares = verdict === "VERIFIED" || verdict === "PENDING";
    const { title, points } = compares ? { title: words.look.title, points: this.points() } : this.advice(verdict);
    return html`
      <section class="card" part="look" aria-labelledby="title">
        <h2 id="title">${title}</h2>
        <ul class=${compares ? "boxes" : "marks"}>
          ${points.map((point) => html`<li><span>${point}</span></li>`)}
        </ul>
        ${compares ? html`<p class="small">${words.look.why}</p>` : nothing}
      </section>
    `;
  }

  private advice(verdict: keyof Words["advice"]): { title: string; points: readonly string[] } {
    const { advice } = this.words;
    const { title, points } = advice[verdict];
    return { title, points: points(this.ownNumber() ?? "") };
  }

  /** The number that only this item bears; its whole number where it has none. */
  private ownNumber(): string | null {
    const { product } = this.words;
    const number = numberOf(this.checked.report.item, this.words);
    const own = [product.serial, product.sscc, product.number].flatMap((wanted) => number.find(({ label }) => label === wanted) ?? []);
    return (own[0] ?? number[0])?.value ?? null;
  }

  private points(): string[] {
    const { checked, words } = this;
    const { look, product, locale } = words;
    const number = numberOf(checked.report.item, words);
    const description = descriptionOf(checked.report);
    const own = this.ownNumber();
    const lot = number.find(({ label }) => label === product.lot)?.value ?? textOf(description, "lot");
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
