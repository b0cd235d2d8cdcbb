/** `<wayproof-scan-page>`: scan a code, and go to the passport of what it names, on this page's own origin. */

import { css, html, LitElement, nothing } from "lit";

import { barrier } from "../scan/camera.ts";
import { passportPath, type Scan } from "../scan/code.ts";
import { itemLabel } from "../scan/itemLabel.ts";
import { scannedItem } from "../scan/scannedItem.ts";
import type { PhoneWords } from "../words/phone.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import type { Scanner } from "./scanner.ts";
import "./scanner.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

class WayproofScanPage extends LitElement {
  static override properties = { words: { attribute: false }, phone: { attribute: false }, said: { state: true } };
  static override styles = [
    base,
    touch,
    css`
      .said {
        font-weight: 600;
      }
    `,
  ];

  declare words: Words;
  declare phone: PhoneWords;
  declare said: { readonly tone: "good" | "bad"; readonly text: string } | null;

  constructor() {
    super();
    this.said = null;
  }

  override firstUpdated(): void {
    // Who opens this page wants to scan; the browser asks whether it may.
    void this.scanner.start();
  }

  override render() {
    const { scan } = this.phone;
    return html`
      <section class="card">
        <h1>${scan.title}</h1>
        ${barrier() === null ? html`<p class="soft">${scan.lead}</p>` : nothing}
        <p class="said" role="alert" data-tone=${this.said?.tone ?? "good"}>${this.said?.text ?? ""}</p>
        <wayproof-scanner .words=${scan} @wayproof-scan=${this.scanned}></wayproof-scanner>
      </section>
    `;
  }

  private get scanner(): Scanner {
    return this.renderRoot.querySelector("wayproof-scanner") as Scanner;
  }

  private scanned({ detail }: CustomEvent<Scan>): void {
    const item = scannedItem(detail, this.phone.scan);
    if (typeof item === "string") {
      this.said = { tone: "bad", text: item };
      return;
    }
    this.said = { tone: "good", text: this.phone.scan.found(itemLabel(item, this.words)) };
    this.scanner.stop();
    location.assign(passportPath(item));
  }
}

define("wayproof-scan-page", WayproofScanPage);
