/** `<wayproof-keep>`: saving a passport as one file. */

import { css, html, nothing } from "lit";

import { describeItem } from "../format/item.ts";
import { download, savedPage } from "../saved/keep.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofKeep extends Part {
  static override properties = { ...Part.properties, failed: { attribute: false } };
  static override styles = [
    base,
    css`
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  declare failed: boolean;

  constructor() {
    super();
    this.failed = false;
  }

  override render() {
    const { keep } = this.words;
    return html`
      <section class="card" part="keep" aria-labelledby="title">
        <div>
          <h2 id="title">${keep.title}</h2>
          <p class="small">${keep.text}</p>
        </div>
        <button type="button" @click=${this.keep}>${keep.button}</button>
        <div role="status">${this.failed ? html`<p>${keep.failed}</p>` : nothing}</div>
      </section>
    `;
  }

  private async keep(): Promise<void> {
    this.failed = false;
    try {
      download(await savedPage(this.checked), `${this.fileName()}.html`);
    } catch (error) {
      console.warn(String(error));
      this.failed = true;
    }
  }

  /** A name that every disk takes. */
  private fileName(): string {
    const { serial, lot, primaryValue } = describeItem(this.checked.report.item);
    return `passport-${serial ?? lot ?? primaryValue ?? "item"}`.replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, 80);
  }
}

define("wayproof-keep", WayproofKeep);
