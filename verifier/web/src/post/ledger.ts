/** What the posting page asks of its ledger: whose a key is, to take a checkpoint, and the trust root. */

import { equal } from "../format/bytes.ts";
import { FormatError } from "../format/errors.ts";
import * as base64url from "../format/base64url.ts";
import { openPromise } from "../format/promise.ts";
import { parseTrustRoot } from "../format/trustRoot.ts";

const TIMEOUT = 20_000;

/** Whose an API key is, and what it may post. */
export interface Holder {
  readonly role: string;
  readonly party: string | null;
  readonly name: string | null;
  /** Unix seconds; null for a key that does not end by itself. */
  readonly expiresAt: number | null;
  readonly steps: readonly string[];
  readonly otherSteps: readonly string[];
}

/** What a ledger refuses, in its own words, with the members that are wrong. */
export interface Refusal {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

/** An accepted checkpoint. `deadline` is when a final anchor covers it by, in Unix seconds. */
export interface Acceptance {
  readonly statement: string;
  readonly acceptedAt: number;
  readonly promise: string;
  readonly repeated: boolean;
}

/** What became of a request. `retryAfter` are seconds that the server asks to wait; 0 if it says nothing. */
export type Answer<T> =
  | { readonly kind: "taken"; readonly value: T }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The key is unknown, ended, or revoked. */
  | { readonly kind: "keyless" }
  | { readonly kind: "away"; readonly retryAfter: number };

/** Whose a key is. */
export async function askHolder(key: string): Promise<Answer<Holder>> {
  return ask("/api/v1/key", key, null, (value) => {
    const holder = value as Holder;
    return typeof holder.role === "string" && Array.isArray(holder.steps) && Array.isArray(holder.otherSteps)
      ? holder
      : null;
  });
}

/** Post a checkpoint's JSON. Once more is harmless. */
export async function postCheckpoint(key: string, body: string): Promise<Answer<Acceptance>> {
  return ask("/api/v1/checkpoints", key, body, (value) => {
    const accepted = value as Acceptance;
    return typeof accepted.statement === "string" && typeof accepted.promise === "string" ? accepted : null;
  });
}

/** The ledger's trust root, as bytes; null while it cannot be had. */
export async function fetchTrustRoot(): Promise<Uint8Array | null> {
  try {
    const response = await fetch("/api/v1/trust", { signal: AbortSignal.timeout(TIMEOUT), cache: "no-cache" });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

/**
 * The time, in Unix seconds, by which an accepted checkpoint is covered by a final anchor, as the ledger promises under
 * a promise key of its trust root. FormatError if the promise is not that.
 */
export function promisedBy(acceptance: Acceptance, trustRoot: Uint8Array): number {
  const root = parseTrustRoot(trustRoot);
  const promise = openPromise(acceptance.promise, root.origin, root.promiseKeys);
  if (!equal(promise.statementId, base64url.decode(acceptance.statement))) {
    throw new FormatError("the promise is for another statement");
  }
  return promise.deadline;
}

async function ask<T>(
  path: string,
  key: string,
  body: string | null,
  read: (value: unknown) => T | null,
): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method: body === null ? "GET" : "POST",
      headers: { Authorization: `Bearer ${key}`, ...(body !== null && { "Content-Type": "application/json" }) },
      body,
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    text = await response.text();
  } catch {
    return { kind: "away", retryAfter: 0 };
  }
  if (response.status === 401) return { kind: "keyless" };
  const value = jsonIn(text);
  if (response.ok) {
    const taken = value === null ? null : read(value);
    // A network that answers in the ledger's place, as those of hotels do, has taken nothing.
    return taken === null ? { kind: "away", retryAfter: 0 } : { kind: "taken", value: taken };
  }
  const detail = (value as { detail?: unknown } | null)?.detail;
  if (response.status >= 500 || response.status === 429 || response.status === 408 || typeof detail !== "string") {
    return { kind: "away", retryAfter: Number(response.headers.get("Retry-After")) || 0 };
  }
  return { kind: "refused", refusal: { status: response.status, detail, errors: errorsIn(value) } };
}

function jsonIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function errorsIn(problem: object | null): Refusal["errors"] {
  const errors = (problem as { errors?: unknown } | null)?.errors;
  if (!Array.isArray(errors)) return [];
  return errors
    .map((each: unknown) => each as { pointer?: unknown; detail?: unknown } | null)
    .filter((each) => typeof each?.pointer === "string" && typeof each.detail === "string")
    .map((each) => ({ pointer: each?.pointer as string, detail: each?.detail as string }));
}
