/** The passport page: what a scanned code opens. It checks the item's history here, in the reader's own browser. */

import "./components/passport.ts";
import "./components/shell.ts";

import type { VerdictDetail } from "./components/passport.ts";
import { makeInstallable } from "./offline/register.ts";
import { speakOn } from "./page/speech.ts";
import { LoadError } from "./page/loadError.ts";
import { itemOfAddress } from "./page/place.ts";

const shell = document.querySelector("wayproof-shell") as HTMLElement & { words: unknown };
const passport = document.createElement("wayproof-passport") as HTMLElement & { item: string };
/** A URI of the form of a GS1 key with nothing right in it. */
const NO_ITEM = "https://id.gs1.org/01/0";

// Tests and previews look on the root element for how the check ended.
passport.addEventListener("wayproof-verdict", (event) => {
  const { verdict, headline } = (event as CustomEvent<VerdictDetail>).detail;
  document.documentElement.dataset.verdict = verdict;
  document.title = `${headline} – Wayproof`;
});

speakOn(shell, (words) => {
  passport.lang = words.locale.tag;
});

passport.item = itemOrNone();
shell.replaceChildren(passport);
// Only then, so that nothing that is kept for later delays the verdict.
passport.addEventListener("wayproof-verdict", makeInstallable, { once: true });

/** The item of this address; what is no item's is shown as the number that it is not. */
function itemOrNone(): string {
  try {
    return itemOfAddress(new URL(location.href));
  } catch (error) {
    if (error instanceof LoadError) return NO_ITEM;
    throw error;
  }
}
