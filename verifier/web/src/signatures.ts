/** Step 8: whose word each statement is, by the registry on chain. */

import { type ChainReader, isAuthenticAt, isDisputedAt, type KeyRecord, type PartyQuery, type PartyState } from "./chain.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { equal, hex } from "./format/bytes.ts";
import { FormatError } from "./format/errors.ts";
import { partyId } from "./format/item.ts";
import { verifyStatement } from "./format/statement.ts";

/**
 * Strike every statement that is not authentically its issuer's at its time; `now` stands in for a newer one's.
 * `checkpoints` are in the order of the log: of those with one id, the first that passes counts. Rejects with
 * ChainError if the chain could not be read.
 */
export async function checkSignatures(
  checkpoints: readonly Checkpoint[],
  chain: ChainReader,
  now: number,
): Promise<void> {
  const kids = new Map(checkpoints.map(({ statement }) => [hex(statement.kid), statement.kid]));
  const queries = new Map(
    checkpoints.map((checkpoint) => {
      const query: PartyQuery = { party: partyId(checkpoint.issuer), time: checkpoint.time ?? now };
      return [`${checkpoint.issuer} ${query.time}`, query];
    }),
  );
  const [keyList, partyList] = await Promise.all([
    chain.keys([...kids.values()]),
    chain.parties([...queries.values()]),
  ]);
  const keys = new Map([...kids.keys()].map((kid, at) => [kid, keyList[at] as KeyRecord | null]));
  const parties = new Map([...queries.keys()].map((query, at) => [query, partyList[at] as PartyState]));
  const seen = new Set<string>();
  for (const checkpoint of checkpoints) {
    const time = checkpoint.time ?? now;
    const key = keys.get(hex(checkpoint.statement.kid)) ?? null;
    const party = parties.get(`${checkpoint.issuer} ${time}`) as PartyState;
    checkpoint.struck = reasonToStrike(checkpoint, key, party, time);
    if (checkpoint.struck !== null || key === null) continue;
    checkpoint.hosted = key.hosted;
    checkpoint.disputed = isDisputedAt(key, time);
    const id = hex(checkpoint.statement.id);
    if (seen.has(id)) checkpoint.struck = "it repeats an earlier statement";
    seen.add(id);
  }
}

function reasonToStrike(
  checkpoint: Checkpoint,
  key: KeyRecord | null,
  party: PartyState,
  time: number,
): string | null {
  if (key === null) return "its key is not registered";
  if (!equal(key.partyId, partyId(checkpoint.issuer))) return "its key is another party's";
  if (!isAuthenticAt(key, time)) return "its key was not valid at that time";
  if (!party.registered) return "its party was not registered at that time";
  if (party.suspended) return "its party was suspended at that time";
  try {
    verifyStatement(checkpoint.statement, key.publicKey);
    return null;
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}
