/**
 * `<wayproof-shell>`: what stands around the content of every page of ours: name, languages, and what the page does.
 * Sends `wayproof-language` with a BCP 47 tag when the reader chooses another language.
 */

import { css, html, LitElement, nothing } from "lit";

import { archivePrefix } from "../page/place.ts";
import { LANGUAGES } from "../words/language.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";
import { tokens } from "./styles/tokens.ts";

class WayproofShell extends LitElement {
  static override properties = { words: { attribute: false }, footer: { attribute: false } };
  static override styles = [
    base,
    tokens,
    css`
      :host {
        min-height: 100vh;
        background: var(--wp-paper);
      }

      header,
      main,
      footer {
        max-width: 68rem;
        margin-inline: auto;
        padding-inline: max(1rem, env(safe-area-inset-left));
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5em 1em;
        padding-block: 0.75em;
      }

      .wordmark {
        display: flex;
        align-items: center;
        gap: 0.45em;
        font-weight: 700;
        letter-spacing: -0.01em;
        color: var(--wp-accent);
      }

      .wordmark svg {
        width: 1.25em;
        height: 1.25em;
      }

      nav {
        display: flex;
        gap: 0.25em;
      }

      nav button {
        min-height: 2.25em;
        padding: 0.25em 0.7em;
        font-size: 0.875em;
        font-weight: 500;
        color: var(--wp-soft);
        background: none;
      }

      nav button[aria-pressed="true"] {
        font-weight: 650;
        color: var(--wp-ink);
        text-decoration: underline;
        text-underline-offset: 0.35em;
        text-decoration-thickness: 2px;
      }

      footer {
        padding-block: 1.25em 3em;
        font-size: 0.8125em;
        color: var(--wp-soft);
      }

      footer a {
        display: inline-block;
        padding-block: 0.6em;
        margin-inline-end: 1.25em;
        color: inherit;
      }

      @media (min-width: 40em) {
        header {
          padding-block: 1.5em 1em;
        }
      }

      @media print {
        :host {
          background: none;
        }

        nav {
          display: none;
        }
      }
    `,
  ];

  declare words: Words | null;
  /** What the page does, in words; null for a passport's. */
  declare footer: string | null;

  constructor() {
    super();
    this.words = null;
    this.footer = null;
  }

  override render() {
    const { words } = this;
    return html`
      <header lang=${words?.lang ?? nothing}>
        <span class="wordmark">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="currentColor" />
            <path d="M6.5 10.5l4.75 11L16 13l4.75 8.5 4.75-11" fill="none" stroke="var(--wp-paper)" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" />
            <circle cx="6.5" cy="10.5" r="2.9" fill="var(--wp-paper)" />
            <circle cx="25.5" cy="10.5" r="2.9" fill="var(--wp-paper)" />
          </svg>
          Wayproof
        </span>
        ${words === null
          ? nothing
          : html`<nav aria-label=${words.page.language}>
              ${Object.entries(LANGUAGES).map(
                ([tag, { name }]) =>
                  html`<button type="button" lang=${tag} aria-pressed=${tag === words.lang} @click=${() => this.choose(tag)}>${name}</button>`,
              )}
            </nav>`}
      </header>
      <main><slot></slot></main>
      <footer lang=${words?.lang ?? nothing}>
        ${this.footer ?? words?.page.checksItself}
        ${words !== null && isServed()
          ? html`<p>
              ${location.pathname === "/p/scan" ? nothing : html`<a href="/p/scan">${words.page.scan}</a>`}
              <a href="/p/privacy">${words.page.privacy}</a>
            </p>`
          : nothing}
      </footer>
    `;
  }

  private choose(language: string): void {
    this.dispatchEvent(new CustomEvent("wayproof-language", { detail: language }));
  }
}

/** Whether the page comes from a ledger's own service, which has the privacy note; an archive and a file have none. */
function isServed(): boolean {
  return location.pathname.startsWith("/p/") && archivePrefix() === null;
}

define("wayproof-shell", WayproofShell);
