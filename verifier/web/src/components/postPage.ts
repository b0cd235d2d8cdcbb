/** `<wayproof-post-page>`: sign in, post checkpoints with one hand, and see what became of them. */

import { css, html, LitElement, nothing } from "lit";

import { checkpointOf, type Draft, draftOf, EMPTY, following, lacks } from "../post/checkpoint.ts";
import { add, checkpointIn, entries, type Entry, onChange } from "../post/outbox.ts";
import { keepDraft, storedDraft } from "../post/keptDraft.ts";
import { Sender } from "../post/sender.ts";
import { type Reach, readSession, renewSession, type Session, signOut } from "../post/session.ts";
import { openDecoder } from "../scan/decoder.ts";
import type { PhoneWords } from "../words/phone.ts";
import type { Words } from "../words/words.ts";
import "./checkpointForm.ts";
import "./outbox.ts";
import { define } from "./part.ts";
import "./signIn.ts";
import { base } from "./styles/base.ts";
import { touch } from "./styles/touch.ts";

class WayproofPostPage extends LitElement {
  static override properties = {
    words: { attribute: false },
    phone: { attribute: false },
    offered: { attribute: false },
    session: { state: true },
    reach: { state: true },
    entries: { state: true },
    draft: { state: true },
    correcting: { state: true },
    broken: { state: true },
    leaving: { state: true },
    said: { state: true },
  };
  static override styles = [
    base,
    touch,
    css`
      :host {
        display: grid;
        gap: 1em;
      }

      .who {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.25em 1em;
      }

      .who .small {
        display: block;
      }

      .who [role="alert"] {
        grid-column: 1 / -1;
        grid-row: 2;
      }
    `,
  ];

  declare words: Words;
  declare phone: PhoneWords;
  /** A key from the link by which the page was opened. */
  declare offered: string | null;
  /** Undefined until it was read. */
  declare session: Session | null | undefined;
  declare reach: Reach;
  declare entries: readonly Entry[];
  declare draft: Draft;
  /** The refused entry that is being put right. */
  declare correcting: number | null;
  declare broken: boolean;
  declare leaving: boolean;
  declare said: string;
  private closing = new AbortController();
  private sender: Sender | null = null;
  /** Counts looks at what is kept, so that an earlier one never replaces a later one. */
  private asked = 0;

