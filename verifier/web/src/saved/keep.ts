/** Keeping a passport: one file that opens from disk, made of the verifier's page and what was checked. */

import type { Checked } from "../page/check.ts";
import { pictureOf } from "../page/picture.ts";
import { descriptionOf, textOf } from "../page/statements.ts";
import { intoPage } from "./savedPassport.ts";

const TIMEOUT = 20_000;
const GS1 = "https://id.gs1.org";

/** The file's text. Rejects if the verifier's page cannot be had. */
export async function savedPage(checked: Checked): Promise<string> {
  const { report, place, passportBytes, trustBytes, at } = checked;
  const response = await fetch(place.verifier as string, { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`the verifier's page could not be had: ${response.status}`);
  const kept = {
    at,
    name: textOf(descriptionOf(report), "name"),
    verdict: report.verdict,
    address: addressOf(checked),
  };
  const picture = await pictureOf(checked);
  return intoPage(await response.text(), { item: report.item, passport: passportBytes, trust: trustBytes, picture, kept });
}

/** Where whoever has the file finds what is newest. */
function addressOf({ report: { item }, place }: Checked): string {
  if (place.archive) return location.href;
  const path = item.startsWith(GS1) ? item.slice(GS1.length) : `/?item=${encodeURIComponent(item)}`;
  return new URL(`/p${path}`, new URL(place.passport, location.href)).href;
}

/** Let the browser save a file. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
