/** What a recall says to whoever holds the goods: one member of its event (docs/format.md 3.5). */

import { FormatError } from "./errors.ts";
import { isObject, type Json, type JsonObject } from "./jcs.ts";
import { member, members, text } from "./shape.ts";

export const RECALL_MEMBER = "wayproof:recall";

/** Why the goods are recalled, and what to do. */
export interface RecallWords {
  readonly reason: string;
  readonly instructions: string | null;
}

/** A recall's text; `contact` is whom to ask, `link` an https address, `translations` the words by BCP 47 tag. */
export interface RecallText extends RecallWords {
  readonly contact: string | null;
  readonly link: string | null;
  readonly translations: ReadonlyMap<string, RecallWords>;
}

const MAX_TEXT = 4000;
const MAX_TRANSLATIONS = 64;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const LINK = /^https:\/\/[!-~]+$/;

/** The text that a recall's member holds; throws FormatError if it is not as the format says. */
export function parseRecallText(value: Json | undefined): RecallText {
  const given = members(value, "the recall's text", ["reason"], ["instructions", "contact", "link", "translations"]);
  const link = optional(given, "link");
  if (link !== null && !LINK.test(link)) throw new FormatError("link is no https address");
  const translations = Object.hasOwn(given, "translations") ? member(given, "translations") : {};
  if (!isObject(translations) || Object.keys(translations).length > MAX_TRANSLATIONS) {
    throw new FormatError("translations is not an object, or has too many languages");
  }
  return {
    ...words(given),
    contact: optional(given, "contact"),
    link,
    translations: new Map(
      Object.entries(translations).map(([tag, each]) => {
        if (!LANGUAGE.test(tag)) throw new FormatError("translations has a name that is no language tag");
        return [tag, words(members(each, "a translation", ["reason"], ["instructions"]))];
      }),
    ),
  };
}

function words(given: JsonObject): RecallWords {
  return { reason: text(member(given, "reason"), "reason", 1, MAX_TEXT), instructions: optional(given, "instructions") };
}

function optional(given: JsonObject, name: string): string | null {
  return Object.hasOwn(given, name) ? text(member(given, name), name, 1, MAX_TEXT) : null;
}
