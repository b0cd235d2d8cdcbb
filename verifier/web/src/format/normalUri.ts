/** URIs that name items without a GS1 key: accepted only in the one normal form of RFC 3986, section 6. */

import { fromHex, fromUtf8, utf8 } from "./bytes.ts";
import { IdentifierError } from "./errors.ts";

const MAX_BYTES = 512;
const URI =
  /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([A-Za-z0-9\-._~!$&'()*+,;=:@%[\]]*)(?=[/?#]|$))?([A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?(?:#[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?$/;
const DEFAULT_PORTS: Record<string, string> = { http: "80", https: "443" };

/**
 * Check that a URI is absolute and written as RFC 3986 §6.2.2 and, for http(s), §6.2.3 normalise it; percent-encoded
 * bytes beyond ASCII must be UTF-8 in Normalization Form C, and the NID of a URN is lower-case (RFC 8141, section 3.1).
 * IdentifierError otherwise.
 */
export function checkNormalUri(text: string): void {
  const match = URI.exec(text);
  if (match === null || utf8(text).length > MAX_BYTES) {
    throw new IdentifierError("neither a GS1 identifier nor an absolute URI of at most 512 bytes");
  }
  const [, scheme, authority, path] = match as unknown as [string, string, string | undefined, string];
  require(scheme === scheme.toLowerCase());
  checkEscapes(text);
  if (authority !== undefined) checkAuthority(scheme, authority, path);
  else require(!path.startsWith("//") && path !== "");
  require(!`${path}/`.includes("/./") && !`${path}/`.includes("/../"));
  if (scheme === "urn") {
    const namespace = path.split(":")[0] as string;
    require(namespace !== "" && namespace !== path && namespace === namespace.toLowerCase());
  }
}

function checkEscapes(text: string): void {
  require(!/%(?![0-9A-F]{2})/.test(text));
  for (const [, digits] of text.matchAll(/%([0-9A-F]{2})/g)) {
    require(!/[A-Za-z0-9\-._~]/.test(String.fromCharCode(Number.parseInt(digits as string, 16))));
  }
  let decoded: string;
  try {
    decoded = text.replace(/(?:%[0-9A-F]{2})+/g, (escapes) => fromUtf8(fromHex(escapes.replaceAll("%", ""))));
  } catch {
    throw new IdentifierError("percent-encoded bytes must be UTF-8");
  }
  require(decoded === decoded.normalize("NFC"));
}

function checkAuthority(scheme: string, authority: string, path: string): void {
  const hostAndPort = authority.slice(authority.lastIndexOf("@") + 1);
  const colon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(":");
  const host = colon < 0 ? hostAndPort : hostAndPort.slice(0, colon);
  const plain = host.replace(/%[0-9A-F]{2}/g, "");
  require(plain === plain.toLowerCase());
  const port = hostAndPort.slice(colon + 1);
  require(colon < 0 || (port !== "" && port !== DEFAULT_PORTS[scheme]));
  require(!Object.hasOwn(DEFAULT_PORTS, scheme) || (host !== "" && path !== ""));
}

function require(holds: boolean): void {
  if (!holds) throw new IdentifierError("a URI that is not in its normal form");
}
