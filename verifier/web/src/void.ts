/** When a statement contradicts itself and so counts for nothing (docs/format.md sections 3.5 and 3.6). */

import type { Checkpoint } from "./checkpoint.ts";
import {
  CONTEXT,
  CORE,
  coreIsWellFormed,
  EVENT_HASH,
  nameIsAllowed,
  WHERE,
  whereIsWellFormed,
} from "./format/disclosure.ts";
import { parseContext } from "./format/epcisContext.ts";
import { FormatError } from "./format/errors.ts";
import { eventHashId } from "./format/eventHash.ts";
import { eventItems } from "./format/eventItems.ts";
import { CHILD, EPC, INPUT, OUTPUT, PARENT, QUANTITY, TRANSFORMATION, UPSTREAM } from "./format/itemTree.ts";
import { isObject, type Json } from "./format/jcs.ts";
import { type NoticeKind, NOTICE_TYPE } from "./format/statement.ts";

/** Notices that an event's `core` alone must bear out. */
const CORE_NOTICES: readonly (NoticeKind | null)[] = ["correction", "recall", "decommission", "withdrawn"];

/** Why a statement is void, by what of it is opened; null if nothing shows that it is. */
export function voidReason(checkpoint: Checkpoint): string | null {
  const notice = checkpoint.type === NOTICE_TYPE;
  if (checkpoint.repeated) return "a member is disclosed twice";
  for (const name of checkpoint.members.keys()) {
    if (!nameIsAllowed(name, notice)) return `it discloses ${JSON.stringify(name.slice(0, 40))}, which it must not`;
  }
  if (!coreIsWellFormed(checkpoint.members.get(CORE) ?? null, notice)) return "its core is malformed";
  const where = checkpoint.members.get(WHERE);
  if (where !== undefined && !whereIsWellFormed(where)) return "its place is malformed";
  if (formatErrorOf(() => checkpoint.eventTime()) !== null) return "its eventTime is no time";
  for (const { leaf, position } of checkpoint.given.openings) {
    if (Boolean(leaf.role & UPSTREAM) !== position < checkpoint.statement.items.up) {
      return "an item stands on the wrong side of its upstream items";
    }
  }
  if ([PARENT, TRANSFORMATION].some((role) => checkpoint.leavesWith(role).length > 1)) {
    return "it names more than one parent or transformation";
  }
  if (notice) return null;
  return noticeReason(checkpoint) ?? (checkpoint.whole() ? wholeReason(checkpoint) : null);
}

/** Whether the content says a notice that the payload does not, or the other way round. */
function noticeReason(checkpoint: Checkpoint): string | null {
  const said = noticeOfCore(checkpoint);
  const kind = checkpoint.notice;
  if (said === "correction") return kind === "correction" ? null : "it declares an error and is no correction";
  if (checkpoint.members.has("certificationInfo") && kind !== "certificate") {
    return "it carries a certification and is no certificate";
  }
  if (said !== null && kind !== said && kind !== "certificate") {
    return `its content says ${said} and its notice does not`;
  }
  if (CORE_NOTICES.includes(kind) && kind !== said) return `its notice says ${kind} and its content does not`;
  return null;
}

/** The notice that `core` says by itself, the first that matches (docs/format.md section 3.5). */
function noticeOfCore(checkpoint: Checkpoint): NoticeKind | null {
  if (Object.hasOwn(checkpoint.core, "errorDeclaration")) return "correction";
  if (checkpoint.persistent("set").includes("recalled")) return "recall";
  if (checkpoint.persistent("unset").includes("recalled")) return "withdrawn";
  if (checkpoint.type === "ObjectEvent" && checkpoint.word("action") === "DELETE") return "decommission";
  return null;
}

/** Whether a wholly opened event is the one that its Event Hash ID and its item tree stand for. */
function wholeReason(checkpoint: Checkpoint): string | null {
  const event = rebuildEvent(checkpoint);
  let hashId = "";
  let items: ReadonlyMap<string, number> = new Map();
  const unreadable = formatErrorOf(() => {
    const context = parseContext(checkpoint.members.get(CONTEXT));
    items = eventItems(event, context);
    hashId = eventHashId(event, context);
  });
  if (unreadable !== null) return `its event cannot be read: ${unreadable}`;
  if (checkpoint.members.get(EVENT_HASH) !== hashId) return "its Event Hash ID is not that of its members";
  const leaves = checkpoint.given.openings.map(({ leaf }) => leaf).filter((leaf) => leaf.role !== 0);
  if (leaves.length !== items.size || leaves.some((leaf) => items.get(leaf.uri as string) !== leaf.role)) {
    return "its items are not those that its members name";
  }
  return null;
}

/** The event in its canonical form, put together from a wholly opened statement. */
function rebuildEvent(checkpoint: Checkpoint): ReadonlyMap<string, Json> {
  const event = new Map<string, Json>([["type", checkpoint.type]]);
  for (const [name, value] of checkpoint.members) {
    if ((name === CORE || name === WHERE) && isObject(value)) {
      for (const [inner, member] of Object.entries(value)) event.set(inner, member);
    } else if (name !== EVENT_HASH && name !== CONTEXT) {
      event.set(name, value);
    }
  }
  const uris = (role: number) => checkpoint.leavesWith(role).map((leaf) => leaf.uri as string);
  for (const [name, role] of [
    ["epcList", EPC],
    ["childEPCs", CHILD],
    ["inputEPCList", INPUT],
    ["outputEPCList", OUTPUT],
  ] as const) {
    const byInstance = checkpoint.leavesWith(role).filter((leaf) => !(leaf.role & QUANTITY));
    if (byInstance.length > 0) event.set(name, byInstance.map((leaf) => leaf.uri as string));
  }
  for (const uri of uris(PARENT)) event.set("parentID", uri);
  for (const uri of uris(TRANSFORMATION)) event.set("transformationID", uri);
  return event;
}

function formatErrorOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}
