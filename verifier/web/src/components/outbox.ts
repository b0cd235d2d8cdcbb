/** `<wayproof-outbox>`: what was posted with this phone, and how far it has come. Sends `wayproof-correct` with an entry. */

import { css, html, LitElement, nothing } from "lit";

import { passportPath } from "../scan/code.ts";
import { uriLabel } from "../scan/itemLabel.ts";
import { describeItem } from "../format/item.ts";
import { checkpointIn, clearAccepted, drop, type Entry, retry } from "../post/outbox.ts";
import type { Refusal } from "../post/ledger.ts";
import { savePhoto } from "../post/photo.ts";
import type { PostWords } from "../words/phone.ts";
import type { Words } from "../words/words.ts";
import { define } from "./part.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

const TONES: Readonly<Record<Entry["state"]["kind"], string>> = {
  waiting: "wait",
  accepted: "good",
  refused: "bad",
  doubtful: "bad",
};

class WayproofOutbox extends LitElement {
  static override properties = {
    words: { attribute: false },
    post: { attribute: false },
    entries: { attribute: false },
    party: { attribute: false },
    away: { attribute: false },
    dropping: { state: true },
  };
  static override styles = [
    base,
    touch,
    css`
      li {
        display: grid;
        gap: 0.4em;
        padding-block: 0.9em;
        border-block-start: 1px solid var(--wp-line);
      }

      .state {
        justify-self: start;
        padding: 0.1em 0.6em;
        font-size: 0.875em;
        font-weight: 650;
        border-radius: 1em;
      }

      [data-tone="wait"] {
        color: var(--wp-wait);
        background: var(--wp-wait-wash);
      }

      [data-tone="good"] {
        color: var(--wp-good);
        background: var(--wp-good-wash);
      }

      [data-tone="bad"] {
        color: var(--wp-bad);
        background: var(--wp-bad-wash);
      }
    `,
  ];

  declare words: Words;
  declare post: PostWords;
  declare entries: readonly Entry[];
  /** Whose entries are shown; null for nobody's. */
  declare party: string | null;
  /** Whether the ledger could not be reached when it was last tried. */
  declare away: boolean;
  declare dropping: number | null;

  constructor() {
    super();
    this.entries = [];
    this.party = null;
    this.away = false;
    this.dropping = null;
  }

  override render() {
    const words = this.post.outbox;
    const mine = this.entries.filter(({ party }) => party === this.party).toReversed();
    const others = this.entries.filter(({ party, state }) => party !== this.party && state.kind === "waiting").length;
    const waits = mine.some(({ state }) => state.kind === "waiting");
    return html`
      <section class="card" aria-labelledby="outbox">
        <h2 id="outbox">${words.title}</h2>
        <div role="status">${this.away && waits ? words.away : ""}</div>
        ${this.away && waits ? html`<button type="button" class="quiet" @click=${this.again}>${words.tryNow}</button>` : nothing}
        ${others > 0 ? html`<p class="small">${words.others(others)}</p>` : nothing}
        ${mine.length === 0 ? html`<p class="soft">${words.empty}</p>` : html`<ol>${mine.map((entry) => this.entry(entry))}</ol>`}
        ${mine.some(({ state }) => state.kind === "accepted")
          ? html`<button type="button" class="quiet" @click=${() => clearAccepted()}>${words.clear}</button>`
          : nothing}
      </section>
    `;
  }

  private entry(entry: Entry) {
    const { words, post } = this;
    const { state } = entry;
    const checkpoint = checkpointIn(entry);
    const named = checkpoint.items ?? (checkpoint.container === undefined ? [] : [checkpoint.container]);
    const promised = state.kind === "accepted" && state.deadline !== null;
    return html`<li data-state=${state.kind} ?data-promised=${promised}>
      <span class="state" data-tone=${TONES[state.kind]}>${post.outbox[state.kind]}</span>
      <strong>${post.steps[checkpoint.step] ?? checkpoint.step}</strong>
      <span>${named.length === 1 ? uriLabel(named[0] as string, words) : post.counted(named.length)}</span>
      <span class="small">${words.locale.dateTime(Date.parse(checkpoint.time))}</span>
      ${this.outcome(entry)}
      <div class="row">
        ${state.kind === "accepted" && named.length === 1 ? this.passport(named[0] as string) : nothing}
        ${checkpoint.photos?.map(
          (digest) => html`<button type="button" class="quiet" @click=${() => savePhoto(digest)}>${post.outbox.savePhoto}</button>`,
        )}
        ${state.kind === "refused" || state.kind === "waiting"
          ? html`<button type="button" class=${state.kind === "waiting" ? "quiet" : ""} @click=${() => this.dispatchEvent(new CustomEvent("wayproof-correct", { detail: entry }))}>
              ${post.outbox.correct}
            </button>`
          : nothing}
        ${state.kind === "refused" || state.kind === "doubtful"
          ? html`<button type="button" class="quiet" @click=${() => retry(entry.id)}>${post.outbox.again}</button>`
          : nothing}
        ${state.kind === "accepted"
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => this.drop(entry.id)}>
              ${this.dropping === entry.id ? post.outbox.dropSure : post.outbox.drop}
            </button>`}
      </div>
    </li>`;
  }

  private outcome(entry: Entry) {
    const { words, post } = this;
    const { state } = entry;
    switch (state.kind) {
      case "waiting":
        return nothing;
      case "accepted":
        return html`<span class="small">
          ${state.deadline === null ? post.outbox.unchecked : post.outbox.promised(words.locale.dateTime(state.deadline * 1000))}
        </span>`;
      case "doubtful":
        return html`<span>${post.outbox.doubtful}</span>`;
      default:
        return this.refusal(entry, state.refusal);
    }
  }

  /** The ledger's own words, which are English, after what each is about. */
  private refusal(entry: Entry, { detail, errors }: Refusal) {
    if (errors.length === 0) return html`<span lang="en">${detail}</span>`;
    const { items = [] } = checkpointIn(entry);
    const subject = (pointer: string) => {
      const item = items[Number(/^\/items\/([0-9]+)$/.exec(pointer)?.[1] ?? -1)];
      return item === undefined ? pointer.slice(1) : uriLabel(item, this.words);
    };
    return errors.map((each) => html`<span>${subject(each.pointer)} <span lang="en">${each.detail}</span></span>`);
  }

  private passport(uri: string) {
    const item = describeItem(uri);
    return item.primaryAi === null ? nothing : html`<a href=${passportPath(item)}>${this.post.outbox.passport}</a>`;
  }

  private again(): void {
    this.dispatchEvent(new CustomEvent("wayproof-again"));
  }

  private drop(id: number): void {
    if (this.dropping !== id) {
      this.dropping = id;
      return;
    }
    this.dropping = null;
    void drop(id);
  }
}

define("wayproof-outbox", WayproofOutbox);
