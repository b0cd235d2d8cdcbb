/**
 * Parts that are loaded after the verdict is shown: each a module of its own, named here in one line. Until it is there its
 * element is empty.
 */

import { html, type TemplateResult } from "lit";

import type { Checked } from "../page/check.ts";
import { pictureDigest } from "../page/picture.ts";
import { hasPositions, hasReadings } from "../page/statements.ts";
import type { Words } from "../words/words.ts";

/** Where it stands: beside the product's name, between the journey's title and its list, or below the journey. */
export type Position = "picture" | "journey" | "below";

/** A part that comes later: whether a report has anything for it, its element, and the module that defines that. */
interface LaterPart {
  readonly position: Position;
  readonly applies: (checked: Checked) => boolean;
  readonly element: (checked: Checked, words: Words) => TemplateResult;
  readonly load: () => Promise<unknown>;
}

const PARTS: readonly LaterPart[] = [
  {
    position: "picture",
    applies: ({ report }) => pictureDigest(report) !== null,
    element: (checked, words) => html`<wayproof-picture .checked=${checked} .words=${words} exportparts="picture"></wayproof-picture>`,
    load: () => import("./picture.ts"),
  },
  {
    position: "journey",
    applies: ({ report }) => hasPositions(report),
    element: (checked, words) => html`<wayproof-map .checked=${checked} .words=${words} exportparts="map"></wayproof-map>`,
    load: () => import("./map.ts"),
  },
  {
    position: "below",
    applies: ({ report }) => hasReadings(report),
    element: (checked, words) => html`<wayproof-readings .checked=${checked} .words=${words} exportparts="readings"></wayproof-readings>`,
    load: () => import("./readings.ts"),
  },
  {
    position: "below",
    applies: ({ given, report }) => given === null && report.verdict !== "REFUSED",
    element: (checked, words) => html`<wayproof-keep .checked=${checked} .words=${words} exportparts="keep"></wayproof-keep>`,
    load: () => import("./keep.ts"),
  },
];

/** The elements at a position. */
export function laterParts(position: Position, checked: Checked, words: Words): TemplateResult[] {
  return PARTS.filter((part) => part.position === position && part.applies(checked)).map((part) => part.element(checked, words));
}

/** Load what defines the elements that a report has something for. One that cannot be loaded stays empty. */
export function loadLaterParts(checked: Checked): void {
  for (const part of PARTS) {
    if (part.applies(checked)) part.load().catch((error: unknown) => console.warn(String(error)));
  }
}
