/**
 * The stand-alone verifier, one file that anybody can host or open from disk. With a passport inside it is a kept passport;
 * without one it checks links and files by the trust root beside it, or one that its reader chooses.
 */

import "./components/checker.ts";
import "./components/passport.ts";
import "./components/shell.ts";

import type { VerdictDetail } from "./components/passport.ts";
import type { Given } from "./page/check.ts";
import { NO_PLACE } from "./page/place.ts";
import { speakOn } from "./page/speech.ts";
import { FormatError } from "./format/errors.ts";
import { decode, ELEMENT } from "./saved/savedPassport.ts";
import type { Words } from "./words/words.ts";

const shell = document.querySelector("wayproof-shell") as HTMLElement & { words: unknown };
const passport = document.createElement("wayproof-passport") as HTMLElement & { given: Given | null };
const checker = document.createElement("wayproof-checker") as HTMLElement & { words: Words; trust: Uint8Array | null };

passport.addEventListener("wayproof-verdict", (event) => {
  const { verdict, headline } = (event as CustomEvent<VerdictDetail>).detail;
  document.documentElement.dataset.verdict = verdict;
  document.title = `${headline} – Wayproof`;
});
checker.addEventListener("wayproof-given", (event) => {
  delete document.documentElement.dataset.verdict;
  passport.given = (event as CustomEvent<Given>).detail;
});

const sheet = new CSSStyleSheet();
sheet.replaceSync("body { margin: 0 } wayproof-passport { margin-block-start: 1em }");
document.adoptedStyleSheets = [sheet];

const given = inside();
speakOn(shell, (words) => {
  checker.words = words;
  passport.lang = words.locale.tag;
  if (!shell.contains(passport)) shell.replaceChildren(...(given === null ? [checker, passport] : [passport]));
});
if (given !== null) passport.given = given;
else void trustBeside().then((trust) => (checker.trust ??= trust));

/** The passport inside this file; null if there is none. */
function inside(): Given | null {
  const text = document.getElementById(ELEMENT)?.textContent;
  if (text === null || text === undefined) return null;
  try {
    const { item, passport, trust, picture, kept } = decode(text);
    return { item, place: NO_PLACE, passport, trust: trust ?? new Uint8Array(), picture, kept, ownTrust: true };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    console.warn(error.message);
    return null;
  }
}

/** The trust root beside this file; null if there is none, as from disk. */
async function trustBeside(): Promise<Uint8Array | null> {
  if (!location.protocol.startsWith("http")) return null;
  try {
    const response = await fetch("trust.json", { cache: "no-cache", credentials: "omit" });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
