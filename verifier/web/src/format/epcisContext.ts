/**
 * The JSON-LD context of an EPCIS document: which namespace each prefix stands for.
 *
 * EPCIS needs only a small part of JSON-LD 1.1: compact names and values whose prefix is bound in `@context`. Nothing is
 * ever fetched. The GS1 context's prefixes hold whether or not it is named, and a context at any other address binds
 * nothing.
 */

import { FormatError } from "./errors.ts";
import { isObject, type Json, type JsonObject } from "./jcs.ts";
import { member } from "./shape.ts";

const MAX_CONTEXT_PARTS = 256;

const GS1_PREFIXES: readonly (readonly [string, string])[] = [
  ["epcis", "https://ref.gs1.org/epcis/"],
  ["cbv", "https://ref.gs1.org/cbv/"],
  ["cbvmda", "urn:epcglobal:cbv:mda:"],
  ["gs1", "https://gs1.org/voc/"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["dcterms", "http://purl.org/dc/terms/"],
];

/** The prefixes that hold in one document. */
export class Context {
  private readonly namespaces: ReadonlyMap<string, string>;

  constructor(namespaces: ReadonlyMap<string, string>) {
    this.namespaces = namespaces;
  }

  /** A member's name as the Event Hash ID writes it: `{namespace}local` if its prefix is bound, else unchanged. */
  name(text: string): string {
    const [namespace, local] = this.split(text);
    return namespace === undefined ? text : `{${namespace}}${local}`;
  }

  /** The IRI that a compact name or value stands for; other text unchanged. */
  iri(text: string): string {
    const [namespace, local] = this.split(text);
    return namespace === undefined ? text : namespace + local;
  }

  private split(text: string): [string | undefined, string] {
    const colon = text.indexOf(":");
    const local = text.slice(colon + 1);
    if (colon < 0 || local.startsWith("//")) return [undefined, text];
    return [this.namespaces.get(text.slice(0, colon)), local];
  }
}

/**
 * The prefixes of a document whose `@context` is `value`: an address, an object, or a list of both. Later definitions
 * replace earlier ones; keywords (`@vocab` …) are passed over. FormatError if `value` is something else, or if a
 * namespace would itself be read as an abbreviation, so that expanding twice differed from expanding once.
 */
export function parseContext(value: Json | undefined): Context {
  const parts = Array.isArray(value) ? value : [value ?? null];
  if (parts.length === 0 || parts.length > MAX_CONTEXT_PARTS) {
    throw new FormatError(`@context lists no context, or more than ${MAX_CONTEXT_PARTS}`);
  }
  const namespaces = new Map(GS1_PREFIXES);
  let defined = false;
  for (const part of parts) {
    if (isObject(part)) {
      define(part, namespaces);
      defined = true;
    } else if (typeof part !== "string") {
      throw new FormatError("@context is neither an address, an object, nor a list of these");
    }
  }
  const context = new Context(namespaces);
  if (defined && [...namespaces.values()].some((namespace) => context.iri(namespace) !== namespace)) {
    throw new FormatError("@context binds a prefix to something that is itself abbreviated");
  }
  return context;
}

/** Let one object's definitions hold, whatever their order: canonical JSON sorts them. */
function define(part: JsonObject, namespaces: Map<string, string>): void {
  const defined: [string, string][] = [];
  for (const [prefix, definition] of Object.entries(part)) {
    if (prefix === "" || prefix.startsWith("@") || prefix.includes(":")) continue;
    const target = isObject(definition) ? (member(definition, "@id") ?? null) : definition;
    if (target === null) {
      namespaces.delete(prefix);
    } else if (typeof target !== "string") {
      throw new FormatError("@context binds a prefix to something that is no IRI");
    } else if (target.includes(":")) {
      // A relative IRI or a keyword makes no prefix.
      defined.push([prefix, target]);
    }
  }
  for (const [prefix, target] of defined) namespaces.set(prefix, target);
  const context = new Context(new Map(namespaces));
  for (const [prefix, target] of defined) namespaces.set(prefix, context.iri(target));
}
