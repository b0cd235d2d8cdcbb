/** A statement's own words, for whoever wants to see them. */

import { html, type TemplateResult } from "lit";

import { printable } from "../page/printable.ts";
import type { ReadStatement } from "../report.ts";
import type { Words } from "../words/words.ts";

/** All of a statement that this reader was shown; its style is `folds`. */
export function statementRows(statement: ReadStatement, words: Words): TemplateResult {
  const { locale, journey, statement: labels } = words;
  const recorded = statement.time === null ? journey.notFinal : locale.dateTime(statement.time * 1000);
  const rows: [string, string][] = [
    [labels.issuer, printable(statement.issuer)],
    [labels.recorded, recorded],
    [labels.logIndex, String(statement.index)],
    [labels.id, statement.id],
    ...(statement.struck === null ? [] : [[labels.doesNotCount, printable(statement.struck)] as [string, string]]),
  ];
  return html`
    <dl class="rows">${rows.map(([term, value]) => row(term, value))}</dl>
    <pre tabindex="0" role="group" aria-label=${labels.text}>${printable(JSON.stringify(statement.members, null, 2))}</pre>
  `;
}

/** A term and its description. */
export function row(term: string, description: string): TemplateResult {
  return html`<dt>${term}</dt><dd>${description}</dd>`;
}
