/** Verification of a passport: one public function, in the numbered steps of docs/format.md section 8. */

import { checkAnchorage, readAnchoring } from "./anchoring.ts";
import { Authorities, prefixDigits, queryFor, RESTRICTED_NOTICES } from "./authority.ts";
import { ChainError, type ChainReader, type Pin } from "./chain.ts";
import { type Checkpoint, openDisclosures } from "./checkpoint.ts";
import { equal, hex, ZERO_32 } from "./format/bytes.ts";
import { CORE } from "./format/disclosure.ts";
import { FormatError } from "./format/errors.ts";
import { checkCanonical } from "./format/item.ts";
import { coversPositions, entriesOf, isWhole, type ListProof } from "./format/itemList.ts";
import { CHILD, EPC, OUTPUT, TRANSFORMATION, UPSTREAM } from "./format/itemTree.ts";
import { newestAnchor, parsePassport, type Passport, type PassportItem, WHOLE_LIST } from "./format/passport.ts";
import { parseTrustRoot, type TrustRoot } from "./format/trustRoot.ts";
import { checkIndex, checkIndexNotes, checkListed, checkTreeHead, readStatements } from "./logProofs.ts";
import { counts, undo } from "./notices.ts";
import { Refused, refusedUnless } from "./refused.ts";
import { type Check, EXIT, type Finding, type Report, type Result, type Status, STEPS, type Verdict } from "./report.ts";
import { findingsOf, statusOf } from "./rules/index.ts";
import { checkSignatures } from "./signatures.ts";
import { MARGIN, type Trace, Tracer } from "./trace.ts";
import { voidReason } from "./void.ts";

/**
 * What a passport proves about its item, by a trust root and a chain, at `now` (Unix seconds, the reader's clock).
 *
 * `item` is the canonical URI that was asked for, null to take the passport's own. Without `chain` everything is checked
 * that can be, and the verdict is at best INCOMPLETE. Never rejects on hostile input. `progress` hears of each step as it
 * ends; one that passed may be heard of again, when a later look finds something withheld.
 *
 * The steps:
 *
 *  1. Parse, within bounds; the passport is about the item asked for.
 *  2. The trust root is valid and not expired.
 *  3. The tree head is signed by the log and extends the newest anchor.
 *  4. The chain, at one pinned block, has the anchors given; the newest is the log's newest final one, and fresh.
 *  5. As many auditors as the trust root asks for have signed the newest anchor's roots.
 *  6. The item index holds, for each item, exactly the lists given.
 *  7. Each listed statement is in the anchored log, and concerns its item.
 *  8. Each is signed by a key that was its party's at that time; others are struck.
 *  9. What is opened of it is its own, and enough is opened; void ones are struck.
 * 10. The item was commissioned by the owner of its prefix, or a delegate.
 * 11. The trace closes: lots, classes, inputs and containers are all accounted for.
 * 12. The supply-chain rules say what is worth noticing.
 */
export async function verify(
  passport: Uint8Array,
  item: string | null,
  trustRoot: Uint8Array,
  chain: ChainReader | null,
  now: number,
  progress: (check: Check) => void = () => {},
): Promise<Report> {
  const run = new Run(item ?? "", progress);
  try {
    await run.verify(passport, item, trustRoot, chain, now);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    run.refuse(error);
  }
  return run.report();
}

/** Roles of a visited item under which the upstream leaves must be opened, since a trace may lead on from them. */
const ARRIVED = EPC | CHILD | OUTPUT | TRANSFORMATION;

/** One verification on its way. */
class Run {
  private item: string;
  private readonly progress: (check: Check) => void;
  private readonly checks: Check[] = STEPS.map((name, at) => ({
    name,
    reason: "not reached",
    result: "NOT_CHECKED",
    step: at + 1,
  }));
  private refused = false;
  private readonly missing: string[] = [];
  private passport: Passport | null = null;
  private times: ReadonlyMap<number, number> = new Map();
  private pin: Pin | null = null;
  private operatorOnly = true;
  private neverMade = false;
  /** In the order of the log. */
  private checkpoints: ReadonlyMap<number, Checkpoint> = new Map();
  private commissioned: Checkpoint | null = null;
  private findings: readonly Finding[] = [];
  private status: Status = "unknown";

