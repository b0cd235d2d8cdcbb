/** The texts of the pages for a phone in the hand, scanning and posting, which the passport page does without. */

import type { Barrier } from "../scan/camera.ts";
import type { Lack } from "../post/checkpoint.ts";
import type { SignIn } from "../post/session.ts";

/** The texts of one language. */
export interface PhoneWords {
  readonly scan: ScanWords;
  readonly post: PostWords;
}

/** Scanning, wherever it is done. */
export interface ScanWords {
  readonly title: string;
  readonly lead: string;
  readonly footer: string;
  readonly start: string;
  readonly stop: string;
  readonly starting: string;
  readonly picture: string;
  readonly light: string;
  readonly camera: string;
  readonly cameraNumber: (number: number) => string;
  readonly photo: string;
  readonly photoWithout: string;
  readonly readingPhoto: string;
  readonly type: string;
  readonly typeHint: string;
  readonly go: string;
  readonly barriers: Readonly<Record<Barrier, string>>;
  readonly noDecoder: string;
  readonly found: (number: string) => string;
  readonly broken: string;
  readonly elsewhere: (host: string) => string;
  readonly place: string;
  readonly party: string;
  readonly noPlace: string;
  readonly other: string;
}

/** Posting. */
export interface PostWords {
  readonly title: string;
  readonly footer: string;
  readonly signIn: {
    readonly title: string;
    readonly lead: string;
    readonly key: string;
    readonly button: string;
    readonly outcomes: Readonly<Record<Exclude<SignIn, "done">, string>>;
    readonly replace: (present: string) => string;
    readonly yes: string;
    readonly no: string;
  };
  readonly as: (name: string) => string;
  readonly until: (date: string) => string;
  readonly signOut: string;
  readonly waitingStay: (count: number) => string;
  readonly ended: string;
  readonly noStorage: string;

  readonly what: string;
  readonly scan: string;
  readonly done: string;
  readonly already: (number: string) => string;
  readonly remove: (number: string) => string;
  readonly counted: (count: number) => string;
  readonly container: string;
  readonly scanContainer: string;

  readonly step: string;
  readonly otherSteps: string;
  readonly steps: Readonly<Record<string, string>>;

  readonly where: {
    readonly title: string;
    readonly unsaid: string;
    readonly position: string;
    readonly asking: string;
    readonly at: (latitude: string, longitude: string) => string;
    readonly insecure: string;
    readonly denied: string;
    readonly failed: string;
    readonly add: string;
    readonly name: string;
    readonly save: string;
    readonly forget: (name: string) => string;
  };
  readonly when: {
    readonly title: string;
    readonly now: string;
    readonly other: string;
  };
  readonly more: {
    readonly title: string;
    readonly reading: string;
    readonly none: string;
    readonly readings: Readonly<Record<string, string>>;
    readonly value: string;
    readonly unit: string;
    readonly quantity: string;
    readonly pieces: string;
    readonly lot: string;
    readonly bestBefore: string;
    readonly note: string;
    readonly photo: string;
    readonly photoStays: string;
    readonly photos: (count: number) => string;
  };
  readonly post: string;
  readonly correct: string;
  readonly cancel: string;
  readonly posted: string;
  readonly lacks: Readonly<Record<Lack, string>>;

  readonly outbox: {
    readonly title: string;
    readonly empty: string;
    readonly waiting: string;
    readonly accepted: string;
    readonly promised: (when: string) => string;
    readonly unchecked: string;
    readonly refused: string;
    readonly doubtful: string;
    readonly others: (count: number) => string;
    readonly away: string;
    readonly tryNow: string;
    readonly again: string;
    readonly correct: string;
    readonly drop: string;
    readonly dropSure: string;
    readonly clear: string;
    readonly passport: string;
    readonly savePhoto: string;
  };
}
