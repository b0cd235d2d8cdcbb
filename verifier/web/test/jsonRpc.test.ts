import assert from "node:assert/strict";
import { test } from "node:test";

import { keccak_256 } from "@noble/hashes/sha3.js";

import * as abi from "../src/abi.ts";
import { ChainError, type ChainErrorCode } from "../src/chain.ts";
import { fromHex, hex, utf8 } from "../src/format/bytes.ts";
import { PublicKey } from "../src/format/coseKey.ts";
import type { Json } from "../src/format/jcs.ts";
import type { TrustRoot } from "../src/format/trustRoot.ts";
import { type Post, RpcChain } from "../src/jsonRpc.ts";

const LOG = new Uint8Array(32).fill(7);
const PARTY = new Uint8Array(32).fill(9);

function root(changes: Partial<TrustRoot> = {}): TrustRoot {
  return {
    origin: "test.example/log",
    logId: LOG,
    logKeys: [],
    promiseKeys: [],
    anchorage: { chainId: 31337, contract: new Uint8Array(20).fill(1) },
    registry: new Uint8Array(20).fill(2),
    finalityDepth: null,
    rpcUrls: ["a"],
    rpcAgree: 1,
    auditorKeys: [],
    auditorsRequired: 0,
    maxAnchorAge: 1,
    expires: 1,
    ...changes,
  };
}

interface Node {
  chainId?: Json;
  /** Number of the finalized block; the newest is 10 above. */
  finalized?: number;
  fork?: string;
  call?: (to: string, data: string) => Json;
  fails?: boolean;
}

type Asked = { url: string; method: string; params: Json[] };

/** A transport to nodes by URL that writes down what was asked. */
function network(nodes: Record<string, Node>): { post: Post; asked: Asked[] } {
  const asked: Asked[] = [];
  const post: Post = async (url, body) => {
    const { method, params } = JSON.parse(body) as { method: string; params: Json[] };
    asked.push({ url, method, params });
    const node = nodes[url] as Node;
    if (node.fails) throw new ChainError("offline", `${url} is down`);
    const finalized = node.finalized ?? 100;
    if (method === "eth_chainId") return { result: node.chainId ?? "0x7a69" };
    if (method === "eth_getBlockByNumber") {
      const number = params[0] === "finalized" ? finalized : params[0] === "latest" ? finalized + 10 : Number(params[0]);
      if (number > finalized + 10) return { result: null };
      const hash = `0x${(node.fork ?? "00").repeat(28)}${number.toString(16).padStart(8, "0")}`;
      return { result: { number: `0x${number.toString(16)}`, hash, timestamp: `0x${(number * 12).toString(16)}` } };
    }
    const [call] = params as [{ to: string; data: string }];
    return { result: node.call?.(call.to, call.data) ?? `0x${hex(abi.word(3))}` };
  };
  return { post, asked };
}

async function fails(promise: Promise<unknown>, code: ChainErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => error instanceof ChainError && error.code === code);
}

test("selectors are those of the signatures", () => {
  for (const [signature, selector] of Object.entries(abi.SELECTORS)) {
    assert.equal(hex(keccak_256(utf8(signature)).slice(0, 4)), selector, signature);
  }
});

test("calls are encoded as the ABI says, and pinned", async () => {
  const { post, asked } = network({ a: { call: () => `0x${hex(abi.word(32))}${hex(abi.word(1))}${"00".repeat(96)}` } });
  await new RpcChain(root(), post).parties([{ party: PARTY, time: 5 }]);
  const { params } = asked.at(-1) as Asked;
  assert.deepEqual(params, [
    {
      to: `0x${"02".repeat(20)}`,
      data:
        "0x83f34ec1" +
        [0x40, 0x80, 1].map((word) => hex(abi.word(word))).join("") +
        hex(PARTY) +
        [1, 5].map((word) => hex(abi.word(word))).join(""),
    },
    "0x64",
  ]);
});

test("prefix digits are left-aligned", () => {
  assert.equal(hex(abi.bytes12("952132")), `393532313332${"00".repeat(26)}`);
});

test("the finalized block, or the one at a depth under the newest", async () => {
  assert.equal((await new RpcChain(root(), network({ a: {} }).post).pin()).number, 100);
  assert.equal((await new RpcChain(root({ finalityDepth: 3 }), network({ a: {} }).post).pin()).number, 107);
  assert.equal((await new RpcChain(root({ finalityDepth: 999 }), network({ a: {} }).post).pin()).number, 0);
});

const two = { rpcUrls: ["a", "b"], rpcAgree: 2 };

test("endpoints at different heights agree on the lower block", async () => {
  const { post, asked } = network({ a: { finalized: 100 }, b: { finalized: 96 } });
  const chain = new RpcChain(root(two), post);
  assert.equal(await chain.anchorCount(LOG), 3);
  assert.equal((await chain.pin()).number, 96);
  assert.deepEqual(asked.filter(({ method }) => method === "eth_call").map(({ params }) => params[1]), ["0x60", "0x60", "0x64"]);
});

