/** One verification as it is handed over: bytes in, a report and what it rests on out, all of it plain data. */

import { hex } from "../format/bytes.ts";
import { FormatError } from "../format/errors.ts";
import { parseTrustRoot, type TrustRoot } from "../format/trustRoot.ts";
import { RpcChain } from "../jsonRpc.ts";
import type { Check, Report } from "../report.ts";
import { verify } from "../verify.ts";

/** What to verify: a passport and a trust root as received, about the canonical URI `item`; null for the passport's own. */
export interface Task {
  readonly item: string | null;
  readonly passport: Uint8Array;
  readonly trust: Uint8Array;
}

/** What the trust root names; `contract` is in hexadecimal. */
export interface TrustSummary {
  readonly origin: string;
  readonly chainId: number;
  readonly contract: string;
  readonly rpcUrls: readonly string[];
}

/** The block at which the chain was read; `hash` is in hexadecimal. */
export interface PinSummary {
  readonly number: number;
  readonly hash: string;
}

/** A report, what it rests on, and the milliseconds that verification took, reading the chain included. */
export interface Outcome {
  readonly report: Report;
  readonly trust: TrustSummary | null;
  readonly pin: PinSummary | null;
  readonly took: number;
}

/** Verify, reading the chain; `progress` hears of each step as it ends. */
export async function perform(task: Task, progress: (check: Check) => void): Promise<Outcome> {
  const started = performance.now();
  const root = readTrustRoot(task.trust);
  const chain = root === null ? null : new RpcChain(root);
  const report = await verify(task.passport, task.item, task.trust, chain, Math.floor(Date.now() / 1000), progress);
  const took = performance.now() - started;
  const chainWasRead = report.checks[3]?.result !== "NOT_CHECKED" && report.asOf !== null;
  const pin = chainWasRead && chain !== null ? await chain.pin() : null;
  return {
    report,
    trust: root === null ? null : summaryOf(root),
    pin: pin === null ? null : { number: pin.number, hash: hex(pin.hash) },
    took,
  };
}

function readTrustRoot(bytes: Uint8Array): TrustRoot | null {
  try {
    return parseTrustRoot(bytes);
  } catch (error) {
    // Verification says so in its second step.
    if (error instanceof FormatError) return null;
    throw error;
  }
}

function summaryOf({ origin, anchorage, rpcUrls }: TrustRoot): TrustSummary {
  return { origin, chainId: anchorage.chainId, contract: hex(anchorage.contract), rpcUrls };
}
