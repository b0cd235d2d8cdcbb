/** What this phone keeps for posting, in IndexedDB, which plain http has too and which outlives reloads. */

const NAME = "wayproof-post";
const VERSION = 1;

/** The stores: one session, the outbox in order, photos by digest, places by URI, and small records by name. */
export type StoreName = "outbox" | "photos" | "places" | "records";

let opened: Promise<IDBDatabase> | undefined;

/** Run `work` in one transaction over the stores; what it returns is given once the transaction is complete. */
export async function transact<T>(
  stores: readonly StoreName[],
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  const database = await open();
  const transaction = database.transaction(stores, mode, { durability: "strict" });
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the database gave up"));
  });
  complete.catch(() => undefined);
  let result: T;
  try {
    result = await work(transaction);
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
  await complete;
  return result;
}

/** The outcome of one request of a transaction. */
export function outcome<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the database refused"));
  });
}

/** A small record by name; undefined if there is none. */
export function readRecord<T>(name: string): Promise<T | undefined> {
  return transact(["records"], "readonly", async (transaction) => {
    const found = await outcome(transaction.objectStore("records").get(name));
    return (found as { value: T } | undefined)?.value;
  });
}

/** Keep a small record under a name; undefined removes it. */
export function writeRecord(name: string, value: unknown): Promise<void> {
  return transact(["records"], "readwrite", async (transaction) => {
    const store = transaction.objectStore("records");
    if (value === undefined) await outcome(store.delete(name));
    else await outcome(store.put({ name, value }));
  });
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
      database.createObjectStore("photos", { keyPath: "digest" });
      database.createObjectStore("places", { keyPath: "uri" });
      database.createObjectStore("records", { keyPath: "name" });
    };
    request.onsuccess = () => {
      const database = request.result;
      // Another tab with newer code must not wait for this one.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      database.onclose = () => {
        opened = undefined;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error ?? new Error("the database cannot be opened"));
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
