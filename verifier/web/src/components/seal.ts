/** The verdict's seal: a shape and a sign of its own for each, so that colour never says it alone. */

import { svg, type SVGTemplateResult } from "lit";

import type { Report, Status, Verdict } from "../report.ts";

export type Tone = "good" | "wait" | "unsure" | "none" | "bad";

const TONES: Readonly<Record<Verdict, Tone>> = {
  VERIFIED: "good",
  PENDING: "wait",
  INCOMPLETE: "unsure",
  NO_RECORD: "none",
  REFUSED: "bad",
};

/** The colour of a verdict; a recall or a warning takes the reassuring one away. */
export function toneOf(report: Report): Tone {
  if (report.neverMade) return "bad";
  if (report.verdict !== "VERIFIED" && report.verdict !== "PENDING") return TONES[report.verdict];
  if (report.status === "recalled" || report.status === "ended") return "none";
  return report.status === "attention" ? "unsure" : TONES[report.verdict];
}

/** Twelve bows around a circle, as on a seal of wax. */
const SCALLOPED =
  "M32 2l6.9 4.5 8.2-.4 3.7 7.4 7.3 3.7-.3 8.2L62 32l-4.2 6.6.3 8.2-7.3 3.7-3.7 7.4-8.2-.4L32 62l-6.9-4.5-8.2.4-3.7-7.4" +
  "-7.3-3.7.3-8.2L2 32l4.2-6.6-.3-8.2 7.3-3.7 3.7-7.4 8.2.4z";

const OCTAGON = svg`<path class="shape" d="M20.500 3h23L61 20.500v23L43.500 61h-23L3 43.500v-23z" stroke-linejoin="round" />`;
const QUESTION = "M24 26a8 8 0 1 1 11.500 7.200c-2.400 1.200-3.500 2.500-3.500 5.300M32 46.500v.1";

const SHAPES: Readonly<Record<Verdict, SVGTemplateResult>> = {
  VERIFIED: svg`<path class="shape" d=${SCALLOPED} stroke-linejoin="round" />`,
  PENDING: svg`<circle class="shape" cx="32" cy="32" r="29" /><circle class="sign thin" cx="32" cy="32" r="20" /><path class="sign" d="M32 20v12l8 6" />`,
  INCOMPLETE: svg`<path class="shape" d="M28 5.5a4.6 4.6 0 0 1 8 0l25 46a4.6 4.6 0 0 1-4 6.8H7a4.6 4.6 0 0 1-4-6.8z" /><path class="sign" d="M32 23v16M32 48v.1" />`,
  NO_RECORD: svg`<circle class="shape hollow" cx="32" cy="32" r="27.500" /><path class="sign ink" d=${QUESTION} />`,
  REFUSED: svg`${OCTAGON}<path class="sign" d="M22 22l20 20M42 22L22 42" />`,
};

/** What is on the seal of a history that checks out: reassuring only where the item's status is. */
const SIGNS: Readonly<Record<Status, string>> = {
  "in order": "M20 33l8.500 8.500L45 24",
  attention: "M32 18v17M32 45v.1",
  recalled: "M32 18v17M32 45v.1",
  ended: "M21 32h22",
  unknown: "M21 32h22",
};

/** The drawing of a verdict that has no report, in a box of 64 by 64. */
export function plainSeal(verdict: "INCOMPLETE" | "NO_RECORD"): SVGTemplateResult {
  return SHAPES[verdict];
}

/** The drawing for a report, in a box of 64 by 64. */
export function seal({ verdict, status, neverMade }: Report): SVGTemplateResult {
  if (neverMade) return svg`${OCTAGON}<path class="sign" d=${QUESTION} />`;
  return verdict === "VERIFIED" ? svg`${SHAPES.VERIFIED}<path class="sign" d=${SIGNS[status]} />` : SHAPES[verdict];
}
