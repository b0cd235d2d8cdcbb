/** Step 4: what the chain says of a passport's anchors, at one pinned block. */

import type { AnchorRecord, ChainReader, Pin } from "./chain.ts";
import { anchorHead } from "./format/anchor.ts";
import { equal } from "./format/bytes.ts";
import { FormatError } from "./format/errors.ts";
import { newestAnchor, type Passport } from "./format/passport.ts";
import type { TrustRoot } from "./format/trustRoot.ts";

/** The pinned block, the block times of the anchors that the chain has by seq, and what is short of complete. */
export interface Anchoring {
  readonly pin: Pin;
  readonly times: ReadonlyMap<number, number>;
  readonly shortfall: { readonly code: string; readonly reason: string } | null;
}

/** FormatError unless the passport is anchored where the trust root says. */
export function checkAnchorage(passport: Passport, { anchorage }: TrustRoot): void {
  if (
    passport.anchorage.chainId !== anchorage.chainId ||
    !equal(passport.anchorage.contract, anchorage.contract)
  ) {
    throw new FormatError("the passport is anchored elsewhere than the trust root says");
  }
}

/**
 * The anchors of a passport as the chain has them. Rejects with ChainError if the chain could not be read, and with
 * FormatError if an anchor is not the one on chain.
 */
export async function readAnchoring(
  passport: Passport,
  root: TrustRoot,
  chain: ChainReader,
  now: number,
): Promise<Anchoring> {
  const { anchorage, logId } = root;
  const newest = newestAnchor(passport);
  const pin = await chain.pin();
  const count = await chain.anchorCount(logId);
  const seqs = passport.anchors.map((anchor) => anchor.seq).filter((seq) => seq < count);
  const [final, answers, before] = await Promise.all([
    newestFinal(chain, logId, count, pin.time),
    chain.anchors(logId, seqs),
    newest.seq === count && count > 0 ? chain.anchors(logId, [count - 1]) : [],
  ]);
  const records = new Map(seqs.map((seq, at) => [seq, answers[at] as AnchorRecord]));
  for (const anchor of passport.anchors) {
    const record = records.get(anchor.seq);
    if (record === undefined) continue;
    if (!equal(record.head, anchorHead(anchor, anchorage, logId)) || record.size !== anchor.size) {
      throw new FormatError(`anchor ${anchor.seq} is not the one on chain`);
    }
  }
  if (before[0] !== undefined && !equal(before[0].head, newest.prev)) {
    throw new FormatError(`anchor ${newest.seq} does not follow the one on chain`);
  }
  const times = new Map([...records].map(([seq, record]) => [seq, record.time]));
  return { pin, times, shortfall: shortfall(newest.seq, times.get(newest.seq), final) };

  function shortfall(seq: number, time: number | undefined, newestSeq: number | null): Anchoring["shortfall"] {
    if (newestSeq === null || seq > newestSeq || time === undefined) {
      return { code: "not-final", reason: `anchor ${seq} is not final on chain` };
    }
    if (seq < newestSeq) {
      return { code: "stale", reason: `the passport ends at anchor ${seq}; the chain has ${newestSeq}` };
    }
    if (Math.max(now, pin.time) - time > root.maxAnchorAge) {
      return { code: "too-old", reason: "the newest anchor is older than the trust root allows" };
    }
    return null;
  }
}

/** How many anchors at the end of a log are looked at for a final one: they are not yet final for a block or two only. */
const MAX_NOT_FINAL = 64;

/** The log's newest anchor whose block time is before the pinned block's, which makes it final. */
async function newestFinal(
  chain: ChainReader,
  logId: Uint8Array,
  count: number,
  pinnedTime: number,
): Promise<number | null> {
  for (let seq = count - 1; seq >= Math.max(0, count - MAX_NOT_FINAL); seq--) {
    const [record] = await chain.anchors(logId, [seq]);
    if (record !== undefined && record.time < pinnedTime) return seq;
  }
  return null;
}
