/** What a verifier asks of the chain: one pinned block, the log's anchors, and the registry (docs/format.md 8, step 4). */

import type { PublicKey } from "./format/coseKey.ts";
import { WayproofError } from "./format/errors.ts";

/** How the chain could not be read as the trust root asks. */
export type ChainErrorCode = "offline" | "rpc-disagreement" | "wrong-chain";

/** The chain could not be read as the trust root asks. */
export class ChainError extends WayproofError {
  readonly code: ChainErrorCode;

  constructor(code: ChainErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The one block at which everything is read: number, 32-byte hash, timestamp in Unix seconds. */
export interface Pin {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly time: number;
}

/** What the contract keeps of one anchor: 32-byte head, log size, block time. */
export interface AnchorRecord {
  readonly head: Uint8Array;
  readonly size: number;
  readonly time: number;
}

/** A registered key; `revokedAt`, `compromisedSince` and `declaredAt` are 0 where not so. */
export interface KeyRecord {
  readonly partyId: Uint8Array;
  readonly publicKey: PublicKey;
  readonly hosted: boolean;
  readonly validFrom: number;
  readonly revokedAt: number;
  readonly compromisedSince: number;
  readonly declaredAt: number;
}

/** Whether what the key signed at `time` is authentic. */
export function isAuthenticAt(key: KeyRecord, time: number): boolean {
  return key.validFrom <= time && (key.revokedAt === 0 || time < key.revokedAt);
}

/** Whether the party has declared that the key may have been in other hands at `time`. */
export function isDisputedAt(key: KeyRecord, time: number): boolean {
  return 0 < key.compromisedSince && key.compromisedSince <= time;
}

/** A party as of some time. */
export interface PartyState {
  readonly registered: boolean;
  readonly suspended: boolean;
  readonly roles: number;
}

/**
 * The longest prefix registered at some time: its owner, its length (0 if none), and whether a party may use it; the log
 * to which it is bound (zero if none), and since when.
 */
export interface Authority {
  readonly owner: Uint8Array;
  readonly length: number;
  readonly allowed: boolean;
  readonly logId: Uint8Array;
  readonly boundSince: number;
}

export interface PartyQuery {
  readonly party: Uint8Array;
  readonly time: number;
}

export interface AuthorityQuery {
  readonly digits: string;
  readonly party: Uint8Array;
  readonly time: number;
}

/** A chain as read at one pinned block; every method rejects with ChainError if it cannot be read so. */
export interface ChainReader {
  /** The pinned block, chosen at the first call. */
  pin(): Promise<Pin>;
  /** How many anchors the log has. */
  anchorCount(logId: Uint8Array): Promise<number>;
  /** The anchors at `seqs`, each below the count. */
  anchors(logId: Uint8Array, seqs: readonly number[]): Promise<AnchorRecord[]>;
  /** The keys of these thumbprints, null where unknown. */
  keys(kids: readonly Uint8Array[]): Promise<(KeyRecord | null)[]>;
  /** The parties as of those times. */
  parties(queries: readonly PartyQuery[]): Promise<PartyState[]>;
  /** Whose the longest registered prefix is, and whether the party may use it. */
  authorities(queries: readonly AuthorityQuery[]): Promise<Authority[]>;
}
