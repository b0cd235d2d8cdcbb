/** Every text that people see, as one language must have it: a new language is one file of this shape. */

import type { Result, Severity, Status, Verdict } from "../report.ts";
import type { NoticeKind, StatementType } from "../format/statement.ts";
import type { Locale } from "./locale.ts";

/** One of the twelve steps: its name, and what it means for a shopper. */
export interface CheckWords {
  readonly name: string;
  readonly means: string;
}

/** The texts of one language. Functions take what stands in a text, already in the reader's own form. */
export interface Words {
  /** BCP 47 tag of the language that the texts are in. */
  readonly lang: string;
  readonly locale: Locale;

  readonly page: {
    readonly checksItself: string;
    readonly language: string;
    readonly privacy: string;
    readonly scan: string;
  };

  /** The headline of each verdict. */
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly meaning: {
    readonly verified: string;
    readonly newest: (shown: number, all: number) => string;
    /** After what is signed: that the service keeps keys of parties and signs for them, all that signed or some. */
    readonly hosted: (signed: string, all: boolean) => string;
    readonly pending: string;
    readonly noRecord: string;
    readonly neverMade: (since: string | null) => string;
    readonly refused: string;
  };
  readonly asOf: (when: string) => string;
  /** About a passport that was kept on the device, for want of a connection. */
  readonly kept: (when: string) => string;
  readonly byOperator: string;
  readonly byAuditors: string;
  readonly statuses: Readonly<Partial<Record<Status, string>>>;
  /** What made a verdict INCOMPLETE, by its code; `withheld` for all codes that are not here. */
  readonly missing: Readonly<Record<string, string>> & { readonly withheld: string };

  readonly recall: {
    readonly title: string;
    readonly text: (issuers: string, when: string | null) => string;
    readonly contact: (contact: string) => string;
    /** A link to more, named by the host that it leads to. */
    readonly more: (host: string) => string;
  };

  readonly product: {
    readonly unnamed: string;
    readonly about: string;
    readonly belongsTo: string;
    readonly maker: string;
    readonly origin: string;
    readonly netContent: string;
    readonly bestBefore: string;
    readonly lot: string;
    readonly serial: string;
    readonly gtin: string;
    readonly sscc: string;
    readonly number: string;
  };

  /** What to do where there is nothing to compare the item with. */
  readonly advice: Readonly<
    Record<"INCOMPLETE" | "NO_RECORD" | "REFUSED", { readonly title: string; readonly points: (number: string) => readonly string[] }>
  >;

  readonly look: {
    readonly title: string;
    readonly why: string;
    readonly number: (number: string) => string;
    readonly lot: (lot: string) => string;
    readonly bestBefore: (date: string) => string;
    readonly seal: string;
    readonly label: string;
  };

  readonly findings: {
    readonly title: string;
    readonly severities: Readonly<Record<Severity, string>>;
    /** By rule; a rule without words is told in the verifier's own. */
    readonly rules: Readonly<Record<string, string>>;
  };

  readonly journey: {
    readonly title: string;
    readonly unchecked: string;
    readonly whoseUnknown: string;
    readonly summary: (steps: number, parties: number) => string;
    readonly at: (place: string) => string;
    readonly listedName: string;
    readonly ownKey: string;
    readonly hosted: string;
    readonly notFinal: string;
    /** Of a step that is said of a container while the item was in it. */
    readonly inContainer: string;
    readonly takenBack: string;
    readonly disputed: string;
    /** What happened, by business step. */
    readonly steps: Readonly<Record<string, string>>;
    readonly notices: Readonly<Record<NoticeKind, string>>;
    readonly types: Readonly<Record<StatementType, string>>;
  };

  readonly map: {
    readonly label: (places: number) => string;
    readonly places: string;
    /** Degrees without their sign, and whether they count south and west. */
    readonly position: (latitude: string, south: boolean, longitude: string, west: boolean) => string;
  };

  readonly readings: {
    readonly title: string;
    readonly byParties: string;
    readonly unchecked: string;
    readonly between: (low: string, high: string, count: number) => string;
    readonly cut: (count: number) => string;
    readonly table: string;
    readonly time: string;
    readonly value: string;
    readonly withUnit: (value: string, unit: string) => string;
    /** What was measured, by the CBV's measurement type; a type without words is told as it is. */
    readonly types: Readonly<Record<string, string>>;
  };

  readonly keep: {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly failed: string;
  };

  readonly saved: {
    readonly title: string;
    /** What the file says of its making; `headline` is the verdict's. */
    readonly kept: (when: string, headline: string, name: string | null) => string;
    readonly fromFile: string;
    readonly notRead: string;
    /** Above a journey whose signatures could not be checked. */
    readonly unchecked: string;
    readonly goneOn: string;
    readonly current: string;
    readonly ownTrust: string;
    readonly newest: (host: string) => string;
  };

  readonly checker: {
    readonly title: string;
    readonly lead: string;
    readonly link: string;
    readonly check: string;
    readonly file: string;
    readonly drop: string;
    readonly trust: string;
    readonly trustOf: (origin: string) => string;
    readonly noTrust: string;
    readonly chooseTrust: string;
    readonly badTrust: string;
    readonly badFile: string;
    readonly badLink: string;
  };

  readonly certificates: {
    readonly title: string;
    readonly by: (party: string) => string;
    readonly withheld: string;
  };

  readonly limits: {
    readonly title: string;
    readonly object: string;
    readonly truth: string;
    readonly withheld: string;
  };

  readonly checks: {
    readonly title: string;
    readonly passed: (count: number) => string;
    readonly results: Readonly<Record<Result, string>>;
    readonly noneRequired: string;
    readonly detail: string;
    /** The twelve steps, from step 1 on. */
    readonly steps: readonly CheckWords[];
  };

  readonly technical: {
    readonly title: string;
    readonly item: string;
    readonly verdict: string;
    readonly exitCode: (code: number) => string;
    readonly status: string;
    readonly missing: string;
    readonly newestAnchor: string;
    readonly anchor: (seq: number, size: number) => string;
    readonly anchored: string;
    readonly log: string;
    readonly chain: string;
    readonly contract: (chainId: number, address: string) => string;
    readonly readAt: string;
    readonly pinned: string;
    readonly took: string;
    readonly time: (milliseconds: number, bytes: number) => string;
    readonly statements: (indices: string) => string;
    readonly struck: string;
    readonly keepPassport: string;
    readonly keepTrust: string;
    readonly checkFile: string;
  };

  readonly statement: {
    readonly issuer: string;
    readonly recorded: string;
    readonly logIndex: string;
    readonly id: string;
    readonly doesNotCount: string;
    readonly text: string;
  };

  readonly checking: {
    readonly title: string;
    readonly fetching: string;
  };

  readonly failure: {
    readonly wrongNumber: string;
    readonly wrongAddress: string;
    readonly notInArchive: string;
    readonly refused: string;
    readonly unreachable: string;
    readonly offline: string;
    readonly tooLarge: string;
    readonly serverError: (status: number) => string;
    readonly broken: string;
    readonly nothingKnown: string;
    readonly again: string;
  };
}
