/**
 * `<wayproof-item-list>`: items or one container (`single`), scanned or typed. Sends `wayproof-items` with canonical URIs.
 */

import { css, html, LitElement, nothing } from "lit";

import { type Scan } from "../scan/code.ts";
import { itemLabel, uriLabel } from "../scan/itemLabel.ts";
import { scannedItem } from "../scan/scannedItem.ts";
import type { PhoneWords } from "../words/phone.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import type { Scanner } from "./scanner.ts";
import "./scanner.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

class WayproofItemList extends LitElement {
  static override properties = {
    words: { attribute: false },
    phone: { attribute: false },
    items: { attribute: false },
    single: { type: Boolean },
    scanning: { state: true },
    said: { state: true },
  };
  static override styles = [
    base,
    touch,
    css`
      :host {
        display: grid;
        gap: 0.75em;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5em;
        align-items: center;
        padding-block: 0.35em;
        border-block-end: 1px solid var(--wp-line);
      }
    `,
  ];

  declare words: Words;
  declare phone: PhoneWords;
  declare items: readonly string[];
  declare single: boolean;
  declare scanning: boolean;
  declare said: { readonly tone: "good" | "bad"; readonly text: string };

  constructor() {
    super();
    this.items = [];
    this.single = false;
    this.scanning = false;
    this.said = { tone: "good", text: "" };
  }

  override render() {
    const { post, scan } = this.phone;
    const { items, words } = this;
    const full = this.single && items.length > 0;
    return html`
      ${items.length === 0
        ? nothing
        : html`<ul>
            ${items.map(
              (uri, at) => html`<li>
                <span>${uriLabel(uri, words)}</span>
                <button type="button" class="quiet" aria-label=${post.remove(uriLabel(uri, words))} @click=${() => this.takeOut(at)}>✕</button>
              </li>`,
            )}
          </ul>`}
      ${items.length > 1 ? html`<p class="small">${post.counted(items.length)}</p>` : nothing}
      <p class="said" role="status" data-tone=${this.said.tone}>${this.said.text}</p>
      ${this.scanning
        ? html`<wayproof-scanner .words=${scan} @wayproof-scan=${this.scanned}></wayproof-scanner>
            <button type="button" class="quiet wide" @click=${this.done}>${post.done}</button>`
        : nothing}
      ${this.scanning || full
        ? nothing
        : html`<button type="button" class="main wide scan" @click=${this.start}>${this.single ? post.scanContainer : post.scan}</button>`}
    `;
  }

  private async start(): Promise<void> {
    this.scanning = true;
    await this.updateComplete;
    void (this.renderRoot.querySelector("wayproof-scanner") as Scanner).start();
  }

  private done(): void {
    this.scanning = false;
    this.said = { tone: "good", text: "" };
  }

  private scanned({ detail }: CustomEvent<Scan>): void {
    const item = scannedItem(detail, this.phone.scan);
    if (typeof item === "string") {
      this.said = { tone: "bad", text: item };
      return;
    }
    const { uri } = item;
    const label = itemLabel(item, this.words);
    if (this.items.includes(uri)) {
      this.said = { tone: "good", text: this.phone.post.already(label) };
      return;
    }
    this.said = { tone: "good", text: this.phone.scan.found(label) };
    if (this.single) this.scanning = false;
    this.tell([...this.items, uri]);
  }

  private takeOut(at: number): void {
    this.said = { tone: "good", text: "" };
    this.tell(this.items.filter((_, position) => position !== at));
  }

  private tell(items: readonly string[]): void {
    this.dispatchEvent(new CustomEvent("wayproof-items", { detail: items }));
  }
}

define("wayproof-item-list", WayproofItemList);
