/** Which items a canonical event names, and where each stands in it (docs/format.md section 3.4). */

import type { Context } from "./epcisContext.ts";
import { stripWhiteSpace } from "./epcisValue.ts";
import { FormatError } from "./errors.ts";
import type { Event } from "./eventHash.ts";
import { lotUri } from "./item.ts";
import * as tree from "./itemTree.ts";
import { isObject, type Json } from "./jcs.ts";
import { member } from "./shape.ts";
import { MAX_DEPTH } from "./statement.ts";

const EPC_LISTS: readonly (readonly [string, number])[] = [
  ["epcList", tree.EPC],
  ["childEPCs", tree.CHILD],
  ["inputEPCList", tree.INPUT],
  ["outputEPCList", tree.OUTPUT],
];
const QUANTITY_LISTS: readonly (readonly [string, number])[] = [
  ["quantityList", tree.EPC | tree.QUANTITY],
  ["childQuantityList", tree.CHILD | tree.QUANTITY],
  ["inputQuantityList", tree.INPUT | tree.QUANTITY],
  ["outputQuantityList", tree.OUTPUT | tree.QUANTITY],
];

/** Most items of one event: the leaves of the deepest item tree. */
const MAX_ITEMS = 2 ** MAX_DEPTH;

const INSTANCE = /^https:\/\/id\.gs1\.org\/(?:01\/([0-9]{14})\/(?:21|235)\/|8006\/([0-9]{14})[0-9]{4}\/21\/)/;

/** The ILMD members that give the lot of the instances named: `cbvmda:lotNumber` and `gs1:hasBatchLotNumber`. */
const LOT_NUMBER_NAMES: readonly string[] = [
  "urn:epcglobal:cbv:mda:lotNumber",
  "urn:epcglobal:cbv:mdalotNumber", // the namespace is often bound without its last colon
  "https://ref.gs1.org/cbv/lotNumber",
  "https://gs1.org/voc/hasBatchLotNumber",
  "https://ref.gs1.org/voc/hasBatchLotNumber",
  "https://www.gs1.org/voc/hasBatchLotNumber",
  "http://gs1.org/voc/hasBatchLotNumber",
];

/**
 * The canonical URI of each item that a canonical event names, with its role: the bits of where it stands, OR-ed.
 * FormatError if a member that names items has not the form that EPCIS gives it, an ILMD lot number is no GS1 batch or
 * lot number, or there are more than MAX_ITEMS items.
 */
export function eventItems(event: Event, context: Context): Map<string, number> {
  const items = new Map<string, number>();
  const add = (uri: string, role: number) => items.set(uri, (items.get(uri) ?? 0) | role);
  for (const [name, role] of EPC_LISTS) {
    for (const uri of texts(event.get(name) ?? absent(event, name), name)) add(uri, role);
  }
  for (const [name, role] of QUANTITY_LISTS) {
    for (const element of list(event.get(name) ?? absent(event, name), name)) add(idOf(element, "epcClass", name), role);
  }
  for (const uri of lots(event, context)) add(uri, tree.LOT);
  const parent = event.get("parentID");
  if (parent !== undefined) add(text(parent, "parentID"), tree.PARENT | (emptiesParent(event) ? tree.UNPACKED : 0));
  const transformation = event.get("transformationID");
  if (transformation !== undefined) add(text(transformation, "transformationID"), tree.TRANSFORMATION);
  const readPoint = event.get("readPoint");
  if (items.size === 0 && readPoint !== undefined) add(idOf(readPoint, "id", "readPoint"), tree.PLACE);
  if (items.size > MAX_ITEMS) throw new FormatError(`an event names more than ${MAX_ITEMS} items`);
  return items;
}

/** An empty list for a member that is not there; null, which is no list, for one that is null. */
function absent(event: Event, name: string): Json {
  return event.has(name) ? null : [];
}

function emptiesParent(event: Event): boolean {
  const isEmpty = (value: Json | undefined) => !value || (Array.isArray(value) && value.length === 0);
  const type = event.get("type");
  return (
    (type === "AggregationEvent" || type === "AssociationEvent") &&
    event.get("action") === "DELETE" &&
    isEmpty(event.get("childEPCs")) &&
    isEmpty(event.get("childQuantityList"))
  );
}

function lots(event: Event, context: Context): Set<string> {
  const ilmd = event.get("ilmd") ?? null;
  if (ilmd === null) return new Set();
  if (!isObject(ilmd)) throw new FormatError("ilmd is no object");
  const lotNumbers = Object.entries(ilmd)
    .filter(([name]) => LOT_NUMBER_NAMES.includes(context.iri(name)))
    .flatMap(([, value]) => numbers(value));
  if (lotNumbers.length === 0) return new Set();
  const made = event.get("type") === "TransformationEvent" ? "outputEPCList" : "epcList";
  const gtins = new Set(
    texts(event.get(made) ?? absent(event, made), made).flatMap((uri) => {
      const match = INSTANCE.exec(uri);
      return match === null ? [] : [(match[1] ?? match[2]) as string];
    }),
  );
  if (gtins.size * lotNumbers.length > MAX_ITEMS) throw new FormatError(`an event names more than ${MAX_ITEMS} lots`);
  return new Set([...gtins].flatMap((gtin) => lotNumbers.map((number) => lotUri(gtin, number))));
}

function numbers(value: Json): string[] {
  return (Array.isArray(value) ? value : [value]).map((number) => {
    if (typeof number === "string") return stripWhiteSpace(number);
    if (typeof number === "number" && Number.isSafeInteger(number)) return String(number);
    throw new FormatError("the ILMD's lot number is neither text nor an integer");
  });
}

function texts(value: Json, name: string): string[] {
  return list(value, name).map((element) => text(element, name));
}

function list(value: Json, name: string): Json[] {
  if (!Array.isArray(value)) throw new FormatError(`${name} is no list`);
  return value;
}

function idOf(value: Json, id: string, name: string): string {
  if (!isObject(value)) throw new FormatError(`${name} is no object with ${id}`);
  return text(member(value, id) ?? null, name);
}

function text(value: Json, name: string): string {
  if (typeof value !== "string" || value === "") throw new FormatError(`${name} is no URI`);
  return value;
}
