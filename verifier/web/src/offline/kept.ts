/** What the pages and their service worker say to each other. */

/** The header by which the service worker marks what it kept, with when that was (ISO 8601). */
export const KEPT_AT = "X-Wayproof-Kept-At";

/** A page asks the service worker to keep what it fetched before there was one: all addresses that it fetched. */
export interface KeepMessage {
  readonly keep: readonly string[];
}
