/** Which language a reader is spoken to in. */

import { Locale } from "./locale.ts";
import type { PhoneWords } from "./phone.ts";
import type { Words } from "./words.ts";

/** A language that there are words in: what it calls itself, and where they are, those of the pages for a phone apart. */
interface Language {
  readonly name: string;
  readonly load: () => Promise<{ words: (locale: Locale) => Words }>;
  readonly loadPhone: () => Promise<{ phoneWords: (locale: Locale) => PhoneWords }>;
}

/** By BCP 47 tag; the first is spoken where none is wanted. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: { name: "English", load: () => import("./en.ts"), loadPhone: () => import("./phoneEn.ts") },
  "zh-Hans": { name: "简体中文", load: () => import("./zhHans.ts"), loadPhone: () => import("./phoneZhHans.ts") },
};

const FALLBACK = "en";
const STORED = "wayproof-language";

/** A language that there are words in, and the locale by whose habits dates and numbers are written. */
export interface Choice {
  readonly language: string;
  readonly locale: string;
}

/**
 * The first wanted language that there is, else English, with the region that is wanted with it. `wanted` are BCP 47 tags,
 * most wanted first.
 */
export function choose(wanted: readonly string[]): Choice {
  const spoken = wanted.flatMap((tag) => {
    const language = languageOf(tag);
    return language === null ? [] : [{ language, locale: tag }];
  });
  const [first] = spoken;
  if (first === undefined) return { language: FALLBACK, locale: FALLBACK };
  const same = spoken.filter(({ language }) => language === first.language);
  return same.find(({ locale }) => new Intl.Locale(locale).region !== undefined) ?? first;
}

function languageOf(tag: string): string | null {
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(tag);
  } catch {
    return null;
  }
  const full = locale.maximize();
  const names = [`${full.language}-${full.script}`, full.language];
  const exact = names.find((name) => Object.hasOwn(LANGUAGES, name));
  // Who reads one script of a language reads another more easily than English.
  return exact ?? Object.keys(LANGUAGES).find((name) => name.split("-")[0] === full.language) ?? null;
}

/** What this reader wants: the address says `?lang=`, else an earlier choice here, else the browser. */
export function wanted(address: URL): string[] {
  const asked = address.searchParams.get("lang");
  return [asked, stored(), ...navigator.languages].filter((tag) => tag !== null);
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // where storage is forbidden, a choice holds for the page alone
  }
}

/** Keep a reader's choice for their next visit. */
export function remember(language: string): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // As above.
  }
}

/** The words of a choice. */
export async function load({ language, locale }: Choice): Promise<Words> {
  const { words } = await (LANGUAGES[language] as Language).load();
  return words(new Locale(locale));
}
