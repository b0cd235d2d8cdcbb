/** A chain as a file remembers it; the format is described in tests/recorded_chain.py. */

import type {
  AnchorRecord,
  Authority,
  AuthorityQuery,
  ChainReader,
  KeyRecord,
  PartyQuery,
  PartyState,
  Pin,
} from "../src/chain.ts";
import * as base64url from "../src/format/base64url.ts";
import { equal, ZERO_32 } from "../src/format/bytes.ts";
import { PublicKey } from "../src/format/coseKey.ts";

type Interval = [from: number, to: number | null];

export interface Recorded {
  chainId: number;
  block: { number: number; hash: string; time: number };
  anchors: { head: string; size: number; time: number }[];
  keys: Record<string, RecordedKey>;
  parties: { id: string; registeredAt: number; suspended: Interval[]; roles: number }[];
  prefixes: {
    prefix: string;
    from: number;
    owner: string;
    delegates: [party: string, ...Interval][];
    bound: [logId: string, from: number][];
  }[];
}

interface RecordedKey {
  partyId: string;
  alg: number;
  x: string;
  y: string;
  hosted: boolean;
  from: number;
  revokedAt: number;
  compromisedSince: number;
  declaredAt: number;
}

/** A ChainReader over a recorded chain; every log's anchors are the same ones. */
export class RecordedChain implements ChainReader {
  private readonly recorded: Recorded;

  constructor(recorded: Recorded) {
    this.recorded = recorded;
  }

  async pin(): Promise<Pin> {
    const { number, hash, time } = this.recorded.block;
    return { number, hash: base64url.decode(hash), time };
  }

  async anchorCount(): Promise<number> {
    return this.recorded.anchors.length;
  }

  async anchors(_logId: Uint8Array, seqs: readonly number[]): Promise<AnchorRecord[]> {
    return seqs.map((seq) => {
      const anchor = this.recorded.anchors[seq];
      if (anchor === undefined) throw new RangeError(`anchor ${seq} was asked for and is not there`);
      return { ...anchor, head: base64url.decode(anchor.head) };
    });
  }

  async keys(kids: readonly Uint8Array[]): Promise<(KeyRecord | null)[]> {
    return kids.map((kid) => {
      const key = this.recorded.keys[base64url.encode(kid)];
      if (key === undefined) return null;
      return {
        partyId: base64url.decode(key.partyId),
        publicKey: new PublicKey(key.alg, base64url.decode(key.x), base64url.decode(key.y)),
        hosted: key.hosted,
        validFrom: key.from,
        revokedAt: key.revokedAt,
        compromisedSince: key.compromisedSince,
        declaredAt: key.declaredAt,
      };
    });
  }

  async parties(queries: readonly PartyQuery[]): Promise<PartyState[]> {
    return queries.map(({ party, time }) => {
      const known = this.recorded.parties.find(
        (each) => equal(base64url.decode(each.id), party) && each.registeredAt <= time,
      );
      return {
        registered: known !== undefined,
        suspended: known?.suspended.some((interval) => holds(interval, time)) ?? false,
        roles: known?.roles ?? 0,
      };
    });
  }

  async authorities(queries: readonly AuthorityQuery[]): Promise<Authority[]> {
    return queries.map((query) => this.authority(query));
  }

  private authority({ digits, party, time }: AuthorityQuery): Authority {
    const [longest] = this.recorded.prefixes
      .filter(({ prefix, from }) => digits.startsWith(prefix) && prefix.length >= 4 && prefix.length <= 12 && from <= time)
      .sort((a, b) => b.prefix.length - a.prefix.length || b.from - a.from);
    if (longest === undefined) return { owner: ZERO_32, length: 0, allowed: false, logId: ZERO_32, boundSince: 0 };
    const owner = base64url.decode(longest.owner);
    const delegated = longest.delegates.some(
      ([delegate, ...interval]) => equal(base64url.decode(delegate), party) && holds(interval, time),
    );
    const bound = longest.bound.filter(([, since]) => since <= time).at(-1);
    return {
      owner,
      length: longest.prefix.length,
      allowed: equal(party, owner) || delegated,
      logId: bound === undefined ? ZERO_32 : base64url.decode(bound[0]),
      boundSince: bound?.[1] ?? 0,
    };
  }
}

function holds([from, to]: Interval, time: number): boolean {
  return from <= time && (to === null || time < to);
}
