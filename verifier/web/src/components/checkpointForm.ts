/**
 * `<wayproof-checkpoint-form>`: what, which step, where, when, and the button. Sends `wayproof-draft` with the members of the
 * draft that change, `wayproof-post`, and `wayproof-cancel` where a correction is left.
 */

import { css, html, LitElement, nothing } from "lit";

import { type Draft, isoWithOffset, lacks, needsContainer } from "../post/checkpoint.ts";
import type { PhoneWords } from "../words/phone.ts";
import type { Words } from "../words/words.ts";
import "./itemList.ts";
import "./moreFields.ts";
import { define } from "./part.ts";
import "./placePicker.ts";
import { base, folds } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

class WayproofCheckpointForm extends LitElement {
  static override properties = {
    words: { attribute: false },
    phone: { attribute: false },
    draft: { attribute: false },
    steps: { attribute: false },
    otherSteps: { attribute: false },
    correcting: { attribute: false },
    said: { attribute: false },
    complained: { state: true },
  };
  static override styles = [
    base,
    folds,
    touch,
    css`
      :host {
        display: grid;
        gap: 1em;
      }

      .post {
        position: sticky;
        bottom: 0;
        z-index: 1;
        display: grid;
        gap: 0.5em;
        padding-block: 0.75em max(0.75em, env(safe-area-inset-bottom));
        background: var(--wp-paper);
      }

      h1 {
        font-size: 1.5em;
      }
    `,
  ];

  declare words: Words;
  declare phone: PhoneWords;
  declare draft: Draft;
  /** The steps that suit the party, and those behind them. */
  declare steps: readonly string[];
  declare otherSteps: readonly string[];
  declare correcting: boolean;
  declare said: string;
  /** Whether the button was pressed while something is missing: only then is that said. */
  declare complained: boolean;

  constructor() {
    super();
    this.complained = false;
    this.said = "";
  }

  override render() {
    const { draft, words, phone } = this;
    const { post } = phone;
    const missing = lacks(draft);
    return html`
      <h1>${post.title}</h1>
      <section class="card" aria-labelledby="what">
        <h2 id="what">${post.what}</h2>
        <wayproof-item-list .words=${words} .phone=${phone} .items=${draft.items} @wayproof-items=${this.items}></wayproof-item-list>
      </section>
      <section class="card" aria-labelledby="step">
        <h2 id="step">${post.step}</h2>
        ${this.choices(this.steps)}
        ${this.otherSteps.length === 0
          ? nothing
          : html`<details class="fold" ?open=${this.otherSteps.includes(draft.step ?? "")}>
              <summary><h3>${post.otherSteps}</h3></summary>
              ${this.choices(this.otherSteps)}
            </details>`}
      </section>
      ${needsContainer(draft)
        ? html`<section class="card" aria-labelledby="container">
            <h2 id="container">${post.container}</h2>
            <wayproof-item-list
              single
              .words=${words}
              .phone=${phone}
              .items=${draft.container === null ? [] : [draft.container]}
              @wayproof-items=${this.container}
            ></wayproof-item-list>
          </section>`
        : nothing}
      <section class="card" aria-labelledby="where">
        <h2 id="where">${post.where.title}</h2>
        <wayproof-place-picker .words=${words} .phone=${phone} .where=${draft.where} @wayproof-where=${this.where}></wayproof-place-picker>
      </section>
      <section class="card" aria-labelledby="when">
        <h2 id="when">${post.when.title}</h2>
        ${this.when()}
      </section>
      <section class="card">
        <details class="fold">
          <summary><h2>${post.more.title}</h2></summary>
          <wayproof-more-fields .words=${post} .draft=${draft} @wayproof-draft=${this.more}></wayproof-more-fields>
        </details>
      </section>
      <div class="post">
        <p class="said" role="status" data-tone="good">${this.said}</p>
        <div role="alert">
          ${this.complained ? missing.map((lack) => html`<p class="said" data-tone="bad">${post.lacks[lack]}</p>`) : nothing}
        </div>
        <button type="button" class="main wide" @click=${this.send}>${this.correcting ? post.correct : post.post}</button>
        ${this.correcting ? html`<button type="button" class="quiet wide" @click=${this.cancel}>${post.cancel}</button>` : nothing}
      </div>
    `;
  }

  private choices(steps: readonly string[]) {
    const { post } = this.phone;
    return html`<div class="choices">
      ${steps.map(
        (step) =>
          html`<button type="button" data-step=${step} aria-pressed=${step === this.draft.step} @click=${() => this.tell({ step })}>
            ${post.steps[step] ?? step}
          </button>`,
      )}
    </div>`;
  }

  private when() {
    const { when } = this.phone.post;
    const { time } = this.draft;
    const other = () => this.tell({ time: isoWithOffset(new Date()) });
    const typed = (event: Event) => this.tell({ time: zoned((event.target as HTMLInputElement).value) });
    return html`
      <div class="choices" role="group" aria-labelledby="when">
        <button type="button" aria-pressed=${time === null} @click=${() => this.tell({ time: null })}>${when.now}</button>
        <button type="button" aria-pressed=${time !== null} @click=${other}>${when.other}</button>
      </div>
      ${time === null ? nothing : html`<input type="datetime-local" aria-label=${when.other} .value=${time.slice(0, 16)} @change=${typed} />`}
    `;
  }

  private items({ detail }: CustomEvent<readonly string[]>): void {
    this.tell({ items: detail, ...(detail.length !== 1 && { quantity: null }) });
  }

  private container({ detail }: CustomEvent<readonly string[]>): void {
    this.tell({ container: detail[0] ?? null });
  }

  private where({ detail }: CustomEvent<Draft["where"]>): void {
    this.tell({ where: detail });
  }

  private more({ detail }: CustomEvent<Partial<Draft>>): void {
    this.tell(detail);
  }

  private send(): void {
    this.complained = lacks(this.draft).length > 0;
    if (!this.complained) this.dispatchEvent(new CustomEvent("wayproof-post"));
  }

  private cancel(): void {
    this.complained = false;
    this.dispatchEvent(new CustomEvent("wayproof-cancel"));
  }

  private tell(changed: Partial<Draft>): void {
    this.dispatchEvent(new CustomEvent("wayproof-draft", { detail: changed }));
  }
}

/** The time of a field without a zone, in this phone's own; an empty one stays empty, which is no time. */
function zoned(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? "" : isoWithOffset(time);
}

define("wayproof-checkpoint-form", WayproofCheckpointForm);
