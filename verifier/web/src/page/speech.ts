/** The language of a whole page: chosen as it opens, and again whenever its reader chooses another. */

import { choose, load, remember, wanted } from "../words/language.ts";
import type { Words } from "../words/words.ts";

/** Speak on a page with this shell; `told` hears the words, at first and after each choice. */
export function speakOn(shell: HTMLElement, told: (words: Words) => void): void {
  const speak = async (tags: readonly string[]) => {
    const words = await load(choose(tags));
    document.documentElement.lang = words.lang;
    (shell as HTMLElement & { words: Words }).words = words;
    told(words);
  };
  const address = new URL(location.href);
  shell.addEventListener("wayproof-language", (event) => {
    const language = (event as CustomEvent<string>).detail;
    remember(language);
    void speak([language, ...navigator.languages]);
  });
  void speak(wanted(address));
}
