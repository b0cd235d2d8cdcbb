/** A statement as one reader sees it: what is opened of it, and how it stands (docs/format.md sections 3 and 8). */

import * as base64url from "./format/base64url.ts";
import { hex } from "./format/bytes.ts";
import { CORE, digestOf, parseDisclosure } from "./format/disclosure.ts";
import { FormatError } from "./format/errors.ts";
import { EPC, type Leaf, OUTPUT } from "./format/itemTree.ts";
import { isObject, type Json, type JsonObject } from "./format/jcs.ts";
import type { PassportStatement } from "./format/passport.ts";
import { member } from "./format/shape.ts";
import { type NoticeKind, NOTICE_TYPE, type Statement, type StatementType } from "./format/statement.ts";
import { parseTimestamp } from "./format/timestamp.ts";
import type { ReadStatement } from "./report.ts";

const CONTAINING_TYPES: readonly string[] = ["AggregationEvent", "AssociationEvent"];

/** One statement of a passport, filled in step by step while it is verified. */
export class Checkpoint {
  readonly given: PassportStatement;
  readonly statement: Statement;
  readonly members = new Map<string, Json>();
  repeated = false;
  openedDigests = 0;
  /** The covering anchor's time. */
  time: number | null = null;
  /** The same, or for a newer statement the pinned block's. */
  judgedAt: number | null = null;
  struck: string | null = null;
  disputed = false;
  hosted = false;
  undone = false;
  applies = false;
  readonly about: string[] = [];
  /** The URIs that the passport gives to items that it concerns, by key in hex. */
  readonly names = new Map<string, string>();

  private readonly leaves: ReadonlyMap<string, Leaf>;

  constructor(given: PassportStatement, statement: Statement) {
    this.given = given;
    this.statement = statement;
    const leaves = given.openings.map(({ leaf }) => leaf).filter((leaf) => leaf.role !== 0);
    this.leaves = new Map(leaves.map((leaf) => [hex(leaf.key), leaf]));
  }

  /** The log index. */
  get index(): number {
    return this.given.index;
  }

  /** The URI of the party that says it. */
  get issuer(): string {
    return this.statement.iss;
  }

  /** The EPCIS event type, or Notice. */
  get type(): StatementType {
    return this.statement.type;
  }

  /** The kind of notice, null for a plain event. */
  get notice(): NoticeKind | null {
    return this.statement.notice;
  }

  /** The `core` disclosure; empty if withheld. */
  get core(): JsonObject {
    const core = this.members.get(CORE);
    return isObject(core) ? core : {};
  }

  /** A member of `core` that is a word: action, bizStep, disposition. */
  word(name: string): string | null {
    const value = member(this.core, name);
    return typeof value === "string" ? value : null;
  }

  /** When the event happened by its issuer's word, in milliseconds since 1970; FormatError if it is no time. */
  eventTime(): number {
    const value = member(this.core, "eventTime");
    if (typeof value !== "string") throw new FormatError("eventTime is no text");
    return parseTimestamp(value);
  }

  /** The words of persistentDisposition's `set` or `unset`. */
  persistent(change: "set" | "unset"): Json[] {
    const value = member(this.core, "persistentDisposition");
    const words = isObject(value) ? member(value, change) : undefined;
    return Array.isArray(words) ? words : [];
  }

  /** The opened leaf of an item, by key. */
  leaf(key: Uint8Array): Leaf | undefined {
    return this.leaves.get(hex(key));
  }

  /** The role bits of an opened item, 0 if it is not opened. */
  role(key: Uint8Array): number {
    return this.leaf(key)?.role ?? 0;
  }

  /** The URI of an item that it concerns, where the passport or its own opening gives one. */
  nameOf(key: Uint8Array): string | null {
    return this.names.get(hex(key)) ?? this.leaf(key)?.uri ?? null;
  }

  /** The opened leaves that have one of these role bits. */
  leavesWith(role: number): Leaf[] {
    return this.given.openings.map(({ leaf }) => leaf).filter((leaf) => leaf.role & role);
  }

  /** Whether the statement counts: neither struck nor undone. */
  stands(): boolean {
    return this.struck === null && !this.undone;
  }

  /** Whether it stands as an event of a journey; a correction and a plain notice are none. */
  isEvent(): boolean {
    return this.stands() && this.type !== NOTICE_TYPE && this.notice !== "correction";
  }

  /** Whether it is an event that may put things into a container or take them out. */
  isContaining(): boolean {
    return CONTAINING_TYPES.includes(this.type);
  }

  /** Whether it is a recall that awaits its anchor, which counts at once. */
  isNewerRecall(): boolean {
    return this.given.anchor === null && this.notice === "recall" && this.stands();
  }

  /** Whether it stands as a packing (ADD) or unpacking (DELETE). */
  contains(action: "ADD" | "DELETE"): boolean {
    return this.isEvent() && this.isContaining() && this.word("action") === action;
  }

  /** Whether it stands as the making of the item: an ObjectEvent ADD of it, or a transformation's output. */
  commissions(key: Uint8Array): boolean {
    if (!this.isEvent()) return false;
    const role = this.role(key);
    if (this.type === "ObjectEvent") return this.word("action") === "ADD" && (role & EPC) !== 0;
    return this.type === "TransformationEvent" && (role & OUTPUT) !== 0;
  }

  /** Whether nothing of it is hidden: every leaf and every digest opened, no input by its bare key. */
  whole(): boolean {
    return (
      this.given.openings.length === 2 ** this.statement.items.depth &&
      this.openedDigests === this.statement.digests.length &&
      !this.given.openings.some(({ leaf }) => leaf.role !== 0 && leaf.uri === null)
    );
  }

  /** The statement for the report. */
  read(): ReadStatement {
    const { re } = this.statement;
    return {
      about: [...this.about].sort(),
      applies: this.applies,
      disputed: this.disputed,
      hosted: this.hosted,
      id: base64url.encode(this.statement.id),
      index: this.index,
      issuer: this.issuer,
      members: Object.fromEntries(this.members),
      notice: this.notice,
      re: re === null ? null : base64url.encode(re),
      struck: this.struck,
      time: this.time,
      type: this.type,
      undone: this.undone,
      whole: this.whole(),
    };
  }
}

/** Fill in the opened members; FormatError if a disclosure is not one of the statement's (REFUSED). */
export function openDisclosures(checkpoint: Checkpoint): void {
  const digests = new Set(checkpoint.statement.digests);
  for (const text of checkpoint.given.disclosures) {
    const shown = parseDisclosure(text);
    if (!digests.has(digestOf(text))) {
      throw new FormatError(`a disclosure of statement ${checkpoint.index} is not one of its own`);
    }
    checkpoint.openedDigests++;
    if (shown.name === null) continue;
    if (checkpoint.members.has(shown.name)) checkpoint.repeated = true;
    else checkpoint.members.set(shown.name, shown.value);
  }
}