  constructor(item: string, progress: (check: Check) => void) {
    this.item = item;
    this.progress = progress;
  }

  async verify(
    passportBytes: Uint8Array,
    item: string | null,
    trustRootBytes: Uint8Array,
    chain: ChainReader | null,
    now: number,
  ): Promise<void> {
    // 1. Parse.
    const given = refusedUnless(1, () => {
      const passport = parsePassport(passportBytes);
      checkCanonical(passport.item);
      if (item !== null && passport.item !== item) {
        throw new FormatError("the passport is about another item than the one asked for");
      }
      return passport;
    });
    this.passport = given;
    this.item = given.item;
    this.end(1, "PASSED");

    // 2. Trust root.
    let root: TrustRoot;
    try {
      root = parseTrustRoot(trustRootBytes);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.incomplete(2, "trust-root", error.message);
      return;
    }
    if (now < root.expires) this.end(2, "PASSED");
    else this.incomplete(2, "expired", "the trust root has expired");
    this.operatorOnly = root.auditorsRequired === 0;

    // 3. Tree head.
    const head = refusedUnless(3, () => checkTreeHead(given, root));
    this.end(3, "PASSED");

    // 4. Chain.
    await this.checkChain(given, root, chain, now);

    // 5. Index notes.
    this.checkAuditors(given, root);

    // 6. Index.
    refusedUnless(6, () => checkIndex(given));
    this.end(6, "PASSED");

    // 7. Log.
    const withheld = refusedUnless(7, () => {
      this.checkpoints = readStatements(given, root, head);
      return checkListed(given, this.checkpoints);
    });
    this.end(7, "PASSED");
    for (const what of withheld) this.withheld(7, what);

    // 9, its first half, which needs no chain: what is opened is the statements' own.
    refusedUnless(9, () => this.checkpoints.forEach(openDisclosures));

    // 8. Signatures.
    if (chain === null || this.pin === null || given.anchors.some((anchor) => !this.times.has(anchor.seq))) {
      for (const step of [8, 10, 11, 12]) this.end(step, "NOT_CHECKED", "the chain was not read");
      this.checkOpened(given);
      return;
    }
    for (const checkpoint of this.checkpoints.values()) {
      const covering = checkpoint.given.anchor;
      checkpoint.time = covering === null ? null : (this.times.get(covering) as number);
      checkpoint.judgedAt = checkpoint.time ?? this.pin.time;
    }
    try {
      await checkSignatures([...this.checkpoints.values()], chain, this.pin.time);
      this.end(8, "PASSED");

      // 9. Disclosures.
      this.checkOpened(given);

      // 10, 11, 12.
      await this.checkHistory(given, root, chain);
    } catch (error) {
      if (!(error instanceof ChainError)) throw error;
      this.incomplete(8, error.code, error.message);
    }
  }

  private async checkChain(given: Passport, root: TrustRoot, chain: ChainReader | null, now: number): Promise<void> {
    refusedUnless(4, () => checkAnchorage(given, root));
    if (chain === null) {
      this.missing.push("offline");
      this.end(4, "NOT_CHECKED", "offline");
      return;
    }
    try {
      const { pin, times, shortfall } = await readAnchoring(given, root, chain, now);
      this.pin = pin;
      this.times = times;
      if (shortfall === null) this.end(4, "PASSED");
      else this.incomplete(4, shortfall.code, shortfall.reason);
    } catch (error) {
      if (error instanceof FormatError) throw new Refused(4, error.message);
      if (!(error instanceof ChainError)) throw error;
      this.incomplete(4, error.code, error.message);
    }
  }

  private checkAuditors(given: Passport, root: TrustRoot): void {
    const required = root.auditorsRequired;
    const signed = required === 0 ? 0 : refusedUnless(5, () => checkIndexNotes(given, root));
    if (signed >= required) {
      this.end(5, "PASSED");
    } else {
      const reason = `${signed} of ${required} required auditors have signed the newest anchor's roots`;
      this.incomplete(5, "auditors", reason);
    }
  }