test("an endpoint that is behind hides no anchor that another knows", async () => {
  const { post } = network({ a: { finalized: 100 }, b: { finalized: 96 } });
  const grows: Post = async (url, body) => {
    const { method, params } = JSON.parse(body) as { method: string; params: Json[] };
    return method === "eth_call" && params[1] === "0x64" ? { result: `0x${hex(abi.word(4))}` } : post(url, body);
  };
  await fails(new RpcChain(root(two), grows).anchorCount(LOG), "rpc-disagreement");
});

test("endpoints on different forks disagree", async () => {
  await fails(new RpcChain(root(two), network({ a: {}, b: { fork: "ff" } }).post).pin(), "rpc-disagreement");
  const lower = network({ a: {}, b: { fork: "ff", finalized: 90 } });
  await fails(new RpcChain(root(two), lower.post).pin(), "rpc-disagreement");
});

test("endpoints that answer a call differently disagree", async () => {
  const { post } = network({ a: {}, b: { call: () => `0x${hex(abi.word(4))}` } });
  await fails(new RpcChain(root(two), post).anchorCount(LOG), "rpc-disagreement");
});

test("a spare endpoint stands in for one that fails, and too few are offline", async () => {
  const spare = root({ rpcUrls: ["a", "b"], rpcAgree: 1 });
  assert.equal((await new RpcChain(spare, network({ a: { fails: true }, b: {} }).post).pin()).number, 100);
  await fails(new RpcChain(root(two), network({ a: { fails: true }, b: {} }).post).pin(), "offline");
  await fails(new RpcChain(spare, network({ a: { fails: true }, b: { fails: true } }).post).pin(), "offline");
});

test("another chain is no chain", async () => {
  await fails(new RpcChain(root(), network({ a: { chainId: "0x1" } }).post).pin(), "wrong-chain");
});

for (const [why, answer, code] of [
  ["no result", { error: { message: "execution reverted" } }, "offline"],
  ["an error that says an object", { error: { message: { toString: 1, valueOf: 1 } } }, "offline"],
  ["null", null, "offline"],
  ["a list", [], "offline"],
  ["a number", { result: 5 }, "offline"],
  ["odd hexadecimal", { result: "0x123" }, "offline"],
  ["nothing (no contract there)", { result: "0x" }, "wrong-chain"],
  ["two words", { result: `0x${"00".repeat(64)}` }, "wrong-chain"],
  ["a number beyond 2^53", { result: `0x${"ff".repeat(32)}` }, "wrong-chain"],
] as const) {
  test(`no count: ${why}`, async () => {
    const good = network({ a: {} });
    const post: Post = async (url, body) =>
      body.includes("eth_call") ? (answer as Json) : good.post(url, body);
    await fails(new RpcChain(root(), post).anchorCount(LOG), code);
  });
}

test("structs of another number, or with words out of range, are refused", async () => {
  const asked = [{ party: PARTY, time: 5 }];
  const rows = (...words: number[]) => `0x${words.map((word) => hex(abi.word(word))).join("")}`;
  const parties = (result: string) => new RpcChain(root(), network({ a: { call: () => result } }).post).parties(asked);
  assert.deepEqual(await parties(rows(32, 1, 1, 0, 3)), [{ registered: true, suspended: false, roles: 3 }]);
  for (const result of [rows(32, 0), rows(32, 2, 1, 0, 3, 1, 0, 3), rows(64, 1, 1, 0, 3), rows(32, 1, 2, 0, 3), "0x"]) {
    await fails(parties(result), "wrong-chain");
  }
});

test("keys: unknown ones are null, an Ed25519 key has no y", async () => {
  const minus19 = "ff".repeat(31) + "ed";
  const row = [hex(PARTY), minus19, "aa".repeat(32), "00".repeat(32), ...[1, 10, 20, 0, 0].map((n) => hex(abi.word(n)))];
  const result = `0x${hex(abi.word(32))}${hex(abi.word(2))}${row.join("")}${"00".repeat(9 * 32)}`;
  const chain = new RpcChain(root(), network({ a: { call: () => result } }).post);
  const [known, unknown] = await chain.keys([LOG, PARTY]);
  assert.equal(unknown, null);
  assert.deepEqual(known, {
    partyId: PARTY,
    publicKey: new PublicKey(-19, fromHex("aa".repeat(32))),
    hosted: true,
    validFrom: 10,
    revokedAt: 20,
    compromisedSince: 0,
    declaredAt: 0,
  });
});

test("nothing is asked where nothing is to be known", async () => {
  const { post, asked } = network({ a: {} });
  assert.deepEqual(await new RpcChain(root(), post).keys([]), []);
  assert.equal(asked.length, 0);
});
