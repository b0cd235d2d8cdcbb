/** What is shipped is received, before it is shipped on by somebody else. */

import type { Checkpoint } from "../checkpoint.ts";
import type { Finding } from "../report.ts";
import { type Journey, step } from "./journey.ts";

const RECEIVING: readonly (string | null)[] = [
  "receiving",
  "accepting",
  "arriving",
  "storing",
  "stocking",
  "retail_selling",
];

/** `shipped-twice` and `not-received`. */
export function shippedReceived(journey: Journey): Finding[] {
  const findings: Finding[] = [];
  let open: Checkpoint | null = null;
  for (const event of journey.events) {
    if (step(event) === "shipping") {
      if (open !== null && open.issuer !== event.issuer) {
        findings.push({
          rule: "shipped-twice",
          severity: "warning",
          message: "It was shipped on by another party that never received it.",
          statements: [open.index, event.index],
        });
      }
      open = event;
    } else if (RECEIVING.includes(step(event))) {
      open = null;
    }
  }
  if (open !== null) {
    findings.push({
      rule: "not-received",
      severity: "notice",
      message: "It was shipped and is not received yet.",
      statements: [open.index],
    });
  }
  return findings;
}
