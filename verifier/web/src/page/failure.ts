/** What is shown where there is no report. */

import { h, icon } from "./dom.ts";
import type { LoadError } from "./load.ts";
import { ICONS } from "./verdictCard.ts";
import { HEADLINES } from "./words.ts";

/** A card that says what failed, with a button to try again where that may help. */
export function renderFailure(failure: LoadError, retry: () => void): HTMLElement {
  const button = h("button", { type: "button" }, "Check again");
  button.addEventListener("click", retry);
  return h(
    "section",
    { class: "card verdict", "data-tone": failure.wrongAddress ? "none" : "unsure", role: "status" },
    h("div", { class: "seal" }, icon(...(failure.wrongAddress ? ICONS.NO_RECORD : ICONS.INCOMPLETE))),
    h("h1", {}, failure.wrongAddress ? "Not a valid number" : HEADLINES.INCOMPLETE),
    h("p", {}, failure.message),
    failure.wrongAddress ? null : h("p", {}, "Nothing is known about this item until the check can be made."),
    failure.wrongAddress ? null : button,
  );
}