  /** Step 9, second half: enough is opened of each statement, and nothing of it is void. */
  private checkOpened(given: Passport): void {
    this.end(9, "PASSED");
    for (const checkpoint of this.checkpoints.values()) {
      if (!checkpoint.members.has(CORE)) {
        this.withheld(9, `what statement ${checkpoint.index} says`);
        checkpoint.struck ??= "its core is withheld";
      } else if (checkpoint.struck === null) {
        const reason = voidReason(checkpoint);
        checkpoint.struck = reason === null ? null : `void: ${reason}`;
      }
    }
    for (const item of given.items) {
      for (const entry of [...(item.list === null ? [] : entriesOf(item.list)), ...entriesOf(item.notices)]) {
        const listed = this.checkpoints.get(entry.index);
        if (listed === undefined || !(listed.role(item.key) & ARRIVED)) continue;
        const upstream = listed.given.openings.filter((opening) => opening.position < listed.statement.items.up);
        if (upstream.length < listed.statement.items.up) {
          this.withheld(9, `where the goods of statement ${entry.index} come from`);
        }
      }
    }
  }

  private async checkHistory(given: Passport, root: TrustRoot, chain: ChainReader): Promise<void> {
    const asked = given.items[0] as PassportItem;
    const anchored = [...this.checkpoints.values()].filter((each) => each.given.anchor !== null);
    const newer = [...this.checkpoints.values()].filter((each) => each.given.anchor === null);
    const unauthorised = undo(anchored);
    undo(newer);
    const makings = anchored.filter((each) => each.commissions(asked.key));
    const restricted = given.items.flatMap((item) =>
      entriesOf(item.notices).flatMap((entry) => {
        const notice = this.checkpoints.get(entry.index);
        return notice !== undefined && RESTRICTED_NOTICES.includes(notice.notice) ? [{ notice, key: item.key }] : [];
      }),
    );
    for (const notice of newer.filter((each) => each.isNewerRecall())) {
      for (const { key } of given.items) if (notice.role(key) !== 0) restricted.push({ notice, key });
    }
    for (const { notice, key } of restricted) {
      if (notice.stands() && notice.nameOf(key) === null) {
        this.withheld(10, `which item statement ${notice.index} is about`);
      }
    }
    const digits = prefixDigits(asked.uri);
    const newestTime = this.times.get(newestAnchor(given).seq) as number;
    const binding = digits === null ? null : { digits, party: ZERO_32, time: newestTime };
    const authorities = await Authorities.ask(chain, [
      ...makings.map((each) => queryFor(each, asked.key)),
      ...restricted.map(({ notice, key }) => queryFor(notice, key)),
      binding,
    ]);

    // 10. Commissioned.
    const authentic = makings.filter((each) => authorities.allows(queryFor(each, asked.key)));
    const undisputed = authentic.filter((each) => !each.disputed);
    this.commissioned = undisputed[0] ?? null;
    const listed = asked.list as ListProof;
    if (listed.size > WHOLE_LIST && !coversPositions(listed, listed.size - MARGIN, listed.size)) {
      this.withheld(10, "the newest statements");
    }
    if (this.commissioned !== null) this.end(10, "PASSED");
    else if (authentic.length > 0) this.incomplete(10, "disputed", "the only commissioning is disputed");
    else if (!isWhole(listed)) this.withheld(10, "the commissioning");
    else this.end(10, "FAILED", "no authentic commissioning is on record");

    // 11. Trace.
    const tracer = new Tracer(given, this.checkpoints);
    const trace = tracer.close(this.commissioned);
    this.end(11, "PASSED");
    for (const what of trace.missing) this.withheld(11, what);
    const related = new Set(trace.needed);
    for (const each of anchored) for (const leaf of each.leavesWith(UPSTREAM)) related.add(hex(leaf.key));
    const unrelated = given.items.find((item) => !related.has(hex(item.key)));
    if (unrelated !== undefined && this.missing.length === 0) {
      throw new Refused(7, `the passport shows ${unrelated.uri ?? "a hidden item"}, to which nothing leads`);
    }

    // 12. Rules.
    const own = tracer.listed(asked).filter((each) => each.isEvent());
    const foreign = makings.filter((each) => !authentic.includes(each));
    this.applyRules(asked.key, own, [undisputed, foreign], trace, authorities, unauthorised);
    const bound = authorities.of(binding);
    this.neverMade =
      this.commissioned === null &&
      trace.notices.some(
        ({ notice, about }) =>
          notice.notice === "serialised" &&
          tracer.classKey !== null &&
          equal(about, tracer.classKey) &&
          counts(notice, about, authorities),
      ) &&
      bound !== undefined &&
      bound.length > 0 &&
      equal(bound.logId, root.logId);
  }

