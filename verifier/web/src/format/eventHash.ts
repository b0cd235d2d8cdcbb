/**
 * The EPCIS Event Hash ID: a fingerprint of an event that does not depend on how the event is written (CBV 2.0 section
 * 8.9; docs/event-hash.md is the description that binds us).
 */

import { hash, hex } from "./bytes.ts";
import type { Context } from "./epcisContext.ts";
import { canonicalValue, stripWhiteSpace } from "./epcisValue.ts";
import {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  COMPONENT,
  DISPOSITION,
  GS1_VOCABULARY,
  SOURCE_DESTINATION_TYPE,
} from "./epcisVocabulary.ts";
import { FormatError } from "./errors.ts";
import { isObject, type Json, type JsonObject, MAX_DEPTH } from "./jcs.ts";
import { member } from "./shape.ts";
import { canonicalTimestamp } from "./timestamp.ts";

/** An event's members by name. */
export type Event = ReadonlyMap<string, Json>;

type Write = (value: Json, context: Context) => string;
type Part = (name: string, value: Json, context: Context, rest: string[]) => string;

const COMMENTS = ["comment", "{http://www.w3.org/2000/01/rdf-schema#}comment"];

/** `ni:///sha-256;<hex>?ver=CBV2.0` of an event in EPCIS JSON, in canonical form or not; FormatError. */
export function eventHashId(event: Event, context: Context): string {
  return `ni:///sha-256;${hex(hash(prehash(event, context)))}?ver=CBV2.0`;
}

/**
 * The text whose SHA-256 is the Event Hash ID. FormatError if a member of the standard has not the JSON type or the
 * form that EPCIS gives it.
 */
export function prehash(event: Event, context: Context): string {
  const type = event.get("type");
  if (typeof type !== "string") throw new FormatError("an event has no type");
  let text = `eventType=${type}`;
  const rest: string[] = [];
  for (const [name, write] of EVENT) {
    const value = event.get(name);
    if (value !== undefined && value !== null) text += write(name, value, context, rest);
  }
  for (const [name, value] of event) {
    if (TYPED_LISTS.has(name)) rest.push(...typedList(name, value, context));
    else if (!EVENT.has(name) && !WITHOUT_PART.includes(name)) rest.push(...other(name, value, context, MAX_DEPTH));
  }
  return text + sorted(rest);
}

/** Texts one after the other in the order of their code points, which is not that of UTF-16. */
function sorted(texts: readonly string[]): string {
  return [...texts].sort(byCodePoint).join("");
}

function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for what sorts after every other code unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

const time: Write = (value) => {
  if (typeof value !== "string") throw new FormatError("a time is no string");
  return canonicalTimestamp(stripWhiteSpace(value));
};

function term(namespace: string): Write {
  return (value, context) => {
    if (typeof value !== "string") throw new FormatError("a vocabulary word is no string");
    const word = stripWhiteSpace(value);
    return word !== "" && !word.includes(":") ? namespace + word : canonicalValue(word, context);
  };
}

type Fields = ReadonlyMap<string, Write>;

const QUANTITY_ELEMENT: Fields = plain("epcClass", "quantity", "uom");
const PLACE: Fields = plain("id");
const SENSOR_METADATA: Fields = new Map([
  ["time", time],
  ["startTime", time],
  ["endTime", time],
  ...plain("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"),
]);
const SENSOR_REPORT: Fields = new Map([
  ["type", term(GS1_VOCABULARY)],
  ["exception", term(GS1_VOCABULARY)],
  ...plain("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod"),
  ["time", time],
  ...plain("microorganism", "chemicalSubstance", "value"),
  ["component", term(COMPONENT)],
  ...plain("stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev"),
  ...plain("percRank", "percValue", "uom", "coordinateReferenceSystem"),
]);

function plain(...names: string[]): Map<string, Write> {
  return new Map(names.map((name) => [name, canonicalValue]));
}

function object(value: Json): JsonObject {
  if (!isObject(value)) throw new FormatError("an EPCIS member is no object where it must be one");
  return value;
}

function list(value: Json | undefined): Json[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new FormatError("an EPCIS member is no list where it must be one");
  return value;
}

/** The fields in their order as `name=value`, then the extensions sorted. Members of neither kind go to `rest`. */
function fieldsOf(
  holder: JsonObject,
  fields: Fields,
  context: Context,
  rest: string[],
  besides: readonly string[] = [],
): string {
  let text = "";
  for (const [name, write] of fields) {
    const value = member(holder, name) ?? null;
    const written = value === null ? "" : write(value, context);
    if (written !== "") text += `${name}=${written}`;
  }
  const extensions: string[] = [];
  for (const [name, value] of Object.entries(holder)) {
    if (fields.has(name) || besides.includes(name)) continue;
    (name.includes(":") ? extensions : rest).push(...other(name, value, context, MAX_DEPTH));
  }
  return text + sorted(extensions);
}

/** The texts of a member that no order knows: an extension, ILMD, or part of one. A list repeats the name. */
function other(name: string, value: Json, context: Context, depth: number): string[] {
  if (depth === 0) throw new FormatError(`nested deeper than ${MAX_DEPTH} levels`);
  const fullName = context.name(name);
  if (value === null || COMMENTS.includes(fullName)) return [];
  if (Array.isArray(value)) return value.flatMap((element) => other(name, element, context, depth - 1));
  if (isObject(value)) {
    const parts = Object.entries(value).flatMap(([inner, each]) => other(inner, each, context, depth - 1));
    return [fullName + sorted(parts)];
  }
  const text = canonicalValue(value, context);
  return [text === "" ? fullName : `${fullName}=${text}`];
}

