"""Verification of a passport: one public function, in the numbered steps of docs/format.md section 8."""

from __future__ import annotations

from verifier.authority import RESTRICTED_NOTICES, Authorities, Query, prefix_digits, query_for
from verifier.chain import ChainError, ChainReader, Pin, newest_final
from verifier.checkpoint import Checkpoint, open_disclosures
from verifier.format import disclosure, item_tree, passport, trust_root
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item
from verifier.format.passport import WHOLE_LIST, Passport
from verifier.format.trust_root import TrustRoot
from verifier.log_proofs import check_index, check_index_notes, check_listed, check_tree_head, read_statements
from verifier.notices import counts, undo
from verifier.report import STEPS, Check, Finding, Report, Result, Status, Verdict
from verifier.rules import findings_of, status_of
from verifier.rules.journey import Journey
from verifier.signatures import check_signatures
from verifier.trace import MARGIN, Trace, Tracer
from verifier.void import void_reason


def verify(
    passport_bytes: bytes, item: str | None, trust_root_bytes: bytes, chain: ChainReader | None, now: int
) -> Report:
    """What a passport proves about its item, by a trust root and a chain, at `now` (Unix seconds, the reader's clock).

    `item` is the canonical URI that was asked for, None to take the passport's own. Without `chain` everything is
    checked that can be, and the verdict is at best INCOMPLETE. Never raises on hostile input.

    The steps:

     1. Parse, within bounds; the passport is about the item asked for.
     2. The trust root is valid and not expired.
     3. The tree head is signed by the log and extends the newest anchor.
     4. The chain, at one pinned block, has the anchors given; the newest is the log's newest final one, and fresh.
     5. As many auditors as the trust root asks for have signed the newest anchor's roots.
     6. The item index holds, for each item, exactly the lists given.
     7. Each listed statement is in the anchored log, and concerns its item.
     8. Each is signed by a key that was its party's at that time; others are struck.
     9. What is opened of it is its own, and enough is opened; void ones are struck.
    10. The item was commissioned by the owner of its prefix, or a delegate.
    11. The trace closes: lots, classes, inputs and containers are all accounted for.
    12. The supply-chain rules say what is worth noticing.
    """
    run = _Run(item or "")
    try:
        run.verify(passport_bytes, item, trust_root_bytes, chain, now)
    except _RefusedError as refused:
        run.checks[refused.step] = Check(refused.step, Result.FAILED, str(refused))
        run.refused = True
    return run.report()


ARRIVED = item_tree.EPC | item_tree.CHILD | item_tree.OUTPUT | item_tree.TRANSFORMATION
"""Roles of a visited item under which the upstream leaves must be opened, since a trace may lead on from them."""


class _RefusedError(Exception):
    """A check failed that only forgery, alteration or equivocation fails."""

    def __init__(self, step: int, reason: str) -> None:
        super().__init__(reason)
        self.step = step


