/** `<wayproof-journey>`: the hands that the item went through: who did what, when and where, and whose key signed it. */

import { html, nothing, type TemplateResult } from "lit";

import { type Custody, custodyOf } from "../page/custody.ts";
import { partyName } from "../page/parties.ts";
import { eventTime, journeyOf, placeOf, signaturesChecked } from "../page/statements.ts";
import { happening, identity, isOfContainer, placeInWords, zone } from "../page/telling.ts";
import type { ReadStatement } from "../report.ts";
import { define, Part } from "./part.ts";
import { statementRows } from "./statement.ts";
import { base, folds } from "./styles/base.ts";
import { timeline } from "./styles/timeline.ts";

class WayproofJourney extends Part {
  static override styles = [base, folds, timeline];

  override render() {
    const { checked, words } = this;
    const journey = journeyOf(checked.report);
    this.toggleAttribute("told", journey.length > 0);
    if (journey.length === 0) return nothing;
    const known = signaturesChecked(checked.report);
    const parties = new Set(journey.map(({ issuer }) => issuer)).size;
    return html`
      <section class="card" part="journey" aria-labelledby="title">
        <div>
          <h2 id="title">${known ? words.journey.title : checked.given === null ? words.journey.unchecked : words.saved.unchecked}</h2>
          <p class="small">${known ? words.journey.summary(journey.length, parties) : words.journey.whoseUnknown}</p>
        </div>
        <slot></slot>
        <ol class="hands">${custodyOf(journey).map((hands) => this.hands(hands, known))}</ol>
      </section>
    `;
  }

  private hands({ issuer, hosted, statements }: Custody, known: boolean): TemplateResult {
    const { journey } = this.words;
    const { name, source } = partyName(this.checked, issuer);
    const about = [
      ...(source === "number" ? [] : [identity(issuer)]),
      ...(source === "listed" ? [journey.listedName] : []),
      ...(known ? [hosted ? journey.hosted : journey.ownKey] : []),
    ];
    return html`
      <li class="hand" data-checked=${known}>
        <h3>${name}</h3>
        <p class="small">${about.join(" · ")}</p>
        <ol class="steps">${statements.map((statement, at) => this.step(statement, statements[at - 1], known))}</ol>
      </li>
    `;
  }

  private step(statement: ReadStatement, before: ReadStatement | undefined, known: boolean): TemplateResult {
    const { words } = this;
    const { journey, locale } = words;
    const time = eventTime(statement);
    // A party does many things at one place in a row, which is told once.
    const place = before !== undefined && placeOf(before) === placeOf(statement) ? null : placeOf(statement);
    const what = happening(statement, words);
    const contained = known && isOfContainer(statement, this.checked.report.item);
    const marks = [
      ...(known && statement.time === null ? [journey.notFinal] : []),
      ...(statement.undone ? [journey.takenBack] : []),
      ...(statement.disputed ? [journey.disputed] : []),
    ];
    return html`
      <li class="step" data-kind=${statement.notice ?? "event"} data-undone=${statement.undone}>
        <details>
          <summary>
            <span class="what">${what}</span>
            ${contained ? html`<span class="where">${journey.inContainer}</span>` : nothing}
            ${time === null
              ? nothing
              : html`<span class="when">${locale.dateTime(time.at, time.offset)} <span class="zone">${zone(time.offset)}</span></span>`}
            ${place === null ? nothing : html`<span class="where">${journey.at(placeInWords(place, words))}</span>`}
            ${marks.length === 0 ? nothing : html`<span class="marks">${marks.join(" · ")}</span>`}
          </summary>
          ${statementRows(statement, words)}
        </details>
      </li>
    `;
  }
}

define("wayproof-journey", WayproofJourney);
