/** Text of unknown origin, made fit to stand among other text. */

/**
 * Without control characters, line feeds excepted, and without what turns the direction of the text around it.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\u{fffd}");
}
