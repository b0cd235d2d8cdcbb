/** The verdict's seal: a shape and a sign of its own for each, so that colour never says it alone. */

import { svg, type SVGTemplateResult } from "lit";

import type { Report, Verdict } from "../report.ts";

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

const SHAPES: Readonly<Record<Verdict, SVGTemplateResult>> = {
  VERIFIED: svg`<path class="shape" d=${SCALLOPED} stroke-linejoin="round" /><path class="sign" d="M20 33l8.5 8.5L45 24" />`,
  PENDING: svg`<circle class="shape" cx="32" cy="32" r="29" /><circle class="sign thin" cx="32" cy="32" r="20" /><path class="sign" d="M32 20v12l8 6" />`,
  INCOMPLETE: svg`<path class="shape" d="M28 5.5a4.6 4.6 0 0 1 8 0l25 46a4.6 4.6 0 0 1-4 6.8H7a4.6 4.6 0 0 1-4-6.8z" /><path class="sign" d="M32 23v16M32 48v.1" />`,
  NO_RECORD: svg`<circle class="shape hollow" cx="32" cy="32" r="27.5" /><path class="sign ink" d="M24 26a8 8 0 1 1 11.5 7.2c-2.4 1.2-3.5 2.5-3.5 5.3M32 46.500v.1" />`,
  REFUSED: svg`<path class="shape" d="M20.500 3h23L61 20.500v23L43.500 61h-23L3 43.500v-23z" stroke-linejoin="round" /><path class="sign" d="M22 22l20 20M42 22L22 42" />`,
};

/** The drawing, in a box of 64 by 64. */
export function seal(verdict: Verdict): SVGTemplateResult {
  return SHAPES[verdict];
}
