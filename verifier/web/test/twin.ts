/**
 * Answers for the Python tests that compare both verifiers: JSON lines [kind, input] in, JSON lines out, null where the
 * input is refused by a FormatError. Bytes are base64url.
 */

import { createInterface } from "node:readline";

import * as base64url from "../src/format/base64url.ts";
import { hex, utf8 } from "../src/format/bytes.ts";
import * as cbor from "../src/format/cbor.ts";
import { parseDisclosure } from "../src/format/disclosure.ts";
import { parseContext } from "../src/format/epcisContext.ts";
import { FormatError } from "../src/format/errors.ts";
import { eventHashId } from "../src/format/eventHash.ts";
import { eventItems } from "../src/format/eventItems.ts";
import { canonicalItem, canonicalUri, describeItem } from "../src/format/item.ts";
import * as jcs from "../src/format/jcs.ts";
import { parseVkey } from "../src/format/note.ts";
import { openPromise } from "../src/format/promise.ts";
import { parseRecallText } from "../src/format/recallText.ts";
import { parseStatement } from "../src/format/statement.ts";
import { parseTimestamp } from "../src/format/timestamp.ts";
import { openTreeHead } from "../src/format/treeHead.ts";
import { parseTrustRoot } from "../src/format/trustRoot.ts";
import { verify } from "../src/verify.ts";
import { type Recorded, RecordedChain } from "./recordedChain.ts";
import { summary } from "./summary.ts";

type Input = any;

const KINDS: Record<string, (input: Input) => unknown> = {
  jcs: (data) => base64url.encode(jcs.encode(jcs.decode(base64url.decode(data)))),
  cbor: (data) => hex(cbor.encode(cbor.decode(base64url.decode(data)))),
  base64url: (text) => hex(base64url.decode(text)),
  item: (text) => describeItem(text),
  canonical: (text) => canonicalUri(text),
  scanned: (text) => canonicalItem(text),
  timestamp: (text) => parseTimestamp(text),
  disclosure: (text) => parseDisclosure(text),
  statement: ({ entry, origin }) => hex(parseStatement(base64url.decode(entry), origin).id),
  treeHead: ({ note, vkey, origin }) => openTreeHead(note, origin, [parseVkey(vkey)]).size,
  promise: ({ note, vkey, origin }) => {
    const { statementId, accepted, deadline } = openPromise(note, origin, [parseVkey(vkey)]);
    return [hex(statementId), accepted, deadline];
  },
  recallText: (value) => {
    const { reason, instructions, contact, link, translations } = parseRecallText(value);
    const words = [...translations].map(([tag, each]) => [tag, [each.reason, each.instructions]]);
    return [reason, instructions, contact, link, Object.fromEntries(words)];
  },
  trustRoot: (text) => hex(parseTrustRoot(utf8(text)).logId),
  eventHash: ({ event, context }) => eventHashId(new Map(Object.entries(event as jcs.JsonObject)), parseContext(context)),
  eventItems: ({ event, context }) =>
    Object.fromEntries(eventItems(new Map(Object.entries(event as jcs.JsonObject)), parseContext(context))),
  verify: async ({ passport, item, trustRoot, chain, now }) =>
    summary(
      await verify(
        base64url.decode(passport),
        item,
        utf8(trustRoot),
        chain === null ? null : new RecordedChain(chain as Recorded),
        now,
      ),
    ),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, input] = JSON.parse(line) as [string, Input];
  let answer: unknown = null;
  try {
    answer = await (KINDS[kind] as (input: Input) => unknown)(input);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  console.log(JSON.stringify(answer));
}
