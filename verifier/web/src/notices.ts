/** Notices: which statements they undo, and which of them count (docs/format.md section 8). */

import { type Authorities, queryFor, RESTRICTED_NOTICES } from "./authority.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { hex } from "./format/bytes.ts";

/**
 * Mark what corrections and withdrawals undo; returns those that undo nothing because they must not. `checkpoints` are
 * in the order of the log. A statement is named by its id, so only later ones speak of it; going backwards, an undone
 * correction is known as such before it could undo anything.
 */
export function undo(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const backwards = [...checkpoints].reverse();
  const byId = new Map<string, Checkpoint>();
  for (const checkpoint of backwards) {
    if (checkpoint.struck === null) byId.set(hex(checkpoint.statement.id), checkpoint);
  }
  const unauthorised: Checkpoint[] = [];
  for (const checkpoint of backwards) {
    const { re } = checkpoint.statement;
    const target = re === null || !checkpoint.stands() ? undefined : byId.get(hex(re));
    if (target === undefined) continue;
    if (target.issuer !== checkpoint.issuer || checkpoint.disputed) unauthorised.push(checkpoint);
    else if (target.index < checkpoint.index) target.undone = true;
  }
  return unauthorised.reverse();
}

/** Whether a standing notice counts for the item under `key`, on whose notice list it stands. */
export function counts(checkpoint: Checkpoint, key: Uint8Array, authorities: Authorities): boolean {
  if (!checkpoint.stands()) return false;
  return !RESTRICTED_NOTICES.includes(checkpoint.notice) || authorities.allows(queryFor(checkpoint, key));
}
