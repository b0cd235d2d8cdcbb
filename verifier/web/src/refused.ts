/** What ends a verification at once: a check that only forgery, alteration or equivocation fails. */

import { FormatError } from "./format/errors.ts";

/** A check failed at `step` that nothing honest fails. */
export class Refused extends Error {
  readonly step: number;

  constructor(step: number, reason: string) {
    super(reason);
    this.step = step;
  }
}

/** The value of `check`; Refused at `step` if it throws FormatError. */
export function refusedUnless<T>(step: number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof FormatError) throw new Refused(step, error.message);
    throw error;
  }
}
