/** `<wayproof-saved>`: of a passport that came as a file, how fresh it is, and by whose word. */

import { html, nothing } from "lit";

import type { Given } from "../page/check.ts";
import { printable } from "../page/printable.ts";
import type { Report } from "../report.ts";
import { define, Part } from "./part.ts";
import { base } from "./styles/base.ts";

/** What keeps the chain from being read at all. */
const NOT_READ = ["offline", "rpc-disagreement", "wrong-chain"];

class WayproofSaved extends Part {
  static override styles = base;

  override render() {
    const { given } = this.checked;
    if (given === null || (given.kept === null && !given.ownTrust && given.place.passport !== "")) return nothing;
    const { saved, locale, verdict } = this.words;
    const { kept } = given;
    return html`
      <section class="card" part="saved" aria-labelledby="title">
        <h2 id="title">${saved.title}</h2>
        <p>
          ${kept === null
            ? saved.fromFile
            : saved.kept(locale.dateTime(kept.at), verdict[kept.verdict], kept.name === null ? null : printable(kept.name))}
        </p>
        ${this.freshness(this.checked.report)}
        ${given.ownTrust ? html`<p class="small">${saved.ownTrust}</p>` : nothing}
        ${this.newest(given)}
      </section>
    `;
  }

  private freshness({ missing, verdict }: Report) {
    const { saved } = this.words;
    if (verdict === "REFUSED") return nothing;
    if (missing.some((code) => NOT_READ.includes(code))) return html`<p>${saved.notRead}</p>`;
    if (missing.includes("stale")) return html`<p>${saved.goneOn}</p>`;
    return missing.length === 0 ? html`<p>${saved.current}</p>` : nothing;
  }

  private newest({ kept }: Given) {
    if (kept === null || kept.address === null) return nothing;
    const { host } = new URL(kept.address);
    return html`<p><a href=${kept.address} rel="noreferrer">${this.words.saved.newest(host)}</a></p>`;
  }
}

define("wayproof-saved", WayproofSaved);
