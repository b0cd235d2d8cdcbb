/**
 * The service worker: the pages open without a connection, and a passport that was read before is shown again, marked
 * with the time at which it was kept. What it cannot do is read the chain, so that no verdict ever comes from here.
 *
 * `version` and `files` are put in by the build (serviceWorkerFiles.ts). A version's files stay together in a cache of
 * their own, and the one before stays too, for pages that are still open.
 */

import { type FetchEvent, type ServiceWorker, VERSION, FILES } from "./serviceWorkerScope.ts";

declare const self: ServiceWorker;

const PAGES = "wayproof-pages-";
const KEPT = "wayproof-kept";
/** As offline/kept.ts has it; a service worker that imports something is not known everywhere. */
const KEPT_AT = "X-Wayproof-Kept-At";
const MOST_KEPT = 200;
const DOCUMENTS = ["/p/", "/p/scan", "/p/post"];
/** Milliseconds that a slow network is waited for where there is a copy. */
const PATIENCE = { page: 3_000, passport: 10_000 };

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(PAGES + VERSION);
      const requests = [...DOCUMENTS, ...FILES].map((path) => new Request(path, { cache: "no-cache" }));
      await cache.addAll(requests);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const versions = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== PAGES + VERSION);
      await Promise.all(versions.slice(0, -1).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("Authorization")) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/p/assets/")) event.respondWith(file(request));
  else if (isKept(url.pathname)) event.respondWith(kept(request, event));
});

self.addEventListener("message", (event) => {
  event.waitUntil(keepAll(event.data.keep));
});

function isKept(path: string): boolean {
  return path === "/api/v1/passports" || path === "/api/v1/trust" || path.startsWith("/api/v1/pictures/");
}

async function keepAll(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(KEPT);
  for (const url of urls) {
    const { origin, pathname } = new URL(url);
    if (origin !== location.origin || !isKept(pathname)) continue;
    // What the browser has of it is what the page was shown; the ledger is not asked a second time.
    const response = await fetch(url, { mode: "same-origin", cache: "only-if-cached" }).catch(() => null);
    if (response?.ok) await keep(cache, url, response);
  }
}

async function page(request: Request, url: URL): Promise<Response> {
  const name = documentOf(url.pathname);
  // Of this version: an older one's document stays for its files only.
  const copy = name === null ? undefined : await (await caches.open(PAGES + VERSION)).match(name);
  try {
    return await fetched(request, copy === undefined ? null : PATIENCE.page);
  } catch (error) {
    if (copy === undefined) throw error;
    return copy;
  }
}

/** The document that an address is answered with: a passport's, or its own; null for one that is not kept. */
function documentOf(path: string): string | null {
  if (DOCUMENTS.includes(path)) return path;
  return /^\/p\/[0-9]/.test(path) ? "/p/" : null;
}

/** A file whose name changes with its content. */
async function file(request: Request): Promise<Response> {
  const copy = await caches.match(request, { ignoreVary: true });
  if (copy !== undefined) return copy;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(PAGES + VERSION)).put(request, response.clone());
  return response;
}

/** What the ledger says now; without a connection what it said last, marked with when that was. */
async function kept(request: Request, event: FetchEvent): Promise<Response> {
  const cache = await caches.open(KEPT);
  const copy = await cache.match(request.url, { ignoreVary: true });
  try {
    const response = await fetched(request, copy === undefined ? null : PATIENCE.passport);
    if (response.ok) event.waitUntil(keep(cache, request.url, response.clone()));
    return response;
  } catch (error) {
    if (copy === undefined) throw error;
    return copy;
  }
}

async function keep(cache: Cache, url: string, response: Response): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  const body = await response.arrayBuffer();
  // In place of the copy before, so that there is one at any time.
  await cache.put(url, new Response(body, { status: response.status, headers }));
  const all = await cache.keys();
  if (all.length <= MOST_KEPT) return;
  // In Safari a new copy has the old one's place among the keys, so that their order says nothing of their age.
  const dated = await Promise.all(all.map(async (key) => ({ key, at: (await cache.match(key))?.headers.get(KEPT_AT) ?? "" })));
  dated.sort((one, other) => (one.at < other.at ? -1 : 1));
  await Promise.all(dated.slice(0, -MOST_KEPT).map(({ key }) => cache.delete(key)));
}

/** A response whose first bytes come within `patience`; its body may take as long as it takes. */
async function fetched(request: Request, patience: number | null): Promise<Response> {
  if (patience === null) return fetch(request);
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patience);
  try {
    return await fetch(request, { signal: waiting.signal });
  } finally {
    clearTimeout(timer);
  }
}
