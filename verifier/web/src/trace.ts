/** Step 11: the trace of an item through lots, classes, inputs and containers (docs/format.md section 8.1). */

import type { Checkpoint } from "./checkpoint.ts";
import { hex } from "./format/bytes.ts";
import { FormatError } from "./format/errors.ts";
import { describeItem, type ItemKind, itemKey } from "./format/item.ts";
import { coversPositions, entriesOf, isWhole, positionsOf } from "./format/itemList.ts";
import { CHILD, INPUT, LOT, OUTPUT, PARENT, TRANSFORMATION, UNPACKED } from "./format/itemTree.ts";
import type { Passport, PassportItem } from "./format/passport.ts";
import type { Checkpoints } from "./logProofs.ts";

/** List entries shown on both sides of a container's window. */
export const MARGIN = 64;

/** The time that an item spent in a container, in milliseconds of event time, both ends included. */
export interface Window {
  readonly container: PassportItem;
  readonly packing: Checkpoint;
  readonly unpacking: Checkpoint | null;
  readonly start: number;
  readonly end: number;
}

/**
 * What the trace of an item comes to. `missing` names what it needs and the passport lacks; `needed` are the keys (in
 * hex) of all items that it asks for; `notices` are the notices that apply, with the key on whose list they stand,
 * before anyone asks whether they count.
 */
export interface Trace {
  readonly windows: Window[];
  readonly missing: string[];
  readonly needed: Set<string>;
  readonly notices: { readonly notice: Checkpoint; readonly about: Uint8Array }[];
  readonly foreignUnpackings: Checkpoint[];
}

/**
 * An item's list sorted once by what the trace asks of it, each part in the order of the log. `packings` put the item
 * into something, `unpackings` take something out of something, `others` move nothing into or out of it. `issuers` have
 * the last index of a statement of theirs that is no unpacking, `packedInto` that of the item's last packing into a
 * container, by its key in hex; `positions` are the list's, by log index.
 */
interface History {
  readonly key: string;
  readonly packings: readonly Checkpoint[];
  readonly unpackings: readonly Checkpoint[];
  readonly others: readonly Checkpoint[];
  readonly issuers: ReadonlyMap<string, number>;
  readonly packedInto: ReadonlyMap<string, number>;
  readonly positions: ReadonlyMap<number, number>;
}

/** Follows one item through a passport. */
export class Tracer {
  /** The class that the item is an instance of: the one whose `serialised` says that it is on record if made. */
  classKey: Uint8Array | null = null;
  private readonly items: ReadonlyMap<string, PassportItem>;
  private readonly asked: PassportItem;
  private readonly checkpoints: Checkpoints;
  private readonly histories = new Map<PassportItem, History>();
  private readonly candidates = new Map<string, readonly Checkpoint[]>();
  private readonly issuers = new Map<string, Set<string>>();
  private readonly foreign = new Set<number>();
  private readonly newerRecalls: readonly Checkpoint[];
  private readonly noticed = new Map<PassportItem, Set<Checkpoint>>();
  private readonly trace: Trace = { windows: [], missing: [], needed: new Set(), notices: [], foreignUnpackings: [] };

  constructor(passport: Passport, checkpoints: Checkpoints) {
    this.items = new Map(passport.items.map((item) => [hex(item.key), item]));
    this.asked = passport.items[0] as PassportItem;
    this.checkpoints = checkpoints;
    this.newerRecalls = [...checkpoints.values()].filter((each) => each.isNewerRecall());
    this.trace.needed.add(hex(this.asked.key));
  }

  /** The whole trace; `commissioning` is the item's authentic one, if it has one. */
  close(commissioning: Checkpoint | null): Trace {
    const { asked } = this;
    this.addNotices(asked, () => true);
    const events = this.listed(asked).filter((checkpoint) => checkpoint.isEvent());
    for (const event of events) event.applies = true;
    if (this.addClassAndLots(commissioning) === "instance") {
      for (const event of events) {
        if (event.type === "TransformationEvent") this.addInputs(event, asked.key);
      }
      this.addContainers(asked);
    }
    return this.trace;
  }

  /** The statements given of an item's list, in the order of the log. */
  listed(item: PassportItem): Checkpoint[] {
    return item.list === null ? [] : entriesOf(item.list).flatMap((entry) => this.checkpoints.get(entry.index) ?? []);
  }

