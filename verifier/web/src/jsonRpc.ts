/** Reading the chain by plain JSON-RPC over HTTP, on as many endpoints as the trust root asks for. */

import * as abi from "./abi.ts";
import {
  type AnchorRecord,
  type Authority,
  type AuthorityQuery,
  ChainError,
  type ChainReader,
  type KeyRecord,
  type PartyQuery,
  type PartyState,
  type Pin,
} from "./chain.ts";
import { equal, fromHex, ZERO_32 } from "./format/bytes.ts";
import { ED25519, PublicKey } from "./format/coseKey.ts";
import { FormatError } from "./format/errors.ts";
import { isObject, type Json } from "./format/jcs.ts";
import { member } from "./format/shape.ts";
import type { TrustRoot } from "./format/trustRoot.ts";

/** Milliseconds that one call may take. */
const TIMEOUT = 15_000;

/** Bytes that one answer may have. */
const MAX_ANSWER = 16 << 20;

/** Sends a JSON-RPC request and resolves to the parsed answer. */
export type Post = (url: string, body: string) => Promise<Json>;

/** The answer to a JSON-RPC request; rejects with ChainError (offline) if there is none in time. */
export async function httpPost(url: string, body: string): Promise<Json> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      signal: AbortSignal.timeout(TIMEOUT),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    return JSON.parse(await readText(response)) as Json;
  } catch (error) {
    throw new ChainError("offline", `${url} does not answer: ${(error as Error).message}`);
  }
}

/** The body of a response, refused beyond MAX_ANSWER before it fills the memory. */
async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > MAX_ANSWER) {
      await reader.cancel();
      throw new RangeError("its answer is too large");
    }
    text += decoder.decode(value, { stream: true });
  }
}

interface PinnedEndpoint {
  readonly url: string;
  readonly pin: Pin;
}

interface Choice {
  readonly pin: Pin;
  readonly endpoints: readonly PinnedEndpoint[];
}

/** The chain of a trust root; everything is read at one block, and every endpoint asked must say the same. */
export class RpcChain implements ChainReader {
  private readonly root: TrustRoot;
  private readonly post: Post;
  private chosen: Promise<Choice> | null = null;

  constructor(root: TrustRoot, post: Post = httpPost) {
    this.root = root;
    this.post = post;
  }

  async pin(): Promise<Pin> {
    return (await this.choice()).pin;
  }

  async anchorCount(logId: Uint8Array): Promise<number> {
    const { contract } = this.root.anchorage;
    const count = abi.decodeWord(await this.call(contract, "count(bytes32)", logId));
    const { pin, endpoints } = await this.choice();
    // An endpoint that is behind, or says that it is, must not hide what another knows.
    const ahead = endpoints.filter((each) => each.pin.number !== pin.number);
    const counts = await Promise.all(ahead.map((each) => this.callAt(each.url, each.pin, contract, "count(bytes32)", logId)));
    if (counts.some((each) => !equal(each, count))) {
      throw new ChainError("rpc-disagreement", "an endpoint of the chain knows anchors that another does not");
    }
    return abi.integer(count);
  }

  async anchors(logId: Uint8Array, seqs: readonly number[]): Promise<AnchorRecord[]> {
    const { contract } = this.root.anchorage;
    const rows = await this.rows(contract, "atMany(bytes32,uint64[])", 3, seqs.length, logId, seqs.map(abi.word));
    return rows.map(([head, size, time]) => ({
      head: head as Uint8Array,
      size: abi.integer(size as Uint8Array),
      time: abi.integer(time as Uint8Array),
    }));
  }

  async keys(kids: readonly Uint8Array[]): Promise<(KeyRecord | null)[]> {
    return (await this.rows(this.root.registry, "keys(bytes32[])", 9, kids.length, kids)).map(keyOf);
  }

  async parties(queries: readonly PartyQuery[]): Promise<PartyState[]> {
    const rows = await this.rows(
      this.root.registry,
      "partiesAt(bytes32[],uint64[])",
      3,
      queries.length,
      queries.map((query) => query.party),
      queries.map((query) => abi.word(query.time)),
    );
    return rows.map(([registered, suspended, roles]) => ({
      registered: abi.boolean(registered as Uint8Array),
      suspended: abi.boolean(suspended as Uint8Array),
      roles: abi.integer(roles as Uint8Array),
    }));
  }

  async authorities(queries: readonly AuthorityQuery[]): Promise<Authority[]> {
    const rows = await this.rows(
      this.root.registry,
      "authoritiesAt(bytes12[],bytes32[],uint64[])",
      5,
      queries.length,
      queries.map((query) => abi.bytes12(query.digits)),
      queries.map((query) => query.party),
      queries.map((query) => abi.word(query.time)),
    );
    return rows.map(([owner, length, allowed, logId, since]) => ({
      owner: owner as Uint8Array,
      length: abi.integer(length as Uint8Array),
      allowed: abi.boolean(allowed as Uint8Array),
      logId: logId as Uint8Array,
      boundSince: abi.integer(since as Uint8Array),
    }));
  }

  private async rows(
    contract: Uint8Array,
    view: abi.View,
    fields: number,
    count: number,
    ...args: abi.Argument[]
  ): Promise<Uint8Array[][]> {
    return count === 0 ? [] : abi.decodeStructs(await this.call(contract, view, ...args), fields, count);
  }

