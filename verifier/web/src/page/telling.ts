/** A report in a shopper's words. */

import { type Position, positionOfUri } from "../map/position.ts";
import type { Finding, ReadStatement, Report } from "../report.ts";
import type { Words } from "../words/words.ts";
import { printable } from "./printable.ts";
import { coreOf, textOf } from "./statements.ts";

/** What the verdict means, in one or two sentences. */
export function explanation(report: Report, words: Words): string {
  const { meaning } = words;
  switch (report.verdict) {
    case "VERIFIED":
      return signedInWords(report, words);
    case "PENDING":
      return meaning.pending;
    case "NO_RECORD":
      return report.neverMade ? meaning.neverMade(declaredSince(report, words)) : meaning.noRecord;
    case "INCOMPLETE":
      return [...new Set(report.missing.map((code) => missingInWords(code, words)))].join(" ");
    case "REFUSED":
      return meaning.refused;
  }
}

/** What is on record, and by whose keys it is signed: those that the service keeps are no party's own hand. */
function signedInWords({ entriesShown, statements }: Report, { meaning }: Words): string {
  const signed = entriesShown === null ? meaning.verified : meaning.newest(...entriesShown);
  const counting = statements.filter(({ struck }) => struck === null);
  if (!counting.some(({ hosted }) => hosted)) return signed;
  return meaning.hosted(signed, counting.every(({ hosted }) => hosted));
}

/** Since when the maker's declaration holds: nothing is said of goods made before. */
function declaredSince({ statements }: Report, { locale }: Words): string | null {
  const times = statements.flatMap(({ notice, struck, time, undone }) =>
    notice === "serialised" && struck === null && !undone && time !== null ? [time] : [],
  );
  return times.length === 0 ? null : locale.dateTime(Math.min(...times) * 1000);
}

function missingInWords(code: string, { missing }: Words): string {
  return Object.hasOwn(missing, code) ? (missing[code] as string) : missing.withheld;
}

/** As of when the verdict holds, and by whose word; empty where that says nothing. */
export function basis(report: Report, words: Words): string {
  if (report.verdict === "REFUSED") return "";
  const when = report.asOf === null ? [] : [words.asOf(words.locale.dateTime(report.asOf * 1000))];
  const incomplete = report.verdict === "INCOMPLETE";
  if (incomplete && (report.operatorOnly || report.missing.includes("auditors"))) return when.join("");
  return [...when, report.operatorOnly ? words.byOperator : words.byAuditors].join(", ");
}

/** What a finding says. */
export function findingInWords({ rule, message }: Finding, { findings }: Words): string {
  return Object.hasOwn(findings.rules, rule) ? (findings.rules[rule] as string) : printable(message);
}

/** What happened, in a word or two. */
export function happening(statement: ReadStatement, { journey }: Words): string {
  const { notice, type } = statement;
  if (notice !== null && notice !== "certificate") return journey.notices[notice];
  const step = textOf(coreOf(statement), "bizStep");
  if (step === null) return notice === null ? journey.types[type] : journey.notices[notice];
  return Object.hasOwn(journey.steps, step) ? (journey.steps[step] as string) : `“${spoken(step)}”`;
}

/** Whether a statement is of a container while the item was in it, and not of the item by its own number. */
export function isOfContainer({ about, notice }: ReadStatement, item: string): boolean {
  return notice === null && about.length > 0 && !about.includes(item);
}

/** A vocabulary word, or the last part of one's URI, as it would be spoken. */
export function spoken(word: string): string {
  const last = word.split(/[/#:]/).at(-1) ?? word;
  const text = last.replace(/^(BizStep|Disp)-/, "").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A party or place as people know it: its number, or the domain of a DID. */
export function identity(uri: string): string {
  const gln = /^https:\/\/id\.gs1\.org\/(?:414|417)\/([0-9]{13})(?:\/254\/(.+))?$/.exec(uri);
  if (gln !== null) return printable(`GLN ${gln[1]}${gln[2] === undefined ? "" : `, ${gln[2]}`}`);
  return printable(/^did:web:([^:]+)/.exec(uri)?.[1] ?? uri);
}

/** A place as people know it: as `identity` says, or by its degrees where it is only a position. */
export function placeInWords(uri: string, words: Words): string {
  const position = positionOfUri(uri);
  return position === null ? identity(uri) : positionInWords(position, words);
}

/** A position, to about a kilometre. */
export function positionInWords({ latitude, longitude }: Position, { locale, map }: Words): string {
  const degrees = (value: number) => locale.number(Math.round(Math.abs(value) * 100) / 100);
  return map.position(degrees(latitude), latitude < 0, degrees(longitude), longitude < 0);
}

/** An offset of an event's clock, as people write it. */
export function zone(offset: string): string {
  return /^[+-]00:00$/.test(offset) ? "UTC" : `UTC${offset}`;
}