  private addClassAndLots(commissioning: Checkpoint | null): ItemKind {
    let kind: ItemKind;
    let classUri: string | null;
    try {
      ({ kind, classUri } = describeItem(this.asked.uri ?? ""));
    } catch (error) {
      if (error instanceof FormatError) return "other";
      throw error;
    }
    if (kind !== "instance" && kind !== "lot" && kind !== "class") return kind;
    const made = commissioning?.index ?? Number.POSITIVE_INFINITY;
    if (classUri !== null) {
      if (kind === "instance") this.classKey = itemKey(classUri);
      const item = this.need(itemKey(classUri), `the notices of ${classUri}`);
      if (item !== null) {
        this.addNotices(
          item,
          (notice) => notice.index > made || notice.notice === "description" || notice.notice === "serialised",
        );
      }
    }
    for (const leaf of commissioning?.leavesWith(LOT) ?? []) {
      if (classOf(leaf.uri) !== classUri) continue;
      const lot = this.need(leaf.key, "the notices of its lot");
      if (lot !== null) this.addNotices(lot, () => true);
    }
    return kind;
  }

  private addInputs(transformation: Checkpoint, output: Uint8Array): void {
    if (!(transformation.role(output) & OUTPUT)) return;
    this.addInputsOf(transformation);
    for (const leaf of transformation.leavesWith(TRANSFORMATION)) {
      const what = "the events of its transformation";
      const item = this.need(leaf.key, what, true);
      if (item?.list && !isWhole(item.list) && !this.trace.missing.includes(what)) this.trace.missing.push(what);
      for (const checkpoint of item === null ? [] : this.listed(item)) {
        if (checkpoint.isEvent() && checkpoint.type === "TransformationEvent") this.addInputsOf(checkpoint);
      }
    }
  }

  private addInputsOf(transformation: Checkpoint): void {
    for (const leaf of transformation.leavesWith(INPUT)) {
      const item = this.need(leaf.key, `the notices of its input ${leaf.uri ?? "of hidden name"}`);
      if (item !== null) this.addNotices(item, () => true);
    }
  }

  /**
   * Follow the packings of the item, then those of what it was packed into, one after another. Each packing is followed
   * once. Containers may stand in one another without end, so this is no recursion.
   */
  private addContainers(asked: PassportItem): void {
    const followed = new Set<string>();
    const queue = [{ item: asked, start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }];
    // An array's iteration goes on to what is added to it meanwhile.
    for (const { item, start, end } of queue) {
      const { key, packings } = this.history(item);
      for (const packing of packings) {
        const name = `${key} ${packing.index}`;
        if (packing.eventTime() > end || followed.has(name)) continue;
        for (const parent of packing.leavesWith(PARENT)) {
          if (this.leftBefore(item, parent.key, packing, start)) continue;
          const container = this.need(parent.key, `the events of its container ${parent.uri}`, true);
          const window = container === null ? null : this.addWindow(item, container, packing, start, end);
          if (window === null) continue;
          followed.add(name);
          queue.push({ item: window.container, start: window.start, end: window.end });
        }
      }
    }
  }

  /** Whether the item's own list shows that it had left a container before the time that is followed began. */
  private leftBefore(item: PassportItem, container: Uint8Array, packing: Checkpoint, start: number): boolean {
    const { unpackings, issuers } = this.history(item);
    return (
      packing.eventTime() < start &&
      unpackings.some(
        (each) =>
          each.index > packing.index &&
          (each.role(item.key) & CHILD) !== 0 &&
          (each.role(container) & PARENT) !== 0 &&
          issuers.has(each.issuer) &&
          endOfStay(packing, each) < start,
      )
    );
  }

  private addWindow(
    item: PassportItem,
    container: PassportItem,
    packing: Checkpoint,
    start: number,
    end: number,
  ): Window | null {
    const unpacking = this.unpacking(item, container, packing);
    const until = unpacking === null ? end : Math.min(end, endOfStay(packing, unpacking));
    if (until < start) return null;
    const window = { container, packing, unpacking, start: Math.max(start, packing.eventTime()), end: until };
    const holds = (checkpoint: Checkpoint) => {
      const time = checkpoint.eventTime();
      return window.start <= time && time <= window.end;
    };
    this.trace.windows.push(window);
    if (!this.windowIsGiven(container, packing, unpacking)) {
      this.trace.missing.push(`events of the container ${container.uri} around the packing`);
    }
    for (const checkpoint of this.history(container).others) {
      if (!checkpoint.applies && holds(checkpoint)) checkpoint.applies = true;
    }
    if (unpacking !== null) unpacking.applies = true;
    this.addNotices(container, holds);
    return window;
  }

  private windowIsGiven(container: PassportItem, packing: Checkpoint, unpacking: Checkpoint | null): boolean {
    if (container.list === null) return false;
    const { positions } = this.history(container);
    const packed = positions.get(packing.index);
    const unpacked = unpacking === null ? container.list.size : positions.get(unpacking.index);
    if (packed === undefined || unpacked === undefined) return false;
    return coversPositions(
      container.list,
      Math.max(0, packed - MARGIN),
      Math.min(unpacked + MARGIN + 1, container.list.size),
    );
  }

