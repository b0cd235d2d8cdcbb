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

/** Where a page that is left hands its name on to the next in its tab, which so finds the lease its own after a reload. */
const HEIR = "wayproof-lease";

const me = inherited() ?? Array.from(crypto.getRandomValues(new Uint32Array(4))).join("-");
addEventListener("pagehide", () => handOn(me));
// Brought back as it was, it goes by its name itself.
addEventListener("pageshow", () => handOn(null));

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

/** The name that was handed on. It is not there while the page is, so that a tab's duplicate does not get it too. */
function inherited(): string | null {
  try {
    const name = sessionStorage.getItem(HEIR);
    sessionStorage.removeItem(HEIR);
    return name;
  } catch {
    return null;
  }
}

function handOn(name: string | null): void {
  try {
    if (name === null) sessionStorage.removeItem(HEIR);
    else sessionStorage.setItem(HEIR, name);
  } catch {
    // Where storage is forbidden, a reload waits for the lease to end.
  }
}
