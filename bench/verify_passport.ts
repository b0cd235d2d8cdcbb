/**
 * How long the page's own verifier takes under Node.
 *
 *     node bench/verify_passport.ts ROUNDS < CASE
 *
 * CASE is JSON: item, passport and trustRoot (both base64), signatures and hashes (how many of each the passport needs).
 * The chain is read over JSON-RPC once and then remembered, so that what is timed is verification alone. Prints JSON: the
 * verdict, `first` (milliseconds of the first verification, code not yet optimised) and `pairs` (milliseconds of each
 * later one, and of its signatures, hashes and JSON alone right after it).
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";

import type { Json } from "../verifier/web/src/format/jcs.ts";
import { parseTrustRoot } from "../verifier/web/src/format/trustRoot.ts";
import { httpPost, RpcChain } from "../verifier/web/src/jsonRpc.ts";
import { verify } from "../verifier/web/src/verify.ts";

interface Case {
  item: string;
  passport: string;
  trustRoot: string;
  signatures: number;
  hashes: number;
}

const input: Buffer[] = [];
for await (const chunk of process.stdin) input.push(chunk as Buffer);
const given = JSON.parse(Buffer.concat(input).toString()) as Case;
const passport = new Uint8Array(Buffer.from(given.passport, "base64"));
const trustRoot = new Uint8Array(Buffer.from(given.trustRoot, "base64"));

const answers = new Map<string, Promise<Json>>();

function remember(url: string, body: string): Promise<Json> {
  const known = answers.get(body);
  if (known !== undefined) return known;
  const asked = httpPost(url, body);
  answers.set(body, asked);
  return asked;
}

async function check(): Promise<string> {
  const chain = new RpcChain(parseTrustRoot(trustRoot), remember);
  return (await verify(passport, given.item, trustRoot, chain, Math.floor(Date.now() / 1000))).verdict;
}

const secret = ed25519.utils.randomSecretKey();
const key = ed25519.getPublicKey(secret);
const message = new Uint8Array(700);
const signature = ed25519.sign(message, secret);
const node = new Uint8Array(65);

async function least(): Promise<void> {
  JSON.parse(new TextDecoder().decode(passport));
  for (let done = 0; done < given.signatures; done++) ed25519.verify(signature, message, key);
  for (let done = 0; done < given.hashes; done++) sha256(node);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const started = performance.now();
const verdict = await check();
const first = performance.now() - started;
const pairs: [number, number][] = [];
for (let round = 0; round < Number(process.argv[2]); round++) {
  pairs.push([await milliseconds(check), await milliseconds(least)]);
}
console.log(JSON.stringify({ verdict, first, pairs }));
