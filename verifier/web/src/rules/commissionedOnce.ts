/** A serial number is made once, and nothing happens to it before. */

import type { Finding } from "../report.ts";
import { indicesOf, type Journey } from "./journey.ts";

/** `foreign-commissioning`, `commissioned-twice` and `before-commissioning`. */
export function commissionedOnce(journey: Journey): Finding[] {
  const [first, ...others] = journey.commissionings;
  const findings: Finding[] = [];
  if (journey.foreignCommissionings.length > 0) {
    findings.push({
      rule: "foreign-commissioning",
      severity: "warning",
      message: "A party that may not make this number says that it did.",
      statements: indicesOf(journey.foreignCommissionings),
    });
  }
  if (first === undefined) return findings;
  if (others.length > 0) {
    findings.push({
      rule: "commissioned-twice",
      severity: "alert",
      message: "This number was made more than once.",
      statements: indicesOf(journey.commissionings),
    });
  }
  const made = first.eventTime();
  const early = journey.events.filter((event) => event.eventTime() < made);
  if (early.length > 0) {
    findings.push({
      rule: "before-commissioning",
      severity: "warning",
      message: "Something happened before the item was made.",
      statements: indicesOf(early),
    });
  }
  return findings;
}
