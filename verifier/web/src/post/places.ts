/** Places that this phone has posted from, by the names that its holder gave them. */

import { outcome, transact } from "./database.ts";

/** A place: its canonical URI, its name here, and when it was last chosen (Unix milliseconds). */
export interface Place {
  readonly uri: string;
  readonly name: string;
  readonly usedAt: number;
}

/** The places, the one used last first. */
export async function places(): Promise<Place[]> {
  const all = await transact(["places"], "readonly", (transaction) =>
    outcome<Place[]>(transaction.objectStore("places").getAll()),
  );
  return all.sort((one, other) => other.usedAt - one.usedAt);
}

/** Keep a place, or note that it was chosen again. */
export async function keepPlace(uri: string, name: string): Promise<void> {
  const place: Place = { uri, name, usedAt: Date.now() };
  await transact(["places"], "readwrite", (transaction) => outcome(transaction.objectStore("places").put(place)));
}
