/** Letting the service worker in, where browsers allow one: on https and on the machine itself. */

import { ownScript } from "../page/trusted.ts";

/** The header by which the service worker marks what it kept, with when that was (ISO 8601). */
export const KEPT_AT = "X-Wayproof-Kept-At";

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
    navigator.serviceWorker.register(script, { scope: "/p/" }).catch((error: unknown) => console.warn(String(error)));
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

function link(rel: string, href: string): void {
  document.head.append(Object.assign(document.createElement("link"), { rel, href }));
}
