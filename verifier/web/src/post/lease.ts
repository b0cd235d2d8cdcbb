/**
 * A lease in IndexedDB, by which one tab sends at a time. Web Locks would do the same, but only on https. Two that send
 * at once would do no harm, because the ledger takes a checkpoint once; they would only waste a slow connection.
 */

import { outcome, transact } from "./database.ts";

interface Lease {
  readonly holder: string;
  /** Unix milliseconds. */
  readonly until: number;
}

const NAME = "lease";
/** Longer than a request may take; a tab that dies leaves its lease for so long at most. */
const TERM = 30_000;

const me = Array.from(crypto.getRandomValues(new Uint32Array(4))).join("-");

/** Take the lease, or keep it for another term; milliseconds until another tab's ends, 0 if it is ours now. */
export function takeLease(now: number = Date.now()): Promise<number> {
  return transact(["records"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("records");
    const lease = ((await outcome(store.get(NAME))) as { value: Lease } | undefined)?.value;
    const left = lease === undefined || lease.holder === me ? 0 : lease.until - now;
    // One that lasts longer than a term was written before the clock was set back.
    if (left > 0 && left <= TERM) return left;
    await outcome(store.put({ name: NAME, value: { holder: me, until: now + TERM } }));
    return 0;
  });
}

/** Give the lease back, if it is ours. */
export function endLease(): Promise<void> {
  return transact(["records"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("records");
    const lease = ((await outcome(store.get(NAME))) as { value: Lease } | undefined)?.value;
    if (lease?.holder === me) await outcome(store.delete(NAME));
  });
}
