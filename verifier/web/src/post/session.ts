/** Who posts with this phone: an API key, typed or from a link, kept until its holder signs out. */

import { readRecord, writeRecord } from "./database.ts";
import { askHolder, type Holder } from "./ledger.ts";

/** A key that was given, and whose it is; `holder` is null until the ledger could be asked. */
export interface Session {
  readonly key: string;
  readonly holder: Holder | null;
}

/** Whether the ledger was reached when it was last tried; `keyless`: it was, and the key opens nothing any more. */
export type Reach = "reached" | "away" | "keyless";

/** How signing in ended. `offline`: the key is kept, and asked about as soon as the ledger is reached. */
export type SignIn = "done" | "unknown" | "no-poster" | "malformed" | "offline";

const NAME = "session";
const KEY = /^wp_[A-Za-z0-9_-]{20,120}$/;
const LINK = /^#key=([^&]*)$/;

/**
 * The key in a link's fragment, which never reaches a server; null without one. It is taken out of the address bar, so
 * that nobody reads it over a shoulder or finds it in the history.
 */
export function takeKeyFromAddress(): string | null {
  const match = LINK.exec(location.hash);
  if (match === null) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return match[1] as string;
}

/** Who is signed in on this phone. */
export async function readSession(): Promise<Session | null> {
  return (await readRecord<Session>(NAME)) ?? null;
}

/** Sign in with a key, in place of whoever was signed in before. */
export async function signIn(key: string): Promise<SignIn> {
  const given = key.trim();
  if (!KEY.test(given)) return "malformed";
  const answer = await askHolder(given);
  if (answer.kind === "keyless" || answer.kind === "refused") return "unknown";
  if (answer.kind === "away") {
    await writeRecord(NAME, { key: given, holder: null } satisfies Session);
    return "offline";
  }
  if (!posts(answer.value)) return "no-poster";
  await writeRecord(NAME, { key: given, holder: answer.value } satisfies Session);
  return "done";
}

/** Ask again whose the key is, because steps and rights change, and finish a signing in that began without a connection. */
export async function renewSession(): Promise<Reach> {
  const session = await readSession();
  if (session === null) return "reached";
  const answer = await askHolder(session.key);
  if (answer.kind === "away") return "away";
  if (answer.kind !== "taken" || !posts(answer.value)) return "keyless";
  // Signed out meanwhile, in another tab, stays signed out.
  const now = await readSession();
  if (now?.key === session.key) await writeRecord(NAME, { key: session.key, holder: answer.value } satisfies Session);
  return "reached";
}

/** Forget the key. What waits in the outbox stays, for whoever of the same party signs in next. */
export async function signOut(): Promise<void> {
  await writeRecord(NAME, undefined);
}

function posts(holder: Holder): boolean {
  return holder.party !== null && ["party", "poster"].includes(holder.role);
}
