/**
 * `<wayproof-passport>`: the passport of one item, fetched and verified where it is shown.
 *
 * Attributes: `item` (a Digital Link or another URI), `ledger` (its base address; the page's own origin without), `trust`
 * (where the trust root is; the ledger's own without), `lang` (BCP 47; the browser's without), `theme` (light or dark;
 * the reader's without). Tells how the check ended by the event `wayproof-verdict`.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { type Checked, check, checkGiven, type Given } from "../page/check.ts";
import { LoadError } from "../page/loadError.ts";
import { askNames } from "../page/parties.ts";
import { archivePrefix, itemOfText, type Place, placesAtLedger, placesInArchive } from "../page/place.ts";
import { basis } from "../page/telling.ts";
import type { Check } from "../report.ts";
import { choose, load, wanted } from "../words/language.ts";
import type { Words } from "../words/words.ts";
import "./certificates.ts";
import "./checking.ts";
import "./checks.ts";
import "./facts.ts";
import "./failure.ts";
import "./findings.ts";
import "./journey.ts";
import "./limits.ts";
import "./look.ts";
import { laterParts, loadLaterParts } from "./later.ts";
import { define } from "./part.ts";
import "./product.ts";
import "./recall.ts";
import "./saved.ts";
import { tokens } from "./styles/tokens.ts";
import { whole } from "./styles/whole.ts";
import "./technical.ts";
import "./verdict.ts";

/** How a check ended: the verifier's verdict, or INVALID where the number itself is none. */
export interface VerdictDetail {
  readonly verdict: string;
  readonly headline: string;
  readonly checked: Checked | null;
}

class WayproofPassport extends LitElement {
  static override properties = {
    item: { type: String },
    ledger: { type: String },
    trust: { type: String },
    lang: { type: String },
    given: { attribute: false },
    checked: { attribute: false },
    error: { attribute: false },
    checks: { attribute: false },
    words: { attribute: false },
  };
  static override styles = [tokens, whole];

  declare item: string;
  declare ledger: string;
  declare trust: string | null;
  declare lang: string;
  /** A passport that is here already, to be verified instead of one that is fetched. */
  declare given: Given | null;
  declare checked: Checked | null;
  declare error: LoadError | null;
  declare checks: ReadonlyMap<number, Check>;
  declare words: Words | null;
  /** Counts checks, so that an answer to an earlier question is not taken for one to the present. */
  private asked = 0;

