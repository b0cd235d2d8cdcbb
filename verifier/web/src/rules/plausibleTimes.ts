/** What was recorded cannot have happened later, and seldom much earlier. */

import type { Finding } from "../report.ts";
import { indicesOf, type Journey } from "./journey.ts";

/** How far an event's own clock may run ahead of its covering anchor's block, in milliseconds. */
const AHEAD = 10 * 60 * 1000;
/** How late an event may be recorded without remark, in milliseconds. */
const BEHIND = 30 * 24 * 3600 * 1000;

/** `event-in-future` and `recorded-late`. */
export function plausibleTimes(journey: Journey): Finding[] {
  const leads = journey.events.flatMap((event) =>
    event.time === null ? [] : [{ event, lead: event.eventTime() - event.time * 1000 }],
  );
  const ahead = leads.filter(({ lead }) => lead > AHEAD).map(({ event }) => event);
  const behind = leads.filter(({ lead }) => lead < -BEHIND).map(({ event }) => event);
  const findings: Finding[] = [];
  if (ahead.length > 0) {
    findings.push({
      rule: "event-in-future",
      severity: "warning",
      message: "An event claims a time after it was recorded.",
      statements: indicesOf(ahead),
    });
  }
  if (behind.length > 0) {
    findings.push({
      rule: "recorded-late",
      severity: "notice",
      message: "An event was recorded more than 30 days after it is said to have happened.",
      statements: indicesOf(behind),
    });
  }
  return findings;
}
