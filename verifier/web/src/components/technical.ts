/** `<wayproof-technical>`: what an expert wants to see, and the files to keep. */

import { css, html, nothing, type TemplateResult } from "lit";

import { printable } from "../page/printable.ts";
import { struckOf } from "../page/statements.ts";
import { findingInWords, happening } from "../page/telling.ts";
import { define, Part } from "./part.ts";
import { row, statementRows } from "./statement.ts";
import { base, folds } from "./styles/base.ts";

class WayproofTechnical extends Part {
  static override styles = [
    base,
    folds,
    css`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em 1.25em;
        margin-block-start: 0.75em;
        font-size: 0.9375em;
      }
    `,
  ];

  override render() {
    const { checked, words } = this;
    const { report, place } = checked;
    const { technical } = words;
    const struck = struckOf(report);
    return html`
      <details class="card fold" part="technical">
        <summary><h2>${technical.title}</h2></summary>
        <dl class="rows">${this.rows()}</dl>
        ${report.findings
          .filter(({ severity }) => severity === "info")
          .map((each) => html`<p class="small">${findingInWords(each, words)} (${technical.statements(each.statements.join(", "))})</p>`)}
        ${struck.length === 0 ? nothing : html`<h3>${technical.struck}</h3>`}
        ${struck.map((each) => html`<details class="raw"><summary>${happening(each, words)}</summary>${statementRows(each, words)}</details>`)}
        ${place.passport === ""
          ? nothing
          : html`<p class="files">
              <a href=${place.passport} download="passport.json">${technical.keepPassport}</a>
              <a href=${place.trust} download="trust.json">${technical.keepTrust}</a>
              <a href=${place.verifier}>${technical.checkFile}</a>
            </p>`}
      </details>
    `;
  }

  private rows(): TemplateResult[] {
    const { report, trust, pin, took, passportBytes } = this.checked;
    const { technical, locale } = this.words;
    return [
      row(technical.item, printable(report.item)),
      row(technical.verdict, `${report.verdict}, ${technical.exitCode(report.exit)}`),
      row(technical.status, report.status),
      ...(report.missing.length === 0 ? [] : [row(technical.missing, printable(report.missing.join("; ")))]),
      ...(report.seq === null ? [] : [row(technical.newestAnchor, technical.anchor(report.seq, report.size ?? 0))]),
      ...(report.asOf === null ? [] : [row(technical.anchored, locale.dateTime(report.asOf * 1000))]),
      ...(trust === null
        ? []
        : [
            row(technical.log, printable(trust.origin)),
            row(technical.chain, technical.contract(trust.chainId, `0x${trust.contract}`)),
            row(technical.readAt, printable(trust.rpcUrls.join(", "))),
          ]),
      ...(pin === null ? [] : [row(technical.pinned, `${pin.number}, 0x${pin.hash}`)]),
      row(technical.took, technical.time(Math.round(took), passportBytes.length)),
    ];
  }
}

define("wayproof-technical", WayproofTechnical);
