/**
 * How fast Event Hash IDs are made in JavaScript: by the page's own code, and by `epcis2.js` where it is installed.
 *
 *     node bench/event_hashes.ts ROUNDS < DOCUMENT
 *
 * DOCUMENT is an EPCISDocument with GS1's context alone. The two take turns. Prints JSON: `ours` and `theirs`, the seconds
 * that all events took in each round (`theirs` is null where the peer is not installed), and `equal`, for how many events
 * both gave the same.
 */

import { createRequire } from "node:module";

import { parseContext } from "../verifier/web/src/format/epcisContext.ts";
import { eventHashId } from "../verifier/web/src/format/eventHash.ts";
import type { Json } from "../verifier/web/src/format/jcs.ts";

interface Peer {
  eventToHashedId: (event: unknown, context: object, throwError: boolean) => string;
}

const rounds = Number(process.argv[2]);
const input: Buffer[] = [];
for await (const chunk of process.stdin) input.push(chunk as Buffer);
const read = JSON.parse(Buffer.concat(input).toString()) as { "@context": Json; epcisBody: { eventList: Json[] } };
const events = read.epcisBody.eventList;
const context = parseContext(read["@context"]);
const peer = installed();

const byUs = () => events.map((event) => eventHashId(new Map(Object.entries(event as object)), context));
const byThem = () => events.map((event) => peer?.eventToHashedId(event, {}, false));
const them = byThem();
const equal = byUs().filter((id, at) => id === them[at]).length;
const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round < rounds; round++) {
  ours.push(taken(byUs));
  if (peer !== null) theirs.push(taken(byThem));
}
console.log(JSON.stringify({ ours, theirs: peer === null ? null : theirs, equal }));

function taken(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

/** The peer, which `make bench` installs beside this file, in `peers`. */
function installed(): Peer | null {
  try {
    return createRequire(new URL("peers/", import.meta.url))("epcis2.js") as Peer;
  } catch {
    return null;
  }
}
