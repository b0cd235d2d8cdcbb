/**
 * Steps 3, 5, 6 and 7: what the log, the auditors and the item index prove, before anyone's signature is asked.
 * Functions throw FormatError for what is forged or altered (REFUSED) and return the names of what was withheld.
 */

import { Checkpoint } from "./checkpoint.ts";
import { equal, hex } from "./format/bytes.ts";
import { FormatError, ProofError } from "./format/errors.ts";
import { openIndexNote } from "./format/indexNote.ts";
import { noticeKey } from "./format/item.ts";
import { entriesOf, type ListEntry, type ListProof, verifyListProof } from "./format/itemList.ts";
import { LOT, UNPACKED, verifyOpening } from "./format/itemTree.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "./format/merkle.ts";
import { newestAnchor, type Passport, type PassportItem } from "./format/passport.ts";
import { parseStatement } from "./format/statement.ts";
import { openTreeHead, type TreeHead } from "./format/treeHead.ts";
import type { TrustRoot } from "./format/trustRoot.ts";

/** The statements of a passport by log index. */
export type Checkpoints = ReadonlyMap<number, Checkpoint>;

/** Step 3: the signed tree head, which extends the newest anchor's log. */
export function checkTreeHead(passport: Passport, trustRoot: TrustRoot): TreeHead {
  const head = openTreeHead(passport.treeHead, trustRoot.origin, trustRoot.logKeys);
  const newest = newestAnchor(passport);
  verifyConsistency(newest.size, newest.logRoot, head.size, head.root, passport.treeHeadProof);
  return head;
}

/** Step 5: how many auditors have signed the newest anchor's roots. */
export function checkIndexNotes(passport: Passport, trustRoot: TrustRoot): number {
  const newest = newestAnchor(passport);
  const signed = new Set<string>();
  for (const text of passport.indexNotes) {
    const { note, signers } = openIndexNote(text, trustRoot.origin, trustRoot.auditorKeys);
    if (
      note.size !== newest.size ||
      !equal(note.logRoot, newest.logRoot) ||
      !equal(note.indexRoot, newest.indexRoot)
    ) {
      throw new FormatError("an index note is of other roots than the newest anchor's");
    }
    for (const signer of signers) signed.add(`${signer.name} ${hex(signer.publicKey)}`);
  }
  return signed.size;
}

/** Step 6: for each item, what the item index holds for it, and the list entries given. */
export function checkIndex(passport: Passport): void {
  for (const item of passport.items) {
    if (item.list !== null) checkList(passport, item.key, item.list);
    checkList(passport, noticeKey(item.key), item.notices);
  }
}

function checkList(passport: Passport, key: Uint8Array, list: ListProof): void {
  const newest = newestAnchor(passport);
  verifyListProof(list, key, newest.indexRoot);
  if (entriesOf(list).some((entry) => entry.index >= newest.size)) {
    throw new FormatError("a list has an entry that is beyond the anchored log");
  }
}

/** Step 7, first part: each statement given is indexable, and in its covering anchor's log or the tree head's. */
export function readStatements(passport: Passport, trustRoot: TrustRoot, head: TreeHead): Map<number, Checkpoint> {
  const anchors = new Map(passport.anchors.map((anchor) => [anchor.seq, anchor]));
  const checkpoints = new Map<number, Checkpoint>();
  for (const given of [...passport.statements, ...passport.newer]) {
    const anchor = given.anchor === null ? undefined : anchors.get(given.anchor);
    const [size, root] = anchor === undefined ? [head.size, head.root] : [anchor.size, anchor.logRoot];
    verifyInclusion(leafHash(given.entry), given.index, size, given.inclusion, root);
    const checkpoint = new Checkpoint(given, parseStatement(given.entry, trustRoot.origin));
    checkOpenings(checkpoint);
    checkpoints.set(given.index, checkpoint);
  }
  return checkpoints;
}

function checkOpenings(checkpoint: Checkpoint): void {
  const { depth, root } = checkpoint.statement.items;
  const keys = new Set<string>();
  for (const opening of checkpoint.given.openings) {
    verifyOpening(opening, depth, root);
    if (opening.leaf.role === 0) continue;
    const key = hex(opening.leaf.key);
    if (keys.has(key)) throw new FormatError("two openings are of one item");
    keys.add(key);
  }
}

/**
 * Step 7, second part: each listed entry is its statement's and concerns the item; none is given for nothing. Returns
 * what was withheld.
 */
export function checkListed(passport: Passport, checkpoints: Checkpoints): string[] {
  const withheld: string[] = [];
  const named = new Set<number>();
  const visit = (item: PassportItem, entry: ListEntry, asNotice: boolean) => {
    const checkpoint = checkpoints.get(entry.index);
    if (checkpoint === undefined) {
      withheld.push(`statement ${entry.index}`);
      return;
    }
    named.add(entry.index);
    if (!equal(leafHash(checkpoint.given.entry), entry.leaf)) {
      throw new ProofError(`the list names another entry at index ${entry.index} than the log's`);
    }
    if (!concerns(checkpoint, item, asNotice)) {
      withheld.push(`what statement ${entry.index} says about ${item.uri ?? "a hidden item"}`);
    } else if (item.uri !== null) {
      checkpoint.names.set(hex(item.key), item.uri);
      if (!checkpoint.about.includes(item.uri)) checkpoint.about.push(item.uri);
    }
  };
  for (const item of passport.items) {
    for (const entry of item.list === null ? [] : entriesOf(item.list)) visit(item, entry, false);
    for (const entry of entriesOf(item.notices)) visit(item, entry, true);
  }
  for (const given of passport.statements) {
    if (!named.has(given.index)) throw new FormatError(`no list names statement ${given.index}`);
  }
  for (const given of passport.newer) {
    const checkpoint = checkpoints.get(given.index) as Checkpoint;
    const visited = passport.items.filter((item) => checkpoint.leaf(item.key) !== undefined);
    if (visited.length === 0) throw new FormatError(`the newer statement ${given.index} is about no item of the passport`);
    checkpoint.about.push(...visited.flatMap((item) => (item.uri === null ? [] : [item.uri])));
  }
  return withheld;
}

/**
 * Whether an opening puts the statement on the item's list; false if none is given. ProofError if the item's leaf is
 * given and puts it on no such list.
 */
function concerns(checkpoint: Checkpoint, item: PassportItem, asNotice: boolean): boolean {
  const leaf = checkpoint.leaf(item.key);
  if (leaf === undefined) return false;
  if (asNotice && checkpoint.notice === null) {
    throw new ProofError(`statement ${checkpoint.index} is listed as a notice and is none`);
  }
  if (!asNotice && !(leaf.role & ~(LOT | UNPACKED))) {
    throw new ProofError(`statement ${checkpoint.index} is not about the item on whose list it stands`);
  }
  return true;
}
