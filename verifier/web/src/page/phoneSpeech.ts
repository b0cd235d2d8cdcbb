/** A page for a phone in its shell, told in the language that its reader wants. */

import { LANGUAGES } from "../words/language.ts";
import type { PhoneWords } from "../words/phone.ts";
import { speakOn } from "./speech.ts";

/** Show `page`, an element with `words` and `phone`, once there are words for it; `named` says what it is called. */
export function speakOnPhone(page: HTMLElement, named: (words: PhoneWords) => { title: string; footer: string }): void {
  const shell = document.querySelector("wayproof-shell") as HTMLElement & { footer: string };
  speakOn(shell, (words) => {
    void LANGUAGES[words.lang]?.loadPhone().then(({ phoneWords }) => {
      const phone = phoneWords(words.locale);
      const { title, footer } = named(phone);
      Object.assign(page, { words, phone, lang: words.lang });
      document.title = `${title} – Wayproof`;
      shell.footer = footer;
      if (!page.isConnected) shell.replaceChildren(page);
    });
  });
}