  private async call(contract: Uint8Array, view: abi.View, ...args: abi.Argument[]): Promise<Uint8Array> {
    const { pin, endpoints } = await this.choice();
    const answers = await Promise.all(endpoints.map(({ url }) => this.callAt(url, pin, contract, view, ...args)));
    const first = answers[0] as Uint8Array;
    if (answers.some((answer) => !equal(answer, first))) {
      throw new ChainError("rpc-disagreement", "the chain's endpoints contradict each other");
    }
    return first;
  }

  private async callAt(url: string, pin: Pin, contract: Uint8Array, view: abi.View, ...args: abi.Argument[]): Promise<Uint8Array> {
    const call = { to: addressText(contract), data: abi.encodeCall(view, ...args) };
    return bytesOf(await this.ask(url, "eth_call", [call, quantity(pin.number)]));
  }

  private choice(): Promise<Choice> {
    this.chosen ??= this.choose();
    return this.chosen;
  }

  /** Take the lowest of the first endpoints' newest pinnable blocks, which the others then must have too. */
  private async choose(): Promise<Choice> {
    const endpoints = await this.firstToAnswer();
    const lowest = endpoints.reduce((least, { pin }) => (pin.number < least.number ? pin : least), (endpoints[0] as PinnedEndpoint).pin);
    await Promise.all(
      endpoints.map(async ({ url, pin }) => {
        const same =
          pin.number === lowest.number
            ? pin
            : pinOf(await this.ask(url, "eth_getBlockByNumber", [quantity(lowest.number), false]));
        if (same.number !== lowest.number || same.time !== lowest.time || !equal(same.hash, lowest.hash)) {
          throw new ChainError("rpc-disagreement", "the chain's endpoints have different blocks");
        }
      }),
    );
    return { pin: lowest, endpoints };
  }

  /** As many endpoints as must agree, the first that answer; ChainError if too few do. */
  private firstToAnswer(): Promise<PinnedEndpoint[]> {
    const { rpcUrls, rpcAgree } = this.root;
    return new Promise((resolve, reject) => {
      const answered: PinnedEndpoint[] = [];
      let failed = 0;
      for (const url of rpcUrls) {
        this.newestPin(url).then(
          (pin) => {
            if (answered.push({ url, pin }) === rpcAgree) resolve([...answered]);
          },
          (error: unknown) => {
            if (++failed > rpcUrls.length - rpcAgree) reject(error);
          },
        );
      }
    });
  }

  private async newestPin(url: string): Promise<Pin> {
    const { anchorage, finalityDepth } = this.root;
    const tag = finalityDepth === null ? "finalized" : "latest";
    const [chainId, block] = await Promise.all([
      this.ask(url, "eth_chainId", []),
      this.ask(url, "eth_getBlockByNumber", [tag, false]),
    ]);
    if (fromQuantity(chainId) !== anchorage.chainId) {
      throw new ChainError("wrong-chain", `${url} serves another chain than the trust root names`);
    }
    const pin = pinOf(block);
    if (finalityDepth === null) return pin;
    const number = Math.max(0, pin.number - finalityDepth);
    return pinOf(await this.ask(url, "eth_getBlockByNumber", [quantity(number), false]));
  }

  private async ask(url: string, method: string, parameters: Json[]): Promise<Json> {
    const answer = await this.post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: parameters }));
    const result = isObject(answer) ? (member(answer, "result") ?? null) : null;
    if (result === null) {
      const error = isObject(answer) ? member(answer, "error") : undefined;
      const message = isObject(error) ? member(error, "message") : undefined;
      const said = typeof message === "string" ? message.slice(0, 200) : "no result";
      throw new ChainError("offline", `${url} answers ${method} with an error: ${said}`);
    }
    return result;
  }
}

function addressText(address: Uint8Array): string {
  return `0x${Array.from(address, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}

function fromQuantity(value: Json | undefined): number {
  const number = typeof value === "string" && /^0x[0-9a-fA-F]+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new ChainError("offline", "an endpoint answers with something that is no number");
  return number;
}

function bytesOf(value: Json | undefined): Uint8Array {
  try {
    if (typeof value === "string" && value.startsWith("0x")) return fromHex(value.slice(2));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  throw new ChainError("offline", "an endpoint answers with something that is no hexadecimal");
}

function pinOf(block: Json): Pin {
  if (!isObject(block)) throw new ChainError("offline", "an endpoint answers with something that is no block");
  return {
    number: fromQuantity(member(block, "number")),
    hash: bytesOf(member(block, "hash")),
    time: fromQuantity(member(block, "timestamp")),
  };
}

function keyOf(row: readonly Uint8Array[]): KeyRecord | null {
  const [partyId, alg, x, y, hosted, ...times] = row as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  if (equal(partyId, ZERO_32)) return null;
  const number = abi.signed(alg);
  const [validFrom, revokedAt, compromisedSince, declaredAt] = (times as Uint8Array[]).map((time) =>
    abi.integer(time),
  ) as [number, number, number, number];
  return {
    partyId,
    publicKey: number === ED25519 ? new PublicKey(number, x) : new PublicKey(number, x, y),
    hosted: abi.boolean(hosted),
    validFrom,
    revokedAt,
    compromisedSince,
    declaredAt,
  };
}
