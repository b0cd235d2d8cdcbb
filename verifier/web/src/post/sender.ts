/** Sending what waits: in order, one tab at a time, again after a while where the ledger cannot be reached. */

import { FormatError } from "../format/errors.ts";
import { endLease, takeLease } from "./lease.ts";
import { type Acceptance, fetchTrustRoot, postCheckpoint, promisedBy } from "./ledger.ts";
import { clearOld, entries, type Entry, entryAt, onChange, settle, type State } from "./outbox.ts";
import { type Reach, readSession } from "./session.ts";

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 300_000;

/** Sends until `signal` aborts, and tells how it reaches the ledger. */
export class Sender {
  private readonly tell: (reach: Reach) => void;
  private readonly signal: AbortSignal;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(tell: (reach: Reach) => void, signal: AbortSignal) {
    this.tell = tell;
    this.signal = signal;
    const now = () => this.now();
    addEventListener("online", now, { signal });
    document.addEventListener("visibilitychange", () => document.hidden || now(), { signal });
    onChange(now, signal);
    signal.addEventListener("abort", () => clearTimeout(this.timer));
    now();
  }

  /** Send what waits, without waiting any longer. */
  now(): void {
    if (this.signal.aborted) return;
    this.again = this.running !== null;
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = null;
      if (this.again) this.now();
    });
  }

  private async run(): Promise<void> {
    this.again = false;
    const wait = await this.send();
    if (wait !== null && !this.signal.aborted) this.timer = setTimeout(() => this.now(), wait);
  }

  /** Milliseconds until the next attempt; null if nothing is left that time alone would mend. */
  private async send(): Promise<number | null> {
    const session = await readSession();
    const party = session?.holder?.party ?? null;
    if (session === null || party === null) return null;
    const mine = (await entries()).filter((entry) => entry.party === party);
    const waiting = mine.filter(({ state }) => state.kind === "waiting");
    const unchecked = mine.filter(({ state }) => state.kind === "accepted" && state.deadline === null);
    if (waiting.length + unchecked.length === 0) return null;
    for (const { id, state } of [...unchecked, ...waiting]) {
      const left = await takeLease();
      if (left > 0) return left;
      const entry = await entryAt(id);
      // Removed, put right, or sent by another tab, since the list was read.
      if (entry?.state.kind !== state.kind) continue;
      const wait = await this.sendOne(session.key, entry);
      if (wait !== 0) {
        await endLease();
        return wait;
      }
    }
    await endLease();
    await clearOld();
    return null;
  }

  /** Milliseconds to wait before anything else is sent, 0 to go on, null if the key opens nothing any more. */
  private async sendOne(key: string, entry: Entry): Promise<number | null> {
    if (entry.state.kind === "accepted") {
      const state = await checked(entry.state.acceptance);
      if (state.kind === "accepted" && state.deadline === null) return this.later(0);
      await settle(entry, state);
      return 0;
    }
    const answer = await postCheckpoint(key, entry.body);
    if (answer.kind === "away") return this.later(answer.retryAfter);
    this.failures = 0;
    if (answer.kind === "keyless") {
      // Whoever signed in meanwhile has another key.
      if ((await readSession())?.key === key) this.tell("keyless");
      return null;
    }
    this.tell("reached");
    if (answer.kind === "refused") await settle(entry, { kind: "refused", refusal: answer.refusal });
    else await settle(entry, await checked(answer.value));
    return 0;
  }

  private later(retryAfter: number): number {
    this.failures++;
    this.tell("away");
    return Math.max(retryAfter * 1000, Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT));
  }
}

async function checked(acceptance: Acceptance): Promise<State> {
  const trustRoot = await fetchTrustRoot();
  if (trustRoot === null) return { kind: "accepted", acceptance, deadline: null };
  try {
    return { kind: "accepted", acceptance, deadline: promisedBy(acceptance, trustRoot) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { kind: "doubtful", acceptance };
  }
}
