/** Statements that do not count, or whose keys ask for caution, are named. */

import type { Checkpoint } from "../checkpoint.ts";
import type { Finding, Severity } from "../report.ts";
import { indicesOf, type Journey } from "./journey.ts";

/** `unauthorised-notice`, `struck-statement`, `disputed-statement` and `hosted-key`. */
export function standing(journey: Journey): Finding[] {
  const { given, unauthorised } = journey;
  const unstruck = given.filter((each) => each.struck === null);
  return [
    ...named(
      "unauthorised-notice",
      "warning",
      "A notice does not count: its issuer may not give it.",
      unauthorised,
    ),
    ...named(
      "struck-statement",
      "warning",
      "A statement does not count: it is not authentic, or contradicts itself.",
      given.filter((each) => each.struck !== null),
    ),
    ...named(
      "disputed-statement",
      "warning",
      "A statement's key may have been in other hands when it was used.",
      unstruck.filter((each) => each.disputed),
    ),
    ...named(
      "hosted-key",
      "info",
      "A statement was signed with a key that the service keeps for its party.",
      unstruck.filter((each) => each.hosted),
    ),
  ];
}

function named(rule: string, severity: Severity, message: string, statements: readonly Checkpoint[]): Finding[] {
  const indices = [...new Set(indicesOf(statements))].sort((a, b) => a - b);
  return indices.length === 0 ? [] : [{ rule, severity, message, statements: indices }];
}
