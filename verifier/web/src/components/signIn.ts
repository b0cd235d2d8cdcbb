/** `<wayproof-sign-in>`: an API key, typed or from a link. Sends `wayproof-signed-in` when it is kept. */

import { html, LitElement, nothing, type PropertyValues } from "lit";

import { signIn } from "../post/session.ts";
import type { PostWords } from "../words/phone.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

class WayproofSignIn extends LitElement {
  static override properties = {
    words: { attribute: false },
    offered: { attribute: false },
    present: { attribute: false },
    said: { state: true },
    busy: { state: true },
  };
  static override styles = [base, touch];

  declare words: PostWords;
  /** A key from a link, and whom this phone posts for at present, if somebody is signed in. */
  declare offered: string | null;
  declare present: string | null;
  declare said: string;
  declare busy: boolean;

  constructor() {
    super();
    this.offered = null;
    this.present = null;
    this.said = "";
    this.busy = false;
  }

  override updated(changed: PropertyValues<WayproofSignIn>): void {
    if (changed.has("offered") && this.offered !== null && this.present === null) void this.use(this.offered);
  }

  override render() {
    const words = this.words.signIn;
    const { offered, present } = this;
    if (offered !== null && present !== null) {
      return html`<section class="card">
        <h1>${words.title}</h1>
        <p>${words.replace(present)}</p>
        <button type="button" class="main wide" ?disabled=${this.busy} @click=${() => this.use(offered)}>${words.yes}</button>
        <button type="button" class="quiet wide" @click=${this.done}>${words.no}</button>
        <p class="said" role="alert" data-tone="bad">${this.said}</p>
      </section>`;
    }
    return html`<section class="card">
      <h1>${words.title}</h1>
      <p class="soft">${words.lead}</p>
      <form @submit=${this.typed}>
        <label>${words.key}<input name="key" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" required /></label>
        <button class="main wide" ?disabled=${this.busy}>${words.button}</button>
      </form>
      ${this.busy ? html`<p role="status">…</p>` : nothing}
      <p class="said" role="alert" data-tone="bad">${this.said}</p>
    </section>`;
  }

  private typed(event: Event): void {
    event.preventDefault();
    void this.use(String(new FormData(event.target as HTMLFormElement).get("key")));
  }

  private async use(key: string): Promise<void> {
    this.busy = true;
    this.said = "";
    const outcome = await signIn(key);
    this.busy = false;
    if (outcome === "done" || outcome === "offline") this.done();
    else this.said = this.words.signIn.outcomes[outcome];
  }

  private done(): void {
    this.dispatchEvent(new CustomEvent("wayproof-signed-in"));
  }
}

define("wayproof-sign-in", WayproofSignIn);
