/** What a service worker finds around it, as far as ours uses it; TypeScript's own types of it exclude those of pages. */

import type { KeepMessage } from "./kept.ts";

declare const __WAYPROOF_VERSION__: string;
declare const __WAYPROOF_FILES__: readonly string[];

/** Names the build that the worker belongs to. */
export const VERSION = __WAYPROOF_VERSION__;
/** The paths of the build's files that the pages cannot do without. */
export const FILES = __WAYPROOF_FILES__;

/** An event that keeps the worker alive until something is done. */
export interface ExtendableEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}

/** A page asks for something. */
export interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** A page says something. */
export interface MessageEventOfPage extends ExtendableEvent {
  readonly data: KeepMessage;
}

/** The worker's global object. */
export interface ServiceWorker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEventOfPage) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
