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

/** Follows one item through a passport. */
export class Tracer {
  /** The class that the item is an instance of: the one whose `serialised` says that it is on record if made. */
  classKey: Uint8Array | null = null;
  private readonly items: ReadonlyMap<string, PassportItem>;
  private readonly asked: PassportItem;
  private readonly checkpoints: Checkpoints;
  private readonly followed = new Set<string>();
  private readonly trace: Trace = { windows: [], missing: [], needed: new Set(), notices: [], foreignUnpackings: [] };

  constructor(passport: Passport, checkpoints: Checkpoints) {
    this.items = new Map(passport.items.map((item) => [hex(item.key), item]));
    this.asked = passport.items[0] as PassportItem;
    this.checkpoints = checkpoints;
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
      this.addContainers(asked, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
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

  private addContainers(item: PassportItem, start: number, end: number): void {
    for (const packing of this.listed(item)) {
      if (!packing.contains("ADD") || !(packing.role(item.key) & CHILD)) continue;
      const time = packing.eventTime();
      const followed = `${hex(item.key)} ${packing.index}`;
      if (time < start || time > end || this.followed.has(followed)) continue;
      this.followed.add(followed);
      for (const parent of packing.leavesWith(PARENT)) {
        const container = this.need(parent.key, `the events of its container ${parent.uri}`, true);
        if (container !== null) this.addWindow(item, container, packing, end);
      }
    }
  }

  private addWindow(item: PassportItem, container: PassportItem, packing: Checkpoint, end: number): void {
    const unpacking = this.unpacking(item, container, packing);
    const until = unpacking === null ? end : Math.min(end, unpacking.eventTime());
    const window = { container, packing, unpacking, start: packing.eventTime(), end: until };
    const holds = (checkpoint: Checkpoint) => {
      const time = checkpoint.eventTime();
      return window.start <= time && time <= window.end;
    };
    this.trace.windows.push(window);
    if (!windowIsGiven(container, packing, unpacking)) {
      this.trace.missing.push(`events of the container ${container.uri} around the packing`);
    }
    for (const checkpoint of this.listed(container)) {
      const moves = checkpoint.isContaining() && (checkpoint.role(container.key) & (PARENT | UNPACKED)) !== 0;
      if (checkpoint.isEvent() && !moves && holds(checkpoint)) checkpoint.applies = true;
    }
    if (unpacking !== null) unpacking.applies = true;
    this.addNotices(container, holds);
    this.addContainers(container, window.start, window.end);
  }

  /** The unpacking that ends a stay, by a party that the trace knows otherwise too. */
  private unpacking(item: PassportItem, container: PassportItem, packing: Checkpoint): Checkpoint | null {
    const own = this.listed(item);
    const others = this.listed(container);
    const candidates = [...new Set([...own, ...others])].filter(
      (each) =>
        each.index > packing.index &&
        each.contains("DELETE") &&
        ((each.role(item.key) & CHILD && each.role(container.key) & PARENT) || each.role(container.key) & UNPACKED),
    );
    const known = new Set([...issuersOf(own), ...this.issuersAround(container, packing)]);
    for (const candidate of candidates.sort((a, b) => a.index - b.index)) {
      if (known.has(candidate.issuer)) return candidate;
      if (!this.trace.foreignUnpackings.includes(candidate)) this.trace.foreignUnpackings.push(candidate);
    }
    return null;
  }

  /** Who else, from a packing on, has dealt with the container, or with what it was packed into since. */
  private issuersAround(container: PassportItem, packing: Checkpoint): string[] {
    const around = new Set([container]);
    const known: string[] = [];
    // A set's iteration goes on to what is added to it meanwhile.
    for (const item of around) {
      const later = this.listed(item).filter((each) => each.index >= packing.index);
      known.push(...issuersOf(later));
      for (const each of later) {
        if (!each.contains("ADD") || !(each.role(item.key) & CHILD)) continue;
        for (const leaf of each.leavesWith(PARENT)) {
          const outer = this.items.get(hex(leaf.key));
          if (outer !== undefined) around.add(outer);
        }
      }
    }
    return known;
  }

  private addNotices(item: PassportItem, applies: (notice: Checkpoint) => boolean): void {
    for (const entry of entriesOf(item.notices)) {
      const notice = this.checkpoints.get(entry.index);
      if (notice === undefined || !notice.stands() || !applies(notice)) continue;
      if (!this.trace.notices.some((each) => each.notice === notice && each.about === item.key)) {
        this.trace.notices.push({ notice, about: item.key });
      }
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

function windowIsGiven(container: PassportItem, packing: Checkpoint, unpacking: Checkpoint | null): boolean {
  if (container.list === null) return false;
  const positions = positionsOf(container.list);
  const packed = positions.get(packing.index);
  const unpacked = unpacking === null ? container.list.size : positions.get(unpacking.index);
  if (packed === undefined || unpacked === undefined) return false;
  return coversPositions(
    container.list,
    Math.max(0, packed - MARGIN),
    Math.min(unpacked + MARGIN + 1, container.list.size),
  );
}

/** The issuers of standing statements that are no unpackings. */
function issuersOf(checkpoints: readonly Checkpoint[]): string[] {
  return checkpoints.filter((each) => each.stands() && !each.contains("DELETE")).map((each) => each.issuer);
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