function simple(write: Write = canonicalValue): Part {
  return (name, value, context) => {
    const text = write(value, context);
    return text === "" ? "" : `${name}=${text}`;
  };
}

function namedTexts(name: string, values: readonly Json[], context: Context): string[] {
  return values.map((each) => canonicalValue(each, context)).flatMap((text) => (text === "" ? [] : [`${name}=${text}`]));
}

const repeated: Part = (name, value, context) =>
  sorted(namedTexts(name, Array.isArray(value) ? value : [value], context));

const epcs: Part = (name, value, context) => {
  const texts = namedTexts("epc", list(value), context);
  return texts.length === 0 ? "" : name + sorted(texts);
};

const quantities: Part = (name, value, context) => {
  const texts: string[] = [];
  for (const element of list(value)) {
    const unknown: string[] = [];
    const text = fieldsOf(object(element), QUANTITY_ELEMENT, context, unknown);
    if (unknown.length > 0) throw new FormatError(`an element of ${name} has a member that EPCIS does not know`);
    if (text !== "") texts.push(`quantityElement${text}`);
  }
  return texts.length === 0 ? "" : name + sorted(texts);
};

const persistentDisposition: Part = (name, value, context) => {
  const holder = object(value);
  const write = term(DISPOSITION);
  if (Object.keys(holder).some((key) => key !== "set" && key !== "unset")) {
    throw new FormatError(`${name} has a member that EPCIS does not know`);
  }
  const text = ["set", "unset"]
    .map((change) => {
      const words = list(member(holder, change)).map((word) => write(word, context));
      return sorted(words.flatMap((word) => (word === "" ? [] : [`${change}=${word}`])));
    })
    .join("");
  return text === "" ? "" : name + text;
};

const place: Part = (name, value, context, rest) => part(name, value, PLACE, context, rest);

const sensorElements: Part = (name, value, context, rest) => {
  const texts: string[] = [];
  const rests: string[] = [];
  for (const element of list(value)) {
    const left: string[] = [];
    const text = sensorElement(object(element), context, left);
    if (text !== "") texts.push(`sensorElement${text}`);
    if (left.length > 0) rests.push(`sensorElement${sorted(left)}`);
  }
  if (rests.length > 0) rest.push(name + sorted(rests));
  return texts.length === 0 ? "" : name + sorted(texts);
};

function sensorElement(element: JsonObject, context: Context, rest: string[]): string {
  const reports = list(member(element, "sensorReport"));
  return (
    part("sensorMetadata", member(element, "sensorMetadata") ?? null, SENSOR_METADATA, context, rest) +
    sorted(reports.map((report) => part("sensorReport", report, SENSOR_REPORT, context, rest))) +
    fieldsOf(element, new Map(), context, rest, ["sensorMetadata", "sensorReport"])
  );
}

function part(name: string, value: Json, fields: Fields, context: Context, rest: string[]): string {
  if (value === null) return "";
  const left: string[] = [];
  const text = fieldsOf(object(value), fields, context, left);
  if (left.length > 0) rest.push(name + sorted(left));
  return text === "" ? "" : name + text;
}

/** `bizTransactionList` and its like: each element's type first, then what it is the type of. */
function typedList(name: string, value: Json, context: Context): string[] {
  const [memberName, namespace] = TYPED_LISTS.get(name) as [string, string];
  const texts = list(value).map((element) => {
    const holder = object(element);
    if (Object.keys(holder).some((key) => key !== "type" && key !== memberName)) {
      throw new FormatError(`an element of ${name} has a member that EPCIS does not know`);
    }
    const kind = member(holder, "type") ?? null;
    const word = kind === null ? "" : term(namespace)(kind, context);
    const text = canonicalValue(member(holder, memberName) ?? null, context);
    return (word === "" ? "" : `type=${word}`) + (text === "" ? "" : `${memberName}=${text}`);
  });
  return texts.length === 0 ? [] : [name + sorted(texts)];
}

const EVENT: ReadonlyMap<string, Part> = new Map<string, Part>([
  ["eventTime", simple(time)],
  ["eventTimeZoneOffset", simple()],
  ["certificationInfo", repeated],
  ["parentID", simple()],
  ["epcList", epcs],
  ["inputEPCList", epcs],
  ["childEPCs", epcs],
  ["quantityList", quantities],
  ["childQuantityList", quantities],
  ["inputQuantityList", quantities],
  ["outputEPCList", epcs],
  ["outputQuantityList", quantities],
  ["action", simple()],
  ["transformationID", simple()],
  ["bizStep", simple(term(BIZ_STEP))],
  ["disposition", simple(term(DISPOSITION))],
  ["persistentDisposition", persistentDisposition],
  ["readPoint", place],
  ["bizLocation", place],
  ["sensorElementList", sensorElements],
]);

const TYPED_LISTS: ReadonlyMap<string, [string, string]> = new Map([
  ["bizTransactionList", ["bizTransaction", BIZ_TRANSACTION_TYPE]],
  ["sourceList", ["source", SOURCE_DESTINATION_TYPE]],
  ["destinationList", ["destination", SOURCE_DESTINATION_TYPE]],
]);

const WITHOUT_PART = ["type", "recordTime", "eventID", "errorDeclaration", "@context"];
