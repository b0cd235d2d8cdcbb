/** The passport: all that a verifier needs about one item, but whom to trust (docs/format.md section 7.1). */

import { type Anchor, type Anchorage, covers, parseAnchor, parseAnchorage } from "./anchor.ts";
import { hex } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import { itemKey } from "./item.ts";
import { type ListProof, isWhole, parseListProof } from "./itemList.ts";
import { type Opening, parseOpening } from "./itemTree.ts";
import * as jcs from "./jcs.ts";
import { array, bytes, integer, members, proof, text } from "./shape.ts";
import { MAX_DIGESTS, MAX_ENTRY } from "./statement.ts";

const MAX_BYTES = 4 << 20;
const MAX_ITEMS = 64;
const MAX_STATEMENTS = 2000;
/** Longest item list that a passport must show whole. */
export const WHOLE_LIST = 256;
const MAX_TREE_PROOF = 2 * 63;
const MAX_NOTES = 16;

/** A visited item by URI, or by bare key where its name is hidden; `list` is null where only notices matter. */
export interface PassportItem {
  readonly key: Uint8Array;
  readonly uri: string | null;
  readonly list: ListProof | null;
  readonly notices: ListProof;
}

/** A statement with this reader's disclosures and openings; `anchor` is its covering anchor's seq, null if newer. */
export interface PassportStatement {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly anchor: number | null;
  readonly inclusion: Uint8Array;
  readonly disclosures: readonly string[];
  readonly openings: readonly Opening[];
}

/** A passport as parsed; nothing of it is believed yet. */
export interface Passport {
  readonly item: string;
  readonly anchorage: Anchorage;
  /** Ascending; the last is the newest. */
  readonly anchors: readonly Anchor[];
  readonly treeHead: string;
  readonly treeHeadProof: Uint8Array;
  readonly items: readonly PassportItem[];
  readonly statements: readonly PassportStatement[];
  readonly newer: readonly PassportStatement[];
  readonly indexNotes: readonly string[];
}

/** The passport that `data` is; FormatError unless it is one by docs/format.md section 7.1. */
export function parsePassport(data: Uint8Array): Passport {
  if (data.length > MAX_BYTES) throw new FormatError(`a passport has at most ${MAX_BYTES} bytes`);
  const value = members(jcs.decode(data), "the passport", [
    "anchorage",
    "anchors",
    "indexNotes",
    "item",
    "items",
    "newer",
    "statements",
    "treeHead",
    "treeHeadProof",
    "version",
  ]);
  integer(value.version, "version", 1, 1);
  const anchors = array(value.anchors, "anchors", 1, MAX_STATEMENTS + 1).map(parseAnchor);
  if (!ascends(anchors, (a, b) => a.seq < b.seq && a.size <= b.prevSize)) throw new FormatError("anchors do not ascend");
  const bySeq = new Map(anchors.map((anchor) => [anchor.seq, anchor]));
  const statements = array(value.statements, "statements", 0, MAX_STATEMENTS).map((each) =>
    parseEntry(each, bySeq),
  );
  const newer = array(value.newer, "newer", 0, MAX_STATEMENTS).map((each) => parseEntry(each, null));
  if (statements.length + newer.length > MAX_STATEMENTS) {
    throw new FormatError(`a passport has at most ${MAX_STATEMENTS} statements`);
  }
  if (!ascends([...statements, ...newer], (a, b) => a.index < b.index)) throw new FormatError("statements do not ascend");
  const newest = anchors.at(-1) as Anchor;
  if (newer.some((statement) => statement.index < newest.size)) {
    throw new FormatError("a newer statement is not beyond the newest anchor");
  }
  if (new Set([...statements.map((statement) => statement.anchor), newest.seq]).size !== anchors.length) {
    throw new FormatError("an anchor covers no statement given");
  }
  const items = array(value.items, "items", 1, MAX_ITEMS).map(parseItem);
  if (new Set(items.map((item) => hex(item.key))).size !== items.length) throw new FormatError("an item stands twice");
  const item = text(value.item, "item", 1, 512);
  if (items[0]?.uri !== item || items[0].list === null) {
    throw new FormatError("the first item is not the one that the passport is about");
  }
  return {
    item,
    anchorage: parseAnchorage(value.anchorage),
    anchors,
    treeHead: text(value.treeHead, "treeHead", 1, 1 << 16),
    treeHeadProof: proof(value.treeHeadProof, "treeHeadProof", MAX_TREE_PROOF),
    items,
    statements,
    newer,
    indexNotes: array(value.indexNotes, "indexNotes", 0, MAX_NOTES).map((note) =>
      text(note, "an index note", 1, 1 << 16),
    ),
  };
}

function parseItem(value: jcs.Json): PassportItem {
  const object = members(value, "an item", ["notices"], ["item", "key", "list"]);
  const byUri = Object.hasOwn(object, "item");
  if (byUri === Object.hasOwn(object, "key")) throw new FormatError("an item is given by URI or by key");
  const uri = byUri ? text(object.item, "an item's URI", 1, 512) : null;
  const notices = parseListProof(object.notices);
  if (notices.segments.length !== Math.min(notices.size, 1) || !isWhole(notices)) {
    throw new FormatError("a notice list is not given whole");
  }
  const list = Object.hasOwn(object, "list") ? parseListProof(object.list) : null;
  if (list !== null && list.size <= WHOLE_LIST && !isWhole(list)) {
    throw new FormatError(`an item's list of up to ${WHOLE_LIST} entries is not given whole`);
  }
  return { key: uri === null ? bytes(object.key, "an item's key", 32) : itemKey(uri), uri, list, notices };
}

function parseEntry(value: jcs.Json, anchors: ReadonlyMap<number, Anchor> | null): PassportStatement {
  const object = members(
    value,
    "a statement",
    ["disclosures", "entry", "inclusion", "index", "openings"],
    ["anchor"],
  );
  const index = integer(object.index, "a statement's index");
  if (Object.hasOwn(object, "anchor") !== (anchors !== null)) {
    throw new FormatError("a statement has an anchor exactly if it is not among the newer ones");
  }
  let anchor: number | null = null;
  if (anchors !== null) {
    anchor = integer(object.anchor, "a statement's anchor");
    const covering = anchors.get(anchor);
    if (covering === undefined || !covers(covering, index)) {
      throw new FormatError("a statement's anchor does not cover it");
    }
  }
  const entry = bytes(object.entry, "a statement's entry");
  if (entry.length > MAX_ENTRY) throw new FormatError(`an entry has at most ${MAX_ENTRY} bytes`);
  const disclosures = array(object.disclosures, "disclosures", 0, MAX_DIGESTS).map((each) =>
    text(each, "a disclosure"),
  );
  if (new Set(disclosures).size !== disclosures.length) throw new FormatError("a disclosure stands twice");
  const openings = array(object.openings, "openings", 0, 1 << 16).map(parseOpening);
  if (!ascends(openings, (a, b) => a.position < b.position)) throw new FormatError("openings do not ascend");
  return {
    index,
    entry,
    anchor,
    inclusion: proof(object.inclusion, "an inclusion proof", MAX_TREE_PROOF),
    disclosures,
    openings,
  };
}

function ascends<T>(list: readonly T[], before: (a: T, b: T) => boolean): boolean {
  return list.every((each, at) => at === 0 || before(list[at - 1] as T, each));
}

/** The newest anchor. */
export function newestAnchor(passport: Passport): Anchor {
  return passport.anchors.at(-1) as Anchor;
}
