/** Step 12: the supply-chain rules, pure functions from a journey to findings, one idea a file (docs/format.md 8.2). */

import type { Finding, Status } from "../report.ts";
import { commissionedOnce } from "./commissionedOnce.ts";
import { containment } from "./containment.ts";
import { nothingAfterEnd } from "./endOfLife.ts";
import { endOfLife, type Journey } from "./journey.ts";
import { plausibleTimes } from "./plausibleTimes.ts";
import { recalled } from "./recalled.ts";
import { shippedReceived } from "./shippedReceived.ts";
import { standing } from "./standing.ts";

const ALL = [recalled, commissionedOnce, nothingAfterEnd, shippedReceived, containment, plausibleTimes, standing];

/** What all rules find, in their order. */
export function findingsOf(journey: Journey): Finding[] {
  return ALL.flatMap((rule) => rule(journey));
}

/** The item's status: recalled, ended, attention or in order, the first that applies. */
export function statusOf(journey: Journey, findings: readonly Finding[]): Status {
  if (findings.some((finding) => finding.rule === "recalled")) return "recalled";
  if (endOfLife(journey) !== undefined) return "ended";
  if (findings.some(({ severity }) => severity === "warning" || severity === "alert")) return "attention";
  return "in order";
}