  /** The unpacking that ends a stay, by a party that the trace knows otherwise too. */
  private unpacking(item: PassportItem, container: PassportItem, packing: Checkpoint): Checkpoint | null {
    const later = this.unpackings(item, container).filter((each) => each.index > packing.index);
    if (later.length === 0) return null;
    const own = this.history(item).issuers;
    const known = this.issuersAround(container, packing);
    for (const candidate of later) {
      if (own.has(candidate.issuer) || known.has(candidate.issuer)) return candidate;
      if (this.foreign.has(candidate.index)) continue;
      this.foreign.add(candidate.index);
      this.trace.foreignUnpackings.push(candidate);
    }
    return null;
  }

  /** What may end a stay of the item in the container, in the order of the log. */
  private unpackings(item: PassportItem, container: PassportItem): readonly Checkpoint[] {
    const [inner, outer] = [this.history(item), this.history(container)];
    const name = `${inner.key} ${outer.key}`;
    const kept = this.candidates.get(name);
    if (kept !== undefined) return kept;
    const candidates = [...new Set([...inner.unpackings, ...outer.unpackings])]
      .filter(
        (each) =>
          (each.role(item.key) & CHILD && each.role(container.key) & PARENT) || each.role(container.key) & UNPACKED,
      )
      .sort((a, b) => a.index - b.index);
    this.candidates.set(name, candidates);
    return candidates;
  }

  /** Who else, from a packing on, has dealt with the container, or with what it was packed into since. */
  private issuersAround(container: PassportItem, packing: Checkpoint): Set<string> {
    const name = `${this.history(container).key} ${packing.index}`;
    const kept = this.issuers.get(name);
    if (kept !== undefined) return kept;
    const around = new Set([container]);
    const known = new Set<string>();
    // A set's iteration goes on to what is added to it meanwhile.
    for (const item of around) {
      const { issuers, packedInto } = this.history(item);
      for (const [issuer, last] of issuers) if (last >= packing.index) known.add(issuer);
      for (const [key, last] of packedInto) {
        const outer = this.items.get(key);
        if (outer !== undefined && last >= packing.index) around.add(outer);
      }
    }
    this.issuers.set(name, known);
    return known;
  }

  private history(item: PassportItem): History {
    let history = this.histories.get(item);
    if (history === undefined) {
      history = historyOf(item, this.listed(item));
      this.histories.set(item, history);
    }
    return history;
  }

  private addNotices(item: PassportItem, applies: (notice: Checkpoint) => boolean): void {
    let noticed = this.noticed.get(item);
    if (noticed === undefined) {
      noticed = new Set();
      this.noticed.set(item, noticed);
    }
    const newer = this.newerRecalls.filter((each) => each.role(item.key) !== 0);
    for (const notice of [...entriesOf(item.notices).map((entry) => this.checkpoints.get(entry.index)), ...newer]) {
      if (notice === undefined || noticed.has(notice) || !notice.stands() || !applies(notice)) continue;
      noticed.add(notice);
      this.trace.notices.push({ notice, about: item.key });
      notice.applies = true;
    }
  }

  private need(key: Uint8Array, what: string, listed = false): PassportItem | null {
    this.trace.needed.add(hex(key));
    const item = this.items.get(hex(key));
    if (item === undefined || (listed && item.list === null)) {
      if (!this.trace.missing.includes(what)) this.trace.missing.push(what);
      return null;
    }
    return item;
  }
}

function historyOf(item: PassportItem, listed: readonly Checkpoint[]): History {
  const packings = listed.filter((each) => each.contains("ADD") && each.role(item.key) & CHILD);
  const moves = (each: Checkpoint) => each.isContaining() && (each.role(item.key) & (PARENT | UNPACKED)) !== 0;
  return {
    key: hex(item.key),
    packings,
    unpackings: listed.filter((each) => each.contains("DELETE")),
    others: listed.filter((each) => each.isEvent() && !moves(each)),
    issuers: new Map(
      listed.filter((each) => each.stands() && !each.contains("DELETE")).map((each) => [each.issuer, each.index]),
    ),
    packedInto: new Map(
      packings.flatMap((each) => each.leavesWith(PARENT).map((leaf): [string, number] => [hex(leaf.key), each.index])),
    ),
    positions: item.list === null ? new Map() : positionsOf(item.list),
  };
}

/** When a stay ended, in ms: at the unpacking, or when that was recorded if it claims to be the earlier. */
function endOfStay(packing: Checkpoint, unpacking: Checkpoint): number {
  const claimed = unpacking.eventTime();
  return claimed >= packing.eventTime() || unpacking.time === null ? claimed : unpacking.time * 1000;
}

/** The class that a lot is of: one event may make lots of several classes. */
function classOf(uri: string | null): string | null {
  try {
    return describeItem(uri ?? "").classUri;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
