/** A recall that counts and is not withdrawn stands above everything. */

import type { Finding } from "../report.ts";
import { indicesOf, type Journey } from "./journey.ts";

/** `recalled`: one finding for all recalls that apply. */
export function recalled(journey: Journey): Finding[] {
  const recalls = new Set(indicesOf(journey.notices.filter((notice) => notice.notice === "recall")));
  if (recalls.size === 0) return [];
  const statements = [...recalls].sort((a, b) => a - b);
  return [{ rule: "recalled", severity: "alert", message: "This item is recalled.", statements }];
}
