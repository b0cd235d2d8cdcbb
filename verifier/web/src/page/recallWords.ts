/** What a recall says to whoever holds the goods, in the reader's language where it is there. */

import { FormatError } from "../format/errors.ts";
import { parseRecallText, RECALL_MEMBER, type RecallText } from "../format/recallText.ts";
import type { ReadStatement } from "../report.ts";
import { printable } from "./printable.ts";

/** The texts; `lang` is the language that they are marked with, null for the recall's own. */
export interface RecallSaid {
  readonly lang: string | null;
  readonly reason: string;
  readonly instructions: string | null;
  readonly contact: string | null;
  readonly link: string | null;
}

/** The recall's text for a reader of `tag`, null if it has none that is as the format says. */
export function recallWords(recall: ReadStatement, tag: string): RecallSaid | null {
  let text: RecallText;
  try {
    text = parseRecallText(recall.members[RECALL_MEMBER]);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
  const lang = translationFor([...text.translations.keys()], tag);
  const words = lang === null ? text : (text.translations.get(lang) ?? text);
  return {
    lang,
    reason: printable(words.reason),
    instructions: words.instructions === null ? null : printable(words.instructions),
    contact: text.contact === null ? null : printable(text.contact),
    link: text.link,
  };
}

/** The tag that a reader of another understands: of the same language, and in the same script if there is a choice. */
function translationFor(tags: readonly string[], wanted: string): string | null {
  const reader = new Intl.Locale(wanted).maximize();
  const known = tags.flatMap((tag) => {
    try {
      return [{ tag, locale: new Intl.Locale(tag).maximize() }];
    } catch {
      return [];
    }
  });
  const same = known.filter(({ locale }) => locale.language === reader.language);
  return (same.find(({ locale }) => locale.script === reader.script) ?? same[0])?.tag ?? null;
}
