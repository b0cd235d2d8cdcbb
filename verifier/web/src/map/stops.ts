/** The stops of a journey: where its statements say that it was, as positions. */

import { isObject } from "../format/jcs.ts";
import { member } from "../format/shape.ts";
import type { ReadStatement } from "../report.ts";
import { distance, type Position, positionOfUri } from "./position.ts";

/** Kilometres within which positions are of one place. */
const SAME = 1;

/** One stay on the way: its position, the URI of the place where it has one, and the statements made there in a row. */
export interface Stop {
  readonly position: Position;
  readonly place: string | null;
  readonly statements: readonly ReadStatement[];
}

interface Where {
  readonly readPoint: string | null;
  readonly bizLocation: string | null;
}

/** What a statement says of where it happened. */
function whereOf({ members }: ReadStatement): Where {
  const where = Object.hasOwn(members, "where") ? members.where : null;
  const uriOf = (name: string) => {
    const place = isObject(where) ? member(where, name) : undefined;
    const id = isObject(place) ? member(place, "id") : undefined;
    return typeof id === "string" ? id : null;
  };
  return { readPoint: uriOf("readPoint"), bizLocation: uriOf("bizLocation") };
}

/**
 * The positions of places that statements name without one, from statements that name both: the read point as a geo URI
 * and the business location by another. A place of which they say positions apart has none. The statements must count.
 */
export function positionsOfPlaces(statements: readonly ReadStatement[]): ReadonlyMap<string, Position> {
  const found = new Map<string, Position | null>();
  for (const statement of statements) {
    const { readPoint, bizLocation } = whereOf(statement);
    const position = readPoint === null ? null : positionOfUri(readPoint);
    if (position === null || bizLocation === null || positionOfUri(bizLocation) !== null) continue;
    const before = found.get(bizLocation);
    if (before === undefined) found.set(bizLocation, position);
    else if (before !== null && distance(before, position) > SAME) found.set(bizLocation, null);
  }
  return new Map([...found].filter((each): each is [string, Position] => each[1] !== null));
}

/** The stops of a journey's statements, in their order; statements whose position nobody says are left out. */
export function stopsOf(journey: readonly ReadStatement[]): Stop[] {
  const counting = journey.filter(({ undone, notice }) => !undone && notice !== "correction");
  const known = positionsOfPlaces(counting);
  const stops: { position: Position; place: string | null; statements: ReadStatement[] }[] = [];
  for (const statement of counting) {
    const { readPoint, bizLocation } = whereOf(statement);
    const named = [bizLocation, readPoint].filter((uri) => uri !== null);
    const position =
      [readPoint, bizLocation].map((uri) => (uri === null ? null : positionOfUri(uri))).find((each) => each !== null) ??
      named.map((uri) => known.get(uri)).find((each) => each !== undefined);
    if (position === undefined || position === null) continue;
    const place = named.find((uri) => positionOfUri(uri) === null) ?? null;
    const last = stops.at(-1);
    if (last !== undefined && distance(last.position, position) <= SAME) {
      last.statements.push(statement);
      last.place ??= place;
    } else {
      stops.push({ position, place, statements: [statement] });
    }
  }
  return stops;
}