  constructor() {
    super();
    this.offered = null;
    this.reach = "reached";
    this.entries = [];
    this.draft = storedDraft() ?? EMPTY;
    this.correcting = null;
    this.broken = false;
    this.leaving = false;
    this.said = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.closing = new AbortController();
    onChange(() => void this.read(), this.closing.signal);
    const { signal } = this.closing;
    addEventListener("online", () => void this.renew(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || void this.renew(), { signal });
    void this.open();
  }

  override disconnectedCallback(): void {
    this.closing.abort();
    super.disconnectedCallback();
  }

  override render() {
    const { post } = this.phone;
    if (this.broken) return html`<section class="card"><h1>${post.title}</h1><p role="alert">${post.noStorage}</p></section>`;
    if (this.session === undefined) return nothing;
    const { session } = this;
    if (this.offered !== null || session === null || this.reach === "keyless") return this.door(session);
    return html`
      ${this.who(session)}
      ${session.holder === null
        ? html`<section class="card"><p role="status">${post.signIn.outcomes.offline}</p></section>`
        : html`<wayproof-checkpoint-form
            .words=${this.words}
            .phone=${this.phone}
            .draft=${this.draft}
            .steps=${session.holder.steps}
            .otherSteps=${session.holder.otherSteps}
            .correcting=${this.correcting !== null}
            .said=${this.said}
            @wayproof-draft=${this.changed}
            @wayproof-post=${this.post}
            @wayproof-cancel=${this.cancel}
          ></wayproof-checkpoint-form>`}
      ${this.outbox()}
    `;
  }

  private door(session: Session | null) {
    const { post } = this.phone;
    const ended = this.reach === "keyless" && session !== null;
    return html`
      ${ended ? html`<p class="card" role="alert">${post.ended}</p>` : nothing}
      <wayproof-sign-in
        .words=${post}
        .offered=${this.offered}
        .present=${ended ? null : (session?.holder?.name ?? null)}
        @wayproof-signed-in=${this.signedIn}
      ></wayproof-sign-in>
      ${this.entries.length > 0 && session !== null ? this.outbox() : nothing}
    `;
  }

  private who({ holder }: Session) {
    const { words } = this;
    const { post } = this.phone;
    const waiting = this.entries.filter(({ state, party }) => state.kind === "waiting" && party === holder?.party).length;
    const until = holder?.expiresAt ?? null;
    return html`<section class="who">
      <p>
        <strong>${holder === null ? nothing : post.as(holder.name ?? "")}</strong>
        ${until === null ? nothing : html`<span class="small">${post.until(words.locale.day(until * 1000))}</span>`}
      </p>
      ${this.leaving && waiting > 0 ? html`<p role="alert">${post.waitingStay(waiting)}</p>` : nothing}
      <button type="button" class="quiet" @click=${() => this.leave(waiting)}>${post.signOut}</button>
    </section>`;
  }

  private outbox() {
    return html`<wayproof-outbox
      .words=${this.words}
      .post=${this.phone.post}
      .entries=${this.entries}
      .party=${this.session?.holder?.party ?? null}
      .away=${this.reach === "away"}
      @wayproof-again=${() => this.sender?.now()}
      @wayproof-correct=${this.correct}
    ></wayproof-outbox>`;
  }

  private async open(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      console.warn(String(error));
      this.broken = true;
      return;
    }
    this.sender = new Sender((reach) => {
      this.reach = reach;
    }, this.closing.signal);
    await this.renew();
  }

  private async read(): Promise<void> {
    const asked = ++this.asked;
    const [session, all] = await Promise.all([readSession(), entries()]);
    if (asked !== this.asked) return; // a later look is on its way, or was quicker
    // Who opens the link of every morning is signed in with it already.
    if (this.offered !== null && this.offered === session?.key) this.offered = null;
    this.session = session;
    this.entries = all;
  }

  private async renew(): Promise<void> {
    if (this.offered !== null) return;
    this.reach = await renewSession();
    await this.read();
    if (this.reach !== "reached" || this.session == null) return;
    this.sender?.now();
    // What reads codes is there before the next place without a connection.
    if (isSecureContext) openDecoder().catch(() => undefined);
  }

  private async signedIn(): Promise<void> {
    this.offered = null;
    this.reach = "reached";
    await this.read();
    await this.renew();
  }

  private async leave(waiting: number): Promise<void> {
    if (waiting > 0 && !this.leaving) {
      this.leaving = true;
      return;
    }
    this.leaving = false;
    await signOut();
    await this.read();
  }

  private changed({ detail }: CustomEvent<Partial<Draft>>): void {
    this.said = "";
    this.show({ ...this.draft, ...detail });
  }

  private async post(): Promise<void> {
    const party = this.session?.holder?.party ?? null;
    const { draft, correcting } = this;
    if (party === null || lacks(draft).length > 0) return;
    // At once, so that a second tap finds nothing to post, and what is begun meanwhile stays.
    this.show(following(draft));
    this.correcting = null;
    await add(party, checkpointOf(draft, new Date()), correcting);
    this.said = this.phone.post.posted;
    this.form?.scrollIntoView();
  }

  private correct({ detail }: CustomEvent<Entry>): void {
    this.correcting = detail.id;
    this.show(draftOf(checkpointIn(detail)));
    this.form?.scrollIntoView();
  }

  private get form(): Element | null {
    return this.renderRoot.querySelector("wayproof-checkpoint-form");
  }

  private cancel(): void {
    this.correcting = null;
    this.show(EMPTY);
  }

  private show(draft: Draft): void {
    this.draft = draft;
    keepDraft(draft);
  }
}

define("wayproof-post-page", WayproofPostPage);
