/** What the supply-chain rules look at: one item's journey as far as it stands. */

import type { Checkpoint } from "../checkpoint.ts";
import type { Window } from "../trace.ts";

/**
 * The journey of the item under `key`. `events` are the standing events that apply, by eventTime and then by log index;
 * `own` those on the item's own list; `commissionings` the authentic ones that are not disputed,
 * `foreignCommissionings` those by others; `notices` those that apply and count; `unauthorised` those that do not count; `given` every statement of the passport.
 */
export interface Journey {
  readonly key: Uint8Array;
  readonly events: readonly Checkpoint[];
  readonly own: readonly Checkpoint[];
  readonly commissionings: readonly Checkpoint[];
  readonly foreignCommissionings: readonly Checkpoint[];
  readonly windows: readonly Window[];
  readonly notices: readonly Checkpoint[];
  readonly unauthorised: readonly Checkpoint[];
  readonly foreignUnpackings: readonly Checkpoint[];
  readonly given: readonly Checkpoint[];
}

const ENDING_STEPS: readonly (string | null)[] = ["destroying", "decommissioning"];
const ENDING_DISPOSITIONS: readonly (string | null)[] = ["destroyed", "disposed"];

/** The first standing event of the item itself that ends its life. */
export function endOfLife(journey: Journey): Checkpoint | undefined {
  return journey.events.find((event) => journey.own.includes(event) && endsLife(event));
}

/** The business step, a bare CBV word in the canonical event. */
export function step(checkpoint: Checkpoint): string | null {
  return checkpoint.word("bizStep");
}

/** Whether an event ends the life of what it is about: a decommission, or a destroying or disposing. */
export function endsLife(checkpoint: Checkpoint): boolean {
  return (
    checkpoint.notice === "decommission" ||
    ENDING_STEPS.includes(step(checkpoint)) ||
    ENDING_DISPOSITIONS.includes(checkpoint.word("disposition"))
  );
}

/** The log indices that a finding rests on. */
export function indicesOf(checkpoints: readonly Checkpoint[]): number[] {
  return checkpoints.map((checkpoint) => checkpoint.index);
}
