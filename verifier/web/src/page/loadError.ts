/** Why there is no report. */

import type { Words } from "../words/words.ts";

/** What went wrong; the first three are answers that trying again does not change. */
export type LoadFailure =
  | "wrong-address"
  | "not-in-archive"
  | "refused"
  | "unreachable"
  | "offline"
  | "too-large"
  | "server-error"
  | "broken";

const FINAL: readonly LoadFailure[] = ["wrong-address", "not-in-archive", "refused"];

/** There is no report; `status` is the server's, `detail` what it said, in its own words. */
export class LoadError extends Error {
  readonly failure: LoadFailure;
  readonly status: number;
  readonly detail: string | null;

  constructor(failure: LoadFailure, status = 0, detail: string | null = null) {
    super(detail ?? failure);
    this.failure = failure;
    this.status = status;
    this.detail = detail;
  }

  /** Whether trying again may help. */
  get passing(): boolean {
    return !FINAL.includes(this.failure);
  }

  /** The failure in words. */
  inWords({ failure: words }: Words): string {
    switch (this.failure) {
      case "wrong-address":
        return words.wrongAddress;
      case "not-in-archive":
        return words.notInArchive;
      case "refused":
        return words.refused;
      case "unreachable":
        return words.unreachable;
      case "offline":
        return words.offline;
      case "too-large":
        return words.tooLarge;
      case "server-error":
        return words.serverError(this.status);
      case "broken":
        return words.broken;
    }
  }
}
