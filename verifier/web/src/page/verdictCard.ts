/** The verdict, in a shopper's words and in its own. */

import type { Report, Verdict } from "../report.ts";
import { h, icon } from "./dom.ts";
import { dateTime, explanation, HEADLINES } from "./words.ts";

/** Strokes of each verdict's sign, so that colour never says it alone. */
export const ICONS: Record<Verdict, readonly string[]> = {
  VERIFIED: ["M5 12.5l4.5 4.5L19 7.5"],
  PENDING: ["M12 7v5l3.5 2", "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18"],
  INCOMPLETE: ["M12 6.5v7", "M12 17.5v.01"],
  NO_RECORD: ["M6 12h12"],
  REFUSED: ["M7 7l10 10", "M17 7l-10 10"],
};

const TONES: Record<Verdict, string> = {
  VERIFIED: "good",
  PENDING: "wait",
  INCOMPLETE: "unsure",
  NO_RECORD: "none",
  REFUSED: "bad",
};

/** The colour of the card; a recall or a warning takes the reassuring one away. */
function tone(report: Report): string {
  if (report.neverMade) return "bad";
  if (report.verdict !== "VERIFIED" && report.verdict !== "PENDING") return TONES[report.verdict];
  if (report.status === "recalled" || report.status === "ended") return "none";
  return report.status === "attention" ? "unsure" : TONES[report.verdict];
}

const STATUSES: Readonly<Record<string, string>> = {
  recalled: "Recalled: see above.",
  ended: "This item's life has ended: it was destroyed, used up, or taken out of use.",
  attention: "Something in its history deserves attention: see below.",
};

/** Headline, verdict word, time and basis. */
export function renderVerdict(report: Report): HTMLElement {
  const status = STATUSES[report.status];
  return h(
    "section",
    { class: "card verdict", "data-tone": tone(report), role: "status" },
    h("div", { class: "seal" }, icon(...ICONS[report.verdict])),
    h("h2", { class: "headline" }, HEADLINES[report.verdict]),
    h("p", { class: "basis" }, h("span", { class: "word" }, report.verdict.replace("_", " ")), basis(report)),
    h("p", {}, explanation(report)),
    status === undefined ? null : h("p", { class: "status" }, status),
  );
}

function basis(report: Report): string {
  if (report.verdict === "REFUSED") return "";
  const parts = [
    report.asOf === null ? "" : `as of ${dateTime(report.asOf * 1000)}`,
    report.operatorOnly ? "according to the operator" : "replayed by independent auditors",
  ];
  if (report.verdict === "INCOMPLETE" && (report.operatorOnly || report.missing.includes("auditors"))) parts.pop();
  return parts.filter((part) => part !== "").join(", ");
}
