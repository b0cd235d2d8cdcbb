/** Who may speak for an item: the owner of its longest registered prefix, or a delegate (docs/format.md 8, step 10). */

import type { Authority, AuthorityQuery, ChainReader } from "./chain.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { hex } from "./format/bytes.ts";
import { FormatError } from "./format/errors.ts";
import { describeItem, partyId } from "./format/item.ts";
import type { NoticeKind } from "./format/statement.ts";

/** Notices that count only from the prefix owner of the item they are about, or a delegate. */
export const RESTRICTED_NOTICES: readonly (NoticeKind | null)[] = ["recall", "serialised", "description"];

/** The digits in which an item's company prefix is looked up, null if it has none. */
export function prefixDigits(uri: string | null): string | null {
  if (uri === null) return null;
  try {
    return describeItem(uri).prefixDigits;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** The registry's answers to all the questions of one verification, asked at once. */
export class Authorities {
  private readonly answers: ReadonlyMap<string, Authority>;

  private constructor(answers: ReadonlyMap<string, Authority>) {
    this.answers = answers;
  }

  /** Ask the chain; rejects with ChainError if it cannot be read. */
  static async ask(chain: ChainReader, queries: readonly (AuthorityQuery | null)[]): Promise<Authorities> {
    const asked = new Map(queries.flatMap((query) => (query === null ? [] : [[nameOf(query), query] as const])));
    const answers = await chain.authorities([...asked.values()]);
    return new Authorities(new Map([...asked.keys()].map((name, at) => [name, answers[at] as Authority])));
  }

  /** The answer to one of the questions asked, undefined for an item that no prefix could cover. */
  of(query: AuthorityQuery | null): Authority | undefined {
    return query === null ? undefined : this.answers.get(nameOf(query));
  }

  /** Whether the party of the question may speak for the item. */
  allows(query: AuthorityQuery | null): boolean {
    const answer = this.of(query);
    return answer !== undefined && answer.length > 0 && answer.allowed;
  }
}

/** The question whether a statement's issuer may speak for the item that it opens under `key`. */
export function queryFor(checkpoint: Checkpoint, key: Uint8Array): AuthorityQuery | null {
  const digits = prefixDigits(checkpoint.nameOf(key));
  if (digits === null || checkpoint.judgedAt === null) return null;
  return { digits, party: partyId(checkpoint.issuer), time: checkpoint.judgedAt };
}

function nameOf(query: AuthorityQuery): string {
  return `${query.digits} ${hex(query.party)} ${query.time}`;
}
