/** Letting the service worker in, where browsers allow one: on https and on the machine itself. */

import { ownScript } from "../page/trusted.ts";
import type { KeepMessage } from "./kept.ts";

/**
 * Make a ledger's page installable, and let it open without a connection, once it has loaded. Elsewhere, and in archives,
 * pages work all the same, online.
 */
export function makeInstallable(): void {
  if (document.querySelector('meta[name="wayproof-archive"]') !== null) return;
  link("manifest", "/p/manifest.webmanifest");
  link("apple-touch-icon", "/p/icon-192.png");
  if (!isSecureContext || !navigator.onLine || !("serviceWorker" in navigator)) return;
  const register = () => {
    const script = ownScript(new URL("/p/sw.js", location.href));
    navigator.serviceWorker.register(script, { scope: "/p/" }).catch((error: unknown) => console.info(String(error)));
    if (navigator.serviceWorker.controller === null) void keepWhatCameBefore();
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

/** At a first visit the page was fetched before there was a worker to keep anything. */
async function keepWhatCameBefore(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({ keep: [...new Set(fetched)] } satisfies KeepMessage);
}

function link(rel: string, href: string): void {
  document.head.append(Object.assign(document.createElement("link"), { rel, href }));
}
