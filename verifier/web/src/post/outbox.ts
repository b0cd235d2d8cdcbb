/**
 * The outbox: checkpoints that wait to be sent, and what became of those that were. It is in IndexedDB, so that nothing
 * is lost to a reload or an empty battery; its order is the order of posting.
 *
 * An entry keeps the very bytes that are sent, the time of the event among them. The ledger takes the same checkpoint
 * once however often it comes, so that sending again, from another tab too, doubles nothing.
 */

import type { Checkpoint } from "./checkpoint.ts";
import { outcome, transact } from "./database.ts";
import type { Acceptance, Refusal } from "./ledger.ts";

/** One checkpoint. `addedAt` is in Unix milliseconds; `party` is in whose name it was posted. */
export interface Entry {
  readonly id: number;
  readonly party: string;
  readonly body: string;
  readonly addedAt: number;
  readonly state: State;
}

/** How far an entry has come. */
export type State =
  | { readonly kind: "waiting" }
  /** `deadline` in Unix seconds; null until the promise was checked, for which the trust root is needed. */
  | { readonly kind: "accepted"; readonly acceptance: Acceptance; readonly deadline: number | null }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Answered as accepted, but the promise is not this ledger's. */
  | { readonly kind: "doubtful"; readonly acceptance: Acceptance };

/** Most accepted entries that are kept to be looked at. */
const MOST_ACCEPTED = 100;

const changes = new EventTarget();
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("wayproof-outbox") : null;
tabs?.addEventListener("message", () => changes.dispatchEvent(new Event("change")));

/** Call back whenever the outbox may have changed, in this tab or another, until `signal` aborts. */
export function onChange(callback: () => void, signal: AbortSignal): void {
  changes.addEventListener("change", callback, { signal });
}

/** All entries, in order. */
export function entries(): Promise<Entry[]> {
  return transact(["outbox"], "readonly", (transaction) =>
    outcome<Entry[]>(transaction.objectStore("outbox").getAll()),
  );
}

/** An entry as it is now; undefined if it was taken out. */
export function entryAt(id: number): Promise<Entry | undefined> {
  return transact(["outbox"], "readonly", (transaction) =>
    outcome<Entry | undefined>(transaction.objectStore("outbox").get(id)),
  );
}

/** The checkpoint of an entry. */
export function checkpointIn(entry: Entry): Checkpoint {
  return JSON.parse(entry.body) as Checkpoint;
}

/** Put a checkpoint into the outbox, in place of the entry `instead`, unless that was accepted meanwhile. */
export async function add(party: string, checkpoint: Checkpoint, instead: number | null = null): Promise<void> {
  await transact(["outbox"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("outbox");
    const corrected = instead === null ? undefined : ((await outcome(store.get(instead))) as Entry | undefined);
    if (corrected !== undefined && corrected.state.kind !== "accepted") await outcome(store.delete(corrected.id));
    const state: State = { kind: "waiting" };
    await outcome(store.add({ party, body: JSON.stringify(checkpoint), addedAt: Date.now(), state }));
  });
  changed();
}

/** What became of an entry; one that was taken out meanwhile is put back, because it was sent. */
export async function settle(entry: Entry, state: State): Promise<void> {
  await transact(["outbox"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("outbox");
    const now = (await outcome(store.get(entry.id))) as Entry | undefined;
    // Another tab may have heard of the acceptance before this one heard of something less.
    if (now?.state.kind === "accepted" && state.kind !== "accepted") return;
    if (now === undefined && state.kind === "refused") return;
    await outcome(store.put({ ...entry, state }));
  });
  changed();
}

/** Let an entry wait again. */
export async function retry(id: number): Promise<void> {
  await transact(["outbox"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("outbox");
    const entry = (await outcome(store.get(id))) as Entry | undefined;
    if (entry !== undefined) await outcome(store.put({ ...entry, state: { kind: "waiting" } }));
  });
  changed();
}

/** Take entries out, and the photos that no other entry speaks of. */
export async function drop(...ids: number[]): Promise<void> {
  await transact(["outbox", "photos"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("outbox");
    const before = await outcome<Entry[]>(store.getAll());
    for (const id of ids) await outcome(store.delete(id));
    const kept = new Set(before.filter(({ id }) => !ids.includes(id)).flatMap((entry) => checkpointIn(entry).photos ?? []));
    const gone = before.filter(({ id }) => ids.includes(id)).flatMap((entry) => checkpointIn(entry).photos ?? []);
    for (const digest of gone) if (!kept.has(digest)) await outcome(transaction.objectStore("photos").delete(digest));
  });
  changed();
}

/** Take out the accepted entries, with their photos. */
export async function clearAccepted(): Promise<void> {
  await drop(...(await entries()).filter(({ state }) => state.kind === "accepted").map(({ id }) => id));
}

/** Take out accepted entries without photos that many others came after. */
export async function clearOld(): Promise<void> {
  const accepted = (await entries()).filter(({ state }) => state.kind === "accepted");
  const old = accepted.slice(0, -MOST_ACCEPTED).filter((entry) => checkpointIn(entry).photos === undefined);
  if (old.length > 0) await drop(...old.map(({ id }) => id));
}

function changed(): void {
  changes.dispatchEvent(new Event("change"));
  tabs?.postMessage("change");
}
