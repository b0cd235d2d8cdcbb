/** What the page picks out of a report's statements. */

import { isObject, type Json, type JsonObject } from "../format/jcs.ts";
import { describeItem } from "../format/item.ts";
import { member } from "../format/shape.ts";
import { parseTimestamp } from "../format/timestamp.ts";
import type { ReadStatement, Report } from "../report.ts";
import type { Words } from "../words/words.ts";
import { printable } from "./printable.ts";

/** The `core` disclosure; empty if withheld. */
export function coreOf(statement: ReadStatement): JsonObject {
  return objectOf(statement.members as JsonObject, "core") ?? {};
}

/** A member that is text, made printable, else null. */
export function textOf(object: JsonObject | null, name: string): string | null {
  const value = object === null ? undefined : member(object, name);
  return typeof value === "string" && value !== "" ? printable(value) : null;
}

function objectOf(object: JsonObject, name: string): JsonObject | null {
  const value: Json | undefined = member(object, name);
  return isObject(value) ? value : null;
}

/** When the event happened by its issuer's word, in Unix milliseconds, with the offset there; null if unreadable. */
export function eventTime(statement: ReadStatement): { at: number; offset: string } | null {
  const core = coreOf(statement);
  try {
    return { at: parseTimestamp(textOf(core, "eventTime") ?? ""), offset: textOf(core, "eventTimeZoneOffset") ?? "+00:00" };
  } catch {
    return null;
  }
}

/** Where it happened: the URI of the read point, or of the business location if the read point is only a position. */
export function placeOf(statement: ReadStatement): string | null {
  const where = objectOf(statement.members as JsonObject, "where") ?? {};
  const uris = ["readPoint", "bizLocation"].map((name) => textOf(objectOf(where, name), "id")).filter((uri) => uri !== null);
  return uris.find((uri) => !isPosition(uri)) ?? uris[0] ?? null;
}

/** Whether a URI names a place by its position (RFC 5870). */
function isPosition(uri: string): boolean {
  return uri.startsWith("geo:");
}

/** Whether the statements were checked against the registry, so that it is known which of them count. */
export function signaturesChecked(report: Report): boolean {
  return report.checks[7]?.result === "PASSED" && report.checks[10]?.result !== "NOT_CHECKED";
}

/** The journey in the order of the events' own times: what applies to the item, or, unchecked, all that was sent. */
export function journeyOf(report: Report): ReadStatement[] {
  const shown = signaturesChecked(report)
    ? report.statements.filter((each) => (each.applies || each.undone) && each.struck === null)
    : [...report.statements];
  const newer = report.newer.filter((each) => each.struck === null);
  return [...shown, ...newer]
    .filter((each) => each.notice !== "description" && each.notice !== "serialised")
    .map((each) => ({ each, at: eventTime(each)?.at ?? 0 }))
    .sort((a, b) => a.at - b.at || a.each.index - b.each.index)
    .map(({ each }) => each);
}

/** Whether a journey's statement says a position, so that there is something to draw on a map. */
export function hasPositions(report: Report): boolean {
  return journeyOf(report).some((each) => {
    const where = objectOf(each.members as JsonObject, "where") ?? {};
    return ["readPoint", "bizLocation"].some((name) => isPosition(textOf(objectOf(where, name), "id") ?? ""));
  });
}

/** Whether a journey's statement says what sensors read. */
export function hasReadings(report: Report): boolean {
  return journeyOf(report).some(({ members }) => Object.hasOwn(members, "sensorElementList"));
}

/** Statements that were struck. */
export function struckOf(report: Report): ReadStatement[] {
  return [...report.statements, ...report.newer].filter((each) => each.struck !== null);
}

/** Descriptions that count, those of the item itself last. */
function descriptionsOf(report: Report): ReadStatement[] {
  if (!signaturesChecked(report)) return [];
  const unauthorised = new Set(
    report.findings.filter(({ rule }) => rule === "unauthorised-notice").flatMap(({ statements }) => statements),
  );
  const isOwn = (each: ReadStatement) => Number(each.about.includes(report.item));
  return report.statements
    .filter(
      (each) =>
        each.notice === "description" &&
        each.applies &&
        each.struck === null &&
        !each.undone &&
        !unauthorised.has(each.index),
    )
    .sort((a, b) => isOwn(a) - isOwn(b) || a.index - b.index);
}

/** What the maker says the item is: of each member the newest word, the item's own before its lot's and its class's. */
export function descriptionOf(report: Report): JsonObject {
  return Object.assign({}, ...descriptionsOf(report).map((each) => each.members)) as JsonObject;
}

/** What parties call themselves, by their URIs: who describes its product names its maker. */
export function namesOf(report: Report): ReadonlyMap<string, string> {
  return new Map(
    descriptionsOf(report).flatMap((each): [string, string][] => {
      const maker = textOf(each.members as JsonObject, "maker");
      return maker === null ? [] : [[each.issuer, maker]];
    }),
  );
}

/** Recalls that count, by the finding that names them. */
export function recallsOf(report: Report): ReadStatement[] {
  const indices = report.findings.filter(({ rule }) => rule === "recalled").flatMap(({ statements }) => statements);
  return [...report.statements, ...report.newer].filter((each) => indices.includes(each.index));
}

/** The item's number in its parts, each with what it is called. */
export function numberOf(uri: string, { product: words }: Words): { label: string; value: string }[] {
  try {
    const item = describeItem(uri);
    const parts = [
      { label: words.serial, value: item.primaryAi === "01" ? item.serial : null },
      { label: words.lot, value: item.lot },
      { label: words.gtin, value: item.gtin },
      { label: words.sscc, value: item.primaryAi === "00" ? item.primaryValue : null },
    ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value: printable(value) }]));
    return parts.length > 0 ? parts : [{ label: words.number, value: printable(item.primaryValue ?? uri) }];
  } catch {
    return [{ label: words.number, value: printable(uri) }];
  }
}

/** Certificates of the journey that count. */
export function certificatesOf(report: Report): ReadStatement[] {
  return signaturesChecked(report) ? journeyOf(report).filter(({ notice, undone }) => notice === "certificate" && !undone) : [];
}

/** The certificates that a statement names, as far as they are shown to this reader. */
export function certificateNames(statement: ReadStatement): string[] {
  const named = member(statement.members as JsonObject, "certificationInfo");
  return (Array.isArray(named) ? named : [named]).flatMap((each) => (typeof each === "string" && each !== "" ? [printable(each)] : []));
}
