/** Scripts of our own, for pages that demand Trusted Types: no other string becomes a script's address. */

interface Policy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | null = null;

/** The address of a script, for a worker or a service worker; TypeError unless it is of the page's own origin. */
export function ownScript(url: URL): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  policy ??= factory?.createPolicy("wayproof", { createScriptURL: ofOwnOrigin }) ?? { createScriptURL: ofOwnOrigin };
  return policy.createScriptURL(url.href);
}

function ofOwnOrigin(url: string): string {
  if (new URL(url).origin !== location.origin) throw new TypeError(`${url} is no script of this page's origin`);
  return url;
}
