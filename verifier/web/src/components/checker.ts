/**
 * `<wayproof-checker>`: checks the passport of a link or a file by a trust root of its own. Sends `wayproof-given` with what
 * is to be verified.
 */

import { css, html, LitElement, nothing } from "lit";

import { FormatError } from "../format/errors.ts";
import { parseTrustRoot } from "../format/trustRoot.ts";
import { fetchPassport, type Given } from "../page/check.ts";
import { LoadError } from "../page/loadError.ts";
import { itemOfText, NO_PLACE, placesAtLedger } from "../page/place.ts";
import { printable } from "../page/printable.ts";
import { MOST, readFile } from "../saved/savedPassport.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";

class WayproofChecker extends LitElement {
  static override properties = { words: { attribute: false }, trust: { attribute: false }, said: { attribute: false } };
  static override styles = [
    base,
    css`
      form,
      .card {
        display: grid;
        gap: 0.9em;
      }

      label {
        display: grid;
        gap: 0.3em;
        font-weight: 600;
      }

      input {
        width: 100%;
        min-height: 2.75em;
        padding: 0.5em 0.75em;
        font: inherit;
        font-weight: 400;
        color: var(--wp-ink);
        background: var(--wp-card);
        border: 1px solid var(--wp-soft);
        border-radius: calc(var(--wp-radius) * 0.6);
      }

      .drop {
        padding: 0.9em;
        border: 2px dashed var(--wp-soft);
        border-radius: var(--wp-radius);
      }
    `,
  ];

  declare words: Words;
  /** The trust root that is relied on; null while there is none. */
  declare trust: Uint8Array | null;
  /** What went wrong last, in words; empty if nothing did. */
  declare said: string;
  /** The trust root that was chosen last is read. */
  private relying: Promise<void> | null = null;

  constructor() {
    super();
    this.trust = null;
    this.said = "";
  }

  override render() {
    const { checker } = this.words;
    const origin = originOf(this.trust);
    return html`
      <section class="card" part="checker" aria-labelledby="title">
        <h1 id="title">${checker.title}</h1>
        <p>${checker.lead}</p>
        <form @submit=${this.ask}>
          <label>${checker.link}<input name="link" type="text" inputmode="url" autocomplete="off" required spellcheck="false" /></label>
          <button type="submit">${checker.check}</button>
        </form>
        <label class="drop" @dragover=${allow} @drop=${this.drop}>
          ${checker.file}
          <span class="small">${checker.drop}</span>
          <input class="file" type="file" accept=".html,.json,application/json,text/html" @change=${this.choose} />
        </label>
        <div role="status">${this.said === "" ? nothing : html`<p class="said">${this.said}</p>`}</div>
        <div>
          <h2>${checker.trust}</h2>
          <p class="trust">${origin === null ? checker.noTrust : checker.trustOf(printable(origin))}</p>
        </div>
        <label>${checker.chooseTrust}<input class="trust-file" type="file" accept=".json,application/json" @change=${this.rely} /></label>
      </section>
    `;
  }

  private async ask(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const link = String(new FormData(event.currentTarget as HTMLFormElement).get("link")).trim();
    await this.attempt(async (trust) => {
      if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) throw new LoadError("wrong-address");
      const item = itemOfText(link);
      const place = placesAtLedger(new URL(link).origin, item);
      return { item, place, passport: await fetchPassport(place), trust, picture: null, kept: null, ownTrust: false };
    });
  }

  private async choose(event: Event): Promise<void> {
    const [file] = (event.currentTarget as HTMLInputElement).files ?? [];
    if (file !== undefined) await this.open(file);
  }

  private async drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) await this.open(file);
  }

  /** Verify a file by the trust root that is relied on here, whatever trust root is in it. */
  private async open(file: File): Promise<void> {
    await this.attempt(async (trust) => {
      if (file.size > MOST) throw new LoadError("too-large");
      const { item, passport, picture, kept } = readFile(new Uint8Array(await file.arrayBuffer()));
      return { item, place: NO_PLACE, passport, trust, picture, kept, ownTrust: false };
    });
  }

  private rely(event: Event): void {
    const [file] = (event.currentTarget as HTMLInputElement).files ?? [];
    if (file !== undefined) this.relying = this.relyOn(file);
  }

  private async relyOn(file: File): Promise<void> {
    const bytes = file.size > MOST ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
    if (originOf(bytes) === null) this.said = this.words.checker.badTrust;
    else [this.trust, this.said] = [bytes, ""];
  }

  private async attempt(give: (trust: Uint8Array) => Promise<Given>): Promise<void> {
    const { checker } = this.words;
    await this.relying;
    if (this.trust === null) {
      this.said = checker.noTrust;
      return;
    }
    this.said = "";
    try {
      this.dispatchEvent(new CustomEvent("wayproof-given", { detail: await give(this.trust) }));
    } catch (error) {
      if (error instanceof LoadError) this.said = error.failure === "wrong-address" ? checker.badLink : error.inWords(this.words);
      else if (error instanceof FormatError) this.said = checker.badFile;
      else throw error;
    }
  }
}

/** The origin of the log that a trust root is about; null if it is none. */
function originOf(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return parseTrustRoot(bytes).origin;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

function allow(event: DragEvent): void {
  event.preventDefault();
}

define("wayproof-checker", WayproofChecker);
