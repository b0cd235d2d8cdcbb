/** What is filled in and not posted yet, kept for this tab, so that a reload loses nothing. */

import { type Draft, EMPTY } from "./checkpoint.ts";

const NAME = "wayproof-draft";

/** Keep a draft. */
export function keepDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(draft));
  } catch {
    // Where storage is forbidden, it lives as long as the page.
  }
}

/** The draft that was kept; null if there is none. */
export function storedDraft(): Draft | null {
  try {
    const text = sessionStorage.getItem(NAME);
    return text === null ? null : { ...EMPTY, ...(JSON.parse(text) as Draft) };
  } catch {
    return null;
  }
}
