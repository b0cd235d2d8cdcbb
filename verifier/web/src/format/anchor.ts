/** An anchor: what one on-chain record commits to (docs/format.md section 6). */

import { bigEndian, hash, labelledHash } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import type { Json } from "./jcs.ts";
import { address, bytes, integer, members } from "./shape.ts";

/** What the chain's record of an anchor is the hash of. */
export interface Anchor {
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly prevSize: number;
  readonly size: number;
  readonly logRoot: Uint8Array;
  readonly indexRoot: Uint8Array;
}

/** Where anchors of a ledger stand. */
export interface Anchorage {
  readonly chainId: number;
  /** The contract's address, 20 bytes. */
  readonly contract: Uint8Array;
}

/** The anchor that JSON shows; FormatError if it is none that the contract could have taken. */
export function parseAnchor(value: Json | undefined): Anchor {
  const what = "an anchor";
  const object = members(value, what, ["indexRoot", "logRoot", "prev", "prevSize", "seq", "size"]);
  const anchor = {
    seq: integer(object.seq, "an anchor's seq"),
    prev: bytes(object.prev, "an anchor's prev", 32),
    prevSize: integer(object.prevSize, "an anchor's prevSize"),
    size: integer(object.size, "an anchor's size", 1),
    logRoot: bytes(object.logRoot, "an anchor's logRoot", 32),
    indexRoot: bytes(object.indexRoot, "an anchor's indexRoot", 32),
  };
  if (
    anchor.size < anchor.prevSize ||
    (anchor.seq === 0 && (anchor.prevSize !== 0 || anchor.prev.some((byte) => byte !== 0)))
  ) {
    throw new FormatError("an anchor's sizes or its first links are wrong");
  }
  return anchor;
}

/** The anchorage that JSON shows; FormatError if it is none. */
export function parseAnchorage(value: Json | undefined): Anchorage {
  const object = members(value, "the anchorage", ["chainId", "contract"]);
  return { chainId: integer(object.chainId, "the chain id", 1), contract: address(object.contract, "the contract") };
}

/** The head that the chain keeps for `anchor`. */
export function anchorHead(anchor: Anchor, anchorage: Anchorage, logId: Uint8Array): Uint8Array {
  return labelledHash(
    "wayproof anchor v1",
    anchor.prev,
    bigEndian(anchorage.chainId, 32),
    anchorage.contract,
    logId,
    bigEndian(anchor.seq, 8),
    bigEndian(anchor.prevSize, 8),
    bigEndian(anchor.size, 8),
    anchor.logRoot,
    anchor.indexRoot,
  );
}

/** Whether `anchor` is the covering anchor of log entry `index`. */
export function covers(anchor: Anchor, index: number): boolean {
  return anchor.prevSize <= index && index < anchor.size;
}

/** The log's identifier, bound to the account that registered it. */
export function logId(registrant: Uint8Array, vkeyLine: string): Uint8Array {
  return labelledHash("wayproof log v1", registrant, hash(vkeyLine));
}
