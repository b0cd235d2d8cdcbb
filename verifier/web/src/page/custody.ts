/** A journey as hands that an item went through: what one party says in a row stands together. */

import type { ReadStatement } from "../report.ts";

/** Consecutive statements of one issuer, signed in one manner. */
export interface Custody {
  readonly issuer: string;
  /** Whether the service signed for the party. */
  readonly hosted: boolean;
  readonly statements: readonly ReadStatement[];
}

/** The statements of a journey, in their order, by who says them. */
export function custodyOf(journey: readonly ReadStatement[]): Custody[] {
  const hands: { issuer: string; hosted: boolean; statements: ReadStatement[] }[] = [];
  for (const statement of journey) {
    const last = hands.at(-1);
    if (last !== undefined && last.issuer === statement.issuer && last.hosted === statement.hosted) {
      last.statements.push(statement);
    } else {
      hands.push({ issuer: statement.issuer, hosted: statement.hosted, statements: [statement] });
    }
  }
  return hands;
}