  private applyRules(
    key: Uint8Array,
    own: readonly Checkpoint[],
    [commissionings, foreignCommissionings]: readonly [readonly Checkpoint[], readonly Checkpoint[]],
    trace: Trace,
    authorities: Authorities,
    unauthorised: readonly Checkpoint[],
  ): void {
    const anchored = [...this.checkpoints.values()].filter((each) => each.given.anchor !== null);
    const count = trace.notices.filter(({ notice, about }) => counts(notice, about, authorities));
    const others = trace.notices.filter((each) => !count.includes(each));
    const journey = {
      key,
      events: anchored
        .filter((each) => each.applies && each.isEvent())
        .sort((a, b) => a.eventTime() - b.eventTime() || a.index - b.index),
      own,
      commissionings,
      foreignCommissionings,
      windows: trace.windows,
      notices: count.map(({ notice }) => notice),
      unauthorised: [...unauthorised, ...others.map(({ notice }) => notice)],
      foreignUnpackings: trace.foreignUnpackings,
      given: anchored,
    };
    this.findings = findingsOf(journey);
    this.end(12, "PASSED");
    if (this.commissioned !== null) this.status = statusOf(journey, this.findings);
  }

  refuse(refused: Refused): void {
    this.end(refused.step, "FAILED", refused.message);
    this.refused = true;
  }

  report(): Report {
    const newest = this.passport === null ? null : newestAnchor(this.passport);
    const asked = this.passport?.items[0];
    const verdict = this.verdict(asked);
    const list = asked?.list ?? null;
    const read = this.refused ? [] : [...this.checkpoints.values()];
    return {
      asOf: (newest === null ? undefined : this.times.get(newest.seq)) ?? null,
      checks: this.checks,
      entriesShown: list === null || isWhole(list) ? null : [entriesOf(list).length, list.size],
      exit: EXIT[verdict],
      findings: this.refused ? [] : this.findings,
      item: this.item,
      missing: this.missing,
      neverMade: this.neverMade && verdict === "NO_RECORD",
      newer: read.filter((each) => each.given.anchor === null).map((each) => each.read()),
      operatorOnly: this.operatorOnly,
      seq: newest?.seq ?? null,
      size: newest?.size ?? null,
      statements: read.filter((each) => each.given.anchor !== null).map((each) => each.read()),
      status: this.refused ? "unknown" : this.status,
      verdict,
      version: 1,
    };
  }

  private verdict(asked: PassportItem | undefined): Verdict {
    if (this.refused) return "REFUSED";
    if (this.missing.length > 0) return "INCOMPLETE";
    const newer = [...this.checkpoints.values()].filter((each) => each.given.anchor === null && each.struck === null);
    if (asked !== undefined && newer.some((each) => each.role(asked.key) !== 0)) return "PENDING";
    return this.commissioned === null ? "NO_RECORD" : "VERIFIED";
  }

  private withheld(step: number, what: string): void {
    this.incomplete(step, `withheld: ${what}`, `${what} is withheld`);
  }

  private incomplete(step: number, code: string, reason: string): void {
    if (this.checks[step - 1]?.result !== "FAILED") this.end(step, "FAILED", reason);
    if (!this.missing.includes(code)) this.missing.push(code);
  }

  private end(step: number, result: Result, reason = ""): void {
    const check: Check = { name: STEPS[step - 1] as string, reason, result, step };
    this.checks[step - 1] = check;
    this.progress(check);
  }
}