  constructor() {
    super();
    this.item = "";
    this.ledger = "";
    this.trust = null;
    this.lang = "";
    this.given = null;
    this.checked = null;
    this.error = null;
    this.checks = new Map();
    this.words = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.onOnline);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.onOnline);
  }

  override willUpdate(changed: PropertyValues<WayproofPassport>): void {
    if (changed.has("lang")) void this.speak();
    const other = changed.has("item") || changed.has("ledger") || changed.has("trust") || changed.has("given");
    if (other && (this.item !== "" || this.given !== null)) void this.verify();
  }

  override updated(changed: PropertyValues<WayproofPassport>): void {
    const ended = this.checked !== null || this.error !== null;
    const judged = changed.has("checked") && changed.get("checked")?.report !== this.checked?.report;
    if (ended && this.words !== null && (judged || changed.has("error") || changed.has("words"))) {
      this.dispatchEvent(new CustomEvent("wayproof-verdict", { detail: this.ending(this.words), bubbles: true, composed: true }));
    }
  }

  override render() {
    const { words } = this;
    if (words === null || (this.item === "" && this.given === null)) return nothing;
    return html`
      <div class="whole" lang=${words.lang}>${this.content(words)}</div>
      <p class="heard" role="status" lang=${words.lang}>${this.heard(words)}</p>
    `;
  }

  /** What a screen reader says by itself: how it stands, and nothing of the rest, which is there to be read. */
  private heard(words: Words): string {
    const { checked, error } = this;
    if (error !== null) return `${this.ending(words).headline}. ${error.inWords(words)}`;
    return checked === null ? words.checking.title : `${words.verdict[checked.report.verdict]}, ${basis(checked.report, words)}`;
  }

  private content(words: Words): TemplateResult {
    const { checked, error, item, checks } = this;
    if (error !== null) {
      return html`<wayproof-failure .error=${error} .words=${words} @wayproof-again=${this.verify}></wayproof-failure>`;
    }
    if (checked === null) {
      return html`<wayproof-checking .item=${item} .checks=${checks} .words=${words}></wayproof-checking>`;
    }
    const product = html`<wayproof-product .checked=${checked} .words=${words} exportparts="product, brand, name"
      >${laterParts("picture", checked, words)}</wayproof-product
    >`;
    const verdict = html`<wayproof-verdict .checked=${checked} .words=${words} exportparts="verdict, seal, headline"></wayproof-verdict>`;
    // Where nothing vouches for the item, its description must not come first.
    const vouchedFor = checked.report.verdict !== "NO_RECORD" && checked.report.verdict !== "REFUSED";
    return html`
      ${checked.given === null ? nothing : html`<wayproof-saved .checked=${checked} .words=${words} exportparts="saved"></wayproof-saved>`}
      <wayproof-recall .checked=${checked} .words=${words} exportparts="recall"></wayproof-recall>
      <div class="columns">
        <div class="column what">
          ${vouchedFor ? [product, verdict] : [verdict, product]}
          <wayproof-findings .checked=${checked} .words=${words} exportparts="findings"></wayproof-findings>
          <wayproof-look .checked=${checked} .words=${words} exportparts="look"></wayproof-look>
          <wayproof-facts .checked=${checked} .words=${words} exportparts="facts"></wayproof-facts>
        </div>
        <div class="column way">
          <wayproof-journey .checked=${checked} .words=${words} exportparts="journey">
            ${laterParts("journey", checked, words)}
          </wayproof-journey>
          ${laterParts("below", checked, words)}
          <wayproof-certificates .checked=${checked} .words=${words} exportparts="certificates"></wayproof-certificates>
        </div>
        <div class="column how">
          <wayproof-checks .checked=${checked} .words=${words} exportparts="checks"></wayproof-checks>
          <wayproof-limits .checked=${checked} .words=${words} exportparts="limits"></wayproof-limits>
          <wayproof-technical .checked=${checked} .words=${words} exportparts="technical"></wayproof-technical>
        </div>
      </div>
    `;
  }

  private async speak(): Promise<void> {
    const tags = this.lang === "" ? wanted(new URL(location.href)) : [this.lang, ...navigator.languages];
    const { lang } = this;
    const words = await load(choose(tags));
    if (lang === this.lang) this.words = words;
  }

  private async verify(): Promise<void> {
    const asked = ++this.asked;
    this.checked = null;
    this.error = null;
    this.checks = new Map();
    try {
      const checked = await this.check((step) => {
        if (asked === this.asked) this.checks = new Map(this.checks).set(step.step, step);
      });
      if (asked !== this.asked) return;
      this.checked = checked;
      await this.updateComplete;
      loadLaterParts(checked);
      const listed = await askNames(checked);
      if (asked === this.asked && listed.size > 0) this.checked = { ...checked, listed };
    } catch (error) {
      if (!(error instanceof LoadError)) console.error(error);
      if (asked === this.asked) this.error = error instanceof LoadError ? error : new LoadError("broken");
    }
  }

  private check(progress: (check: Check) => void): Promise<Checked> {
    if (this.given !== null) return checkGiven(this.given, progress);
    const item = itemOfText(this.item);
    return check(item, this.place(item), progress);
  }

  /** What a file's chain could not be asked is asked when there is a connection again. */
  private readonly onOnline = (): void => {
    if (this.given !== null && this.checked?.report.missing.includes("offline") === true) void this.verify();
  };

  private place(item: string): Place {
    const prefix = this.ledger === "" && this.trust === null ? archivePrefix() : null;
    return prefix === null ? placesAtLedger(this.ledger, item, this.trust) : placesInArchive(prefix, item);
  }

  private ending(words: Words): VerdictDetail {
    const { checked, error } = this;
    if (checked !== null) {
      const { verdict } = checked.report;
      return { verdict, headline: words.verdict[verdict], checked };
    }
    const passing = error?.passing ?? true;
    return {
      verdict: passing ? "INCOMPLETE" : "INVALID",
      headline: passing ? words.verdict.INCOMPLETE : words.failure.wrongNumber,
      checked,
    };
  }
}

define("wayproof-passport", WayproofPassport);
