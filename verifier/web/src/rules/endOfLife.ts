/** Nothing happens to an item after the end of its life. */

import type { Finding } from "../report.ts";
import { endOfLife, indicesOf, type Journey } from "./journey.ts";

/** `after-end`: events later than the one that ended the item's life. */
export function nothingAfterEnd(journey: Journey): Finding[] {
  const end = endOfLife(journey);
  if (end === undefined) return [];
  const ended = end.eventTime();
  const late = journey.events.filter((event) => event.eventTime() > ended);
  if (late.length === 0) return [];
  return [
    {
      rule: "after-end",
      severity: "warning",
      message: "Something happened after the end of the item's life.",
      statements: indicesOf(late),
    },
  ];
}
