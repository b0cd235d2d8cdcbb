/** The journey, one statement after the other. */

import type { ReadStatement } from "../report.ts";
import { h } from "./dom.ts";
import { eventTime, placeOf } from "./statements.ts";
import { dateTime, happening, identity } from "./words.ts";

/**
 * The list of a journey's statements; `checked` tells whether it is known that they count, `names` what parties call
 * themselves.
 */
export function renderTimeline(
  statements: readonly ReadStatement[],
  checked: boolean,
  names: ReadonlyMap<string, string>,
): HTMLElement {
  return h("ol", { class: "timeline" }, ...statements.map((statement) => renderStop(statement, checked, names)));
}

function renderStop(statement: ReadStatement, checked: boolean, names: ReadonlyMap<string, string>): HTMLElement {
  const time = eventTime(statement);
  const place = placeOf(statement);
  const marks = marksOf(statement, checked);
  return h(
    "li",
    { class: "stop", "data-kind": statement.notice ?? "event", "data-checked": String(checked), "data-undone": String(statement.undone) },
    h("h3", {}, happening(statement)),
    time === null
      ? null
      : h("p", { class: "when" }, dateTime(time.at, time.offset), h("span", { class: "zone" }, ` ${zone(time.offset)}`)),
    h("p", { class: "who" }, `by ${names.get(statement.issuer) ?? identity(statement.issuer)}`, hosted(statement)),
    place === null ? null : h("p", { class: "where" }, `at ${identity(place)}`),
    marks.length === 0 ? null : h("p", { class: "marks" }, marks.join(" · ")),
    renderStatementDetail(statement),
  );
}

/** Whose key it is, where it is not the party's own. */
function hosted(statement: ReadStatement): HTMLElement | null {
  return statement.hosted ? h("span", { class: "hosted" }, ", signed by the service on its behalf") : null;
}

function zone(offset: string): string {
  return /^[+-]00:00$/.test(offset) ? "UTC" : `UTC${offset}`;
}

function marksOf(statement: ReadStatement, checked: boolean): string[] {
  const marks: string[] = [];
  if (checked && statement.time === null) marks.push("not final yet");
  if (statement.undone) marks.push("taken back by its issuer");
  if (statement.disputed) marks.push("its key may have been in other hands");
  return marks;
}

/** A statement's own words, a tap away. */
export function renderStatementDetail(statement: ReadStatement): HTMLElement {
  return h(
    "details",
    { class: "raw" },
    h("summary", {}, "Statement"),
    h(
      "dl",
      {},
      ...row("Issuer", statement.issuer),
      ...row("Recorded", statement.time === null ? "not final yet" : dateTime(statement.time * 1000)),
      ...row("Log index", String(statement.index)),
      ...row("Statement id", statement.id),
      ...(statement.struck === null ? [] : row("Does not count", statement.struck)),
    ),
    h("pre", { tabindex: "0" }, JSON.stringify(statement.members, null, 2)),
  );
}

/** A term and its description. */
export function row(term: string, description: string): HTMLElement[] {
  return [h("dt", {}, term), h("dd", {}, description)];
}
