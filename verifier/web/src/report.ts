/**
 * What verification concludes: verdict, checks, statements as read, and findings (docs/format.md section 8). A report
 * is plain JSON, member by member the one that `wayproof-verify --json` prints.
 */

import type { Json } from "./format/jcs.ts";
import type { NoticeKind, StatementType } from "./format/statement.ts";

/** Each verdict's exit code. */
export const EXIT = { VERIFIED: 0, REFUSED: 1, INCOMPLETE: 2, PENDING: 4, NO_RECORD: 5 } as const;

export type Verdict = keyof typeof EXIT;
export type Result = "PASSED" | "FAILED" | "NOT_CHECKED";
/** How much a finding matters to someone who holds the item. */
export type Severity = "info" | "notice" | "warning" | "alert";
/** The item's status, which is not part of the verdict. */
export type Status = "in order" | "attention" | "recalled" | "ended" | "unknown";

/** The names of the steps, from step 1 on. */
export const STEPS = [
  "parse",
  "trust root",
  "tree head",
  "chain",
  "index notes",
  "index",
  "log",
  "signatures",
  "disclosures",
  "commissioned",
  "trace",
  "rules",
] as const;

/** One numbered step and how it ended; `reason` says why it did not pass. */
export interface Check {
  readonly name: string;
  readonly reason: string;
  readonly result: Result;
  readonly step: number;
}

/** Something that the supply-chain rules noticed, and the log indices of the statements that it rests on. */
export interface Finding {
  readonly message: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly statements: readonly number[];
}

/**
 * A statement as the reader was shown it, and how it stands. `time` is the covering anchor's block time; null while it
 * is not known. `applies` tells whether it belongs to the asked item's journey; `about` are the canonical URIs of
 * visited items that it concerns; `id` and `re` are base64url.
 */
export interface ReadStatement {
  readonly about: readonly string[];
  readonly applies: boolean;
  readonly disputed: boolean;
  readonly hosted: boolean;
  readonly id: string;
  readonly index: number;
  readonly issuer: string;
  readonly members: { readonly [name: string]: Json };
  readonly notice: NoticeKind | null;
  readonly re: string | null;
  readonly struck: string | null;
  readonly time: number | null;
  readonly type: StatementType;
  readonly undone: boolean;
  readonly whole: boolean;
}

/**
 * The outcome of one verification. `size`, `seq` and `asOf` are the newest anchor's log size, number and block time;
 * `missing` names what made a verdict INCOMPLETE; `neverMade` is only ever true beside NO_RECORD; `entriesShown` is
 * [shown, all] of a list that is not given whole.
 */
export interface Report {
  readonly asOf: number | null;
  readonly checks: readonly Check[];
  readonly entriesShown: readonly [number, number] | null;
  readonly exit: number;
  readonly findings: readonly Finding[];
  readonly item: string;
  readonly missing: readonly string[];
  readonly neverMade: boolean;
  readonly newer: readonly ReadStatement[];
  readonly operatorOnly: boolean;
  readonly seq: number | null;
  readonly size: number | null;
  readonly statements: readonly ReadStatement[];
  readonly status: Status;
  readonly verdict: Verdict;
  readonly version: 1;
}