class _Run:
    """One verification on its way."""

    def __init__(self, item: str) -> None:
        self.item = item
        self.checks = {step: Check(step, Result.NOT_CHECKED, "not reached") for step in STEPS}
        self.refused = False
        self.missing: list[str] = []
        self.passport: Passport | None = None
        self.times: dict[int, int] = {}
        self.pin: Pin | None = None
        self.operator_only = True
        self.never_made = False
        self.checkpoints: dict[int, Checkpoint] = {}
        self.commissioned: Checkpoint | None = None
        self.findings: list[Finding] = []
        self.status = Status.UNKNOWN

    def verify(
        self, passport_bytes: bytes, item: str | None, trust_root_bytes: bytes, chain: ChainReader | None, now: int
    ) -> None:
        # 1. Parse.
        try:
            given = passport.parse(passport_bytes)
            if canonical_item(given.item) != given.item:
                raise FormatError("the passport's item is not named by its canonical URI")
            if item is not None and given.item != item:
                raise FormatError("the passport is about another item than the one asked for")
        except FormatError as error:
            raise _RefusedError(1, str(error)) from None
        self.passport, self.item = given, given.item
        self._passed(1)

        # 2. Trust root.
        try:
            root = trust_root.parse(trust_root_bytes)
        except FormatError as error:
            self._incomplete(2, "trust-root", str(error))
            return
        if now < root.expires:
            self._passed(2)
        else:
            self._incomplete(2, "expired", "the trust root has expired")
        self.operator_only = root.auditors_required == 0

        # 3. Tree head.
        try:
            head = check_tree_head(given, root)
        except FormatError as error:
            raise _RefusedError(3, str(error)) from None
        self._passed(3)

        # 4. Chain.
        self._check_chain(given, root, chain, now)

        # 5. Index notes.
        if root.auditors_required:
            try:
                signed = check_index_notes(given, root)
            except FormatError as error:
                raise _RefusedError(5, str(error)) from None
            if signed < root.auditors_required:
                reason = f"{signed} of {root.auditors_required} required auditors have signed the newest anchor's roots"
                self._incomplete(5, "auditors", reason)
            else:
                self._passed(5)
        else:
            self._passed(5)

        # 6. Index.
        try:
            check_index(given)
        except FormatError as error:
            raise _RefusedError(6, str(error)) from None
        self._passed(6)

        # 7. Log.
        try:
            self.checkpoints = read_statements(given, root, head)
            withheld = check_listed(given, self.checkpoints)
        except FormatError as error:
            raise _RefusedError(7, str(error)) from None
        self._passed(7)
        for what in withheld:
            self._incomplete(7, f"withheld: {what}", f"{what} is withheld")

        # 9, its first half, which needs no chain: what is opened is the statements' own.
        for checkpoint in self._ordered():
            try:
                open_disclosures(checkpoint)
            except FormatError as error:
                raise _RefusedError(9, str(error)) from None

        # 8. Signatures.
        if chain is None or self.pin is None or any(each.seq not in self.times for each in given.anchors):
            for step in (8, 10, 11, 12):
                self.checks[step] = Check(step, Result.NOT_CHECKED, "the chain was not read")
            self._check_opened(given)
            return
        for checkpoint in self._ordered():
            covering = checkpoint.given.anchor
            checkpoint.time = None if covering is None else self.times[covering]
            checkpoint.judged_at = self.pin.time if checkpoint.time is None else checkpoint.time
        try:
            check_signatures(self._ordered(), chain, self.pin.time)
            self._passed(8)

            # 9. Disclosures.
            self._check_opened(given)

            # 10, 11, 12.
            self._check_history(given, root, chain)
        except ChainError as error:
            self._incomplete(8, error.code, str(error))

    def _check_chain(self, given: Passport, root: TrustRoot, chain: ChainReader | None, now: int) -> None:
        if given.anchorage != root.anchorage:
            raise _RefusedError(4, "the passport is anchored elsewhere than the trust root says")
        if chain is None:
            self.missing.append("offline")
            self.checks[4] = Check(4, Result.NOT_CHECKED, "offline")
            return
        newest = given.newest()
        try:
            self.pin = chain.pin()
            count = chain.anchor_count(root.log_id)
            final = newest_final(chain, root.log_id, count, self.pin.time)
            seqs = [each.seq for each in given.anchors if each.seq < count]
            records = dict(zip(seqs, chain.anchors(root.log_id, seqs), strict=True))
            before = chain.anchors(root.log_id, [newest.seq - 1]) if newest.seq == count and count > 0 else []
        except ChainError as error:
            self.pin = None
            self._incomplete(4, error.code, str(error))
            return
        for each in given.anchors:
            record = records.get(each.seq)
            if record and (record.head, record.size) != (each.head(root.anchorage, root.log_id), each.size):
                raise _RefusedError(4, f"anchor {each.seq} is not the one on chain")
        if before and before[0].head != newest.prev:
            raise _RefusedError(4, f"anchor {newest.seq} does not follow the one on chain")
        self.times = {seq: record.time for seq, record in records.items()}
        if final is None or newest.seq > final:
            self._incomplete(4, "not-final", f"anchor {newest.seq} is not final on chain")
        elif newest.seq < final:
            self._incomplete(4, "stale", f"the passport ends at anchor {newest.seq}; the chain has {final}")
        elif max(now, self.pin.time) - records[newest.seq].time > root.max_anchor_age:
            self._incomplete(4, "too-old", "the newest anchor is older than the trust root allows")
        else:
            self._passed(4)

    def _check_opened(self, given: Passport) -> None:
        """Step 9, second half: enough is opened of each statement, and nothing of it is void."""
        self._passed(9)
        for checkpoint in self._ordered():
            if disclosure.CORE not in checkpoint.members:
                self._withheld(9, f"what statement {checkpoint.index} says")
                checkpoint.struck = checkpoint.struck or "its core is withheld"
                continue
            if checkpoint.struck is None:
                reason = void_reason(checkpoint)
                checkpoint.struck = None if reason is None else f"void: {reason}"
        for item in given.items:
            for entry in (*(item.list.entries() if item.list else ()), *item.notices.entries()):
                listed = self.checkpoints.get(entry.index)
                if listed is None or not listed.role(item.key) & ARRIVED:
                    continue
                positions = {opening.position for opening in listed.given.openings}
                if not positions.issuperset(range(listed.statement.payload.up)):
                    self._withheld(9, f"where the goods of statement {entry.index} come from")

    def _check_history(self, given: Passport, root: TrustRoot, chain: ChainReader) -> None:
        asked = given.items[0]
        assert self.pin is not None
        anchored = [each for each in self._ordered() if each.given.anchor is not None]
        unauthorised = undo(anchored)
        undo([each for each in self._ordered() if each.given.anchor is None])
        makings = [each for each in anchored if each.commissions(asked.key)]
        restricted = [
            (self.checkpoints[entry.index], item.key)
            for item in given.items
            for entry in item.notices.entries()
            if entry.index in self.checkpoints and self.checkpoints[entry.index].notice in RESTRICTED_NOTICES
        ]
        restricted += [
            (each, item.key)
            for each in self._ordered()
            for item in given.items
            if each.is_newer_recall() and each.role(item.key)
        ]
        for notice, key in restricted:
            if notice.stands() and notice.name_of(key) is None:
                self._withheld(10, f"which item statement {notice.index} is about")
        digits = prefix_digits(asked.uri)
        binding: Query | None = None if digits is None else (digits, bytes(32), self.times[given.newest().seq])
        queries = [query_for(each, asked.key) for each in makings]
        queries += [query_for(notice, key) for notice, key in restricted]
        authorities = Authorities(chain, [*queries, binding])

        # 10. Commissioned.
        authentic = [each for each in makings if authorities.allows(query_for(each, asked.key))]
        undisputed = [each for each in authentic if not each.disputed]
        self.commissioned = undisputed[0] if undisputed else None
        listed = asked.list
        assert listed is not None
        if listed.size > WHOLE_LIST and not listed.covers(listed.size - MARGIN, listed.size):
            self._withheld(10, "the newest statements")
        if self.commissioned:
            self._passed(10)
        elif authentic:
            self._incomplete(10, "disputed", "the only commissioning is disputed")
        elif not listed.whole():
            self._withheld(10, "the commissioning")
        else:
            self.checks[10] = Check(10, Result.FAILED, "no authentic commissioning is on record")

        # 11. Trace.
        tracer = Tracer(given, self.checkpoints)
        trace = tracer.close(self.commissioned)
        self._passed(11)
        for what in trace.missing:
            self._withheld(11, what)
        related = trace.needed | {
            opening.leaf.key
            for each in anchored
            for opening in each.given.openings
            if opening.leaf.role & item_tree.UPSTREAM
        }
        for item in given.items:
            if item.key not in related and not self.missing:
                raise _RefusedError(7, f"the passport shows {item.uri or 'a hidden item'}, to which nothing leads")

        # 12. Rules.
        foreign = [each for each in makings if each not in authentic]
        self._apply_rules(asked.key, tracer.listed(asked), (undisputed, foreign), trace, authorities, unauthorised)
        bound = authorities.of(binding)
        serialised = any(
            notice.notice == "serialised" and key == tracer.class_key and counts(notice, key, authorities)
            for notice, key in trace.notices
        )
        self.never_made = (
            self.commissioned is None
            and serialised
            and bound is not None
            and bound.length > 0
            and bound.log_id == root.log_id
        )

    def _apply_rules(
        self,
        key: bytes,
        listed: list[Checkpoint],
        makings: tuple[list[Checkpoint], list[Checkpoint]],
        trace: Trace,
        authorities: Authorities,
        unauthorised: list[Checkpoint],
    ) -> None:
        anchored = [each for each in self._ordered() if each.given.anchor is not None]
        applying = [each for each in anchored if each.applies and each.is_event()]
        journey = Journey(
            key=key,
            events=tuple(sorted(applying, key=lambda each: (each.event_time(), each.index))),
            own=tuple(each for each in listed if each.is_event()),
            commissionings=tuple(makings[0]),
            foreign_commissionings=tuple(makings[1]),
            windows=tuple(trace.windows),
            notices=tuple(notice for notice, about in trace.notices if counts(notice, about, authorities)),
            unauthorised=(
                *unauthorised,
                *(notice for notice, about in trace.notices if not counts(notice, about, authorities)),
            ),
            foreign_unpackings=tuple(trace.foreign_unpackings),
            given=tuple(anchored),
        )
        self.findings = findings_of(journey)
        self._passed(12)
        if self.commissioned is not None:
            self.status = status_of(journey, self.findings)

    def report(self) -> Report:
        newest = self.passport.newest() if self.passport else None
        pending = self.passport is not None and any(
            each.given.anchor is None and each.struck is None and each.role(self.passport.items[0].key)
            for each in self._ordered()
        )
        if self.refused:
            verdict = Verdict.REFUSED
        elif self.missing:
            verdict = Verdict.INCOMPLETE
        elif pending:
            verdict = Verdict.PENDING
        elif self.commissioned is None:
            verdict = Verdict.NO_RECORD
        else:
            verdict = Verdict.VERIFIED
        listed = self.passport.items[0].list if self.passport else None
        read = [] if self.refused else self._ordered()
        return Report(
            verdict=verdict,
            status=Status.UNKNOWN if self.refused else self.status,
            item=self.item,
            checks=tuple(self.checks[step] for step in STEPS),
            missing=tuple(self.missing),
            size=newest.size if newest else None,
            seq=newest.seq if newest else None,
            as_of=self.times.get(newest.seq) if newest else None,
            operator_only=self.operator_only,
            never_made=self.never_made and verdict is Verdict.NO_RECORD,
            entries_shown=None if listed is None or listed.whole() else (len(listed.entries()), listed.size),
            statements=tuple(each.read() for each in read if each.given.anchor is not None),
            newer=tuple(each.read() for each in read if each.given.anchor is None),
            findings=() if self.refused else tuple(self.findings),
        )

    def _ordered(self) -> list[Checkpoint]:
        return [self.checkpoints[index] for index in sorted(self.checkpoints)]

    def _passed(self, step: int) -> None:
        self.checks[step] = Check(step, Result.PASSED)

    def _incomplete(self, step: int, code: str, reason: str) -> None:
        if self.checks[step].result is not Result.FAILED:
            self.checks[step] = Check(step, Result.FAILED, reason)
        if code not in self.missing:
            self.missing.append(code)

    def _withheld(self, step: int, what: str) -> None:
        self._incomplete(step, f"withheld: {what}", f"{what} is withheld")
