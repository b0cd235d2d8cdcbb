/** `<wayproof-journey>`: who did what, when and where, one statement after the other. */

import { css, html, nothing, type TemplateResult } from "lit";

import { eventTime, journeyOf, namesOf, placeOf, signaturesChecked } from "../page/statements.ts";
import { happening, identity, zone } from "../page/telling.ts";
import type { ReadStatement } from "../report.ts";
import { define, Part } from "./part.ts";
import { statementFold } from "./statement.ts";
import { base, folds } from "./styles/base.ts";

class WayproofJourney extends Part {
  static override styles = [
    base,
    folds,
    css`
      .stop {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.05em;
        padding: 0 0 1.25em 1.75em;
      }

      .stop::before {
        content: "";
        position: absolute;
        inset: 0.3em auto auto 0;
        width: 0.85em;
        height: 0.85em;
        background: var(--wp-accent);
        border-radius: 50%;
      }

      .stop::after {
        content: "";
        position: absolute;
        inset: 1.5em auto 0 0.36em;
        width: 2px;
        background: var(--wp-line);
      }

      .stop:last-child {
        padding-block-end: 0;
      }

      .stop:last-child::after {
        display: none;
      }

      .stop[data-checked="false"]::before {
        background: none;
        border: 2px solid var(--wp-soft);
      }

      .stop[data-kind="recall"]::before {
        background: var(--wp-bad);
      }

      .stop[data-undone="true"] h3 {
        text-decoration: line-through;
      }

      .stop p {
        font-size: 0.9375em;
        color: var(--wp-soft);
      }

      .when {
        font-variant-numeric: tabular-nums;
      }

      .stop .marks {
        color: var(--wp-unsure);
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const { report } = checked;
    const journey = journeyOf(report);
    if (journey.length === 0) return nothing;
    const known = signaturesChecked(report);
    const parties = new Set(journey.map(({ issuer }) => issuer)).size;
    return html`
      <section class="card" part="journey" aria-labelledby="title">
        <div>
          <h2 id="title">${known ? words.journey.title : words.journey.unchecked}</h2>
          <p class="small">${known ? words.journey.summary(journey.length, parties) : words.journey.whoseUnknown}</p>
        </div>
        <slot></slot>
        <ol>${journey.map((statement) => this.stop(statement, known))}</ol>
      </section>
    `;
  }

  private stop(statement: ReadStatement, known: boolean): TemplateResult {
    const { words } = this;
    const { journey, locale } = words;
    const time = eventTime(statement);
    const place = placeOf(statement);
    const marks = [
      ...(known && statement.time === null ? [journey.notFinal] : []),
      ...(statement.undone ? [journey.takenBack] : []),
      ...(statement.disputed ? [journey.disputed] : []),
    ];
    const party = namesOf(this.checked.report).get(statement.issuer) ?? identity(statement.issuer);
    return html`
      <li class="stop" data-kind=${statement.notice ?? "event"} data-checked=${known} data-undone=${statement.undone}>
        <h3>${happening(statement, words)}</h3>
        ${time === null
          ? nothing
          : html`<p class="when">${locale.dateTime(time.at, time.offset)} <span class="small">${zone(time.offset)}</span></p>`}
        <p>${journey.by(party)}${statement.hosted ? `, ${journey.hosted}` : nothing}</p>
        ${place === null ? nothing : html`<p>${journey.at(identity(place))}</p>`}
        ${marks.length === 0 ? nothing : html`<p class="marks">${marks.join(" · ")}</p>`}
        ${statementFold(statement, words)}
      </li>
    `;
  }
}

define("wayproof-journey", WayproofJourney);
