"""The replaying audit of a whole log: entries, anchors, signatures and, with the openings, the item index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from verifier.accusation import Accuser
from verifier.audit_log import ForkError, LogSource, tree_head_of
from verifier.audit_openings import OpeningReader
from verifier.audit_report import AuditedAnchor, AuditReport, Subject
from verifier.audit_signatures import SignatureAudit
from verifier.audit_source import ANCHORS_PER_FILE, Source, SourceError
from verifier.audit_state import AuditState, Progress
from verifier.chain import AnchorRecord, ChainError, ChainReader
from verifier.format.anchor import Anchor
from verifier.format.errors import FormatError, ProofError
from verifier.format.statement import Statement
from verifier.format.tree_head import TreeHead, open_tree_head
from verifier.format.trust_root import TrustRoot
from verifier.log_edge import LogEdge
from verifier.replay import Replay
from verifier.report import Result

SAVE_EVERY = 20_000
"""Entries after which the state is saved, at the next anchor."""

_SAVE_SECONDS = 10.0
_PIN_SECONDS = 60.0
"""How long the chain is read at one block: nodes forget the state of old ones."""

_MOST_ACCUSATIONS = 10
"""How often the operator is asked anew for a list that is wrong, if its newest anchor became another meanwhile."""


@dataclass(frozen=True)
class Auditing:
    """What an audit is given. `connect` gives the chain at its newest final block, None to go without one; `openings`
    are None to leave the item index alone; `show` is told how many entries are done, of how many."""

    source: Source
    trust_root: TrustRoot
    connect: Callable[[], ChainReader] | None
    openings: OpeningReader | None
    show: Callable[[int, int], None] = lambda done, total: None
    save_every: int = SAVE_EVERY


class _StopError(Exception):
    """Nothing more can be audited; the report says why."""


class Audit:
    """One run of an audit, from where the state stands to the newest final anchor and the tree head.

    The state goes on only as far as everything agreed.
    """

    def __init__(self, given: Auditing, state: AuditState) -> None:
        self._given = given
        self._root = given.trust_root
        self._state = state
        self._report = AuditReport(given.trust_root.origin)
        self._signatures = SignatureAudit()
        self._chain: ChainReader | None = None
        self._pinned = self._saved = time.monotonic()
        self._openings = given.openings
        self._indexing = given.openings is not None
        self._agreed = given.connect is not None
        self._finished = False
        self._false: list[Anchor] = []
        self._newest: Anchor | None = None

    def run(self) -> AuditReport:
        """Audit; raises StateError if the state cannot be used, and nothing on hostile input."""
        with self._state.written():
            return self._run()

    def _run(self) -> AuditReport:
        if self._indexing and self._state.progress.seq and self._state.progress.index_root is None:
            self._state.restart()
        if not self._indexing and self._state.progress.index_root is not None:
            self._agreed = False  # the lists would fall behind
        self._progress = done = self._state.progress
        self._report.first_seq, self._report.first_entry = done.seq, done.size
        self._report.struck_before = done.struck
        if done.index_root is not None:
            roots = self._state.edge().root(), done.index_root
            self._report.anchor = AuditedAnchor(done.seq - 1, done.size, *roots)
        self._go_on()
        self._report.struck = self._signatures.struck
        if self._false:
            self._accuse()
        self._state.undo()
        if self._state.progress.tree_head != self._progress.tree_head:
            self._state.save(replace(self._state.progress, tree_head=self._progress.tree_head))
        return self._report

    def _go_on(self) -> None:
        """Audit from where the progress stands."""
        self._finished = False
        with suppress(_StopError):
            count = self._count_anchors()
            self._open_log()
            edge = LogEdge.from_bytes(self._progress.edge)
            self._replay = Replay(self._root.origin, edge, self._state.index)
            self._replay_anchors(count)
            self._replay_rest()
            self._finished = True

    def _count_anchors(self) -> int | None:
        """How many anchors are on chain, None if there is no chain to ask."""
        if self._given.connect is None:
            return None
        with self._about(Subject.ANCHORS):
            self._connect(self._given.connect)
            assert self._chain is not None
            return self._chain.anchor_count(self._root.log_id)

    def _open_log(self) -> None:
        with self._about(Subject.LOG):
            note = self._given.source.tree_head()
            head = open_tree_head(note, self._root.origin, self._root.log_keys)
            self._log = LogSource(self._given.source, head)
            self._report.size = head.size
            self._check_extends(note)
        self._progress = replace(self._progress, tree_head=note)
        if self._progress.seq == self._state.progress.seq:  # else there are lists to be undone first
            # Whatever becomes of the replay: this was signed, and no other may be for its size.
            self._state.save(replace(self._state.progress, tree_head=note))

    def _check_extends(self, note: bytes) -> None:
        done = self._progress
        try:
            if done.size:
                edge = LogEdge.from_bytes(done.edge)
                self._log.check_extends(TreeHead(self._root.origin, done.size, edge.root()))
            before = tree_head_of(done.tree_head)
            if before is not None:
                self._log.check_extends(before)
        except ForkError:
            if done.tree_head:
                self._keep("tree-head-before.txt", done.tree_head)
            self._keep(f"tree-head-{self._log.head.size}.txt", note)
            raise

    def _replay_anchors(self, count: int | None) -> None:
        for anchor, record in self._anchors(self._progress.seq, count):
            if anchor.size > self._log.head.size:
                reason = f"the log shown ends at {self._log.head.size}, and anchor {anchor.seq} is of {anchor.size}"
                self._stop(Subject.LOG, Result.NOT_CHECKED, reason)
            self._read(anchor.size, None if record is None else record.time)
            self._check_anchor(anchor)
            self._save_now_and_then()
        self._judge()
        self._save()
        self._say_what_passed()

    def _anchors(self, start: int, count: int | None) -> Iterator[tuple[Anchor, AnchorRecord | None]]:
        """The final anchors from a number on, each held against the chain and the one before."""
        prev, prev_size = self._progress.head, self._progress.size
        while count is None or start < count:
            end = start + ANCHORS_PER_FILE if count is None else min(start + ANCHORS_PER_FILE, count)
            self._renew_chain()
            with self._about(Subject.ANCHORS):
                shown = self._given.source.anchors(start, end)
                records = self._records(start, end)
            for offset, record in enumerate(records or [None] * len(shown)):
                if record is not None and not self._is_final(record):
                    return
                with self._about(Subject.ANCHORS):
                    if offset >= len(shown):
                        raise SourceError(f"anchor {start + offset} is on chain and is not shown")
                    anchor = shown[offset]
                    head = anchor.head(self._root.anchorage, self._root.log_id)
                    if (anchor.seq, anchor.prev, anchor.prev_size) != (start + offset, prev, prev_size):
                        raise ProofError(f"anchor {start + offset} does not follow the one before it")
                    if record is not None and (record.head, record.size) != (head, anchor.size):
                        raise ProofError(f"anchor {anchor.seq} is another than the one on chain")
                yield anchor, record
                prev, prev_size = head, anchor.size
            if len(shown) < end - start:
                return
            start = end

    def _is_final(self, record: AnchorRecord) -> bool:
        return self._chain is not None and record.time < self._chain.pin().time

    def _records(self, start: int, end: int) -> list[AnchorRecord]:
        if self._chain is None:
            return []
        return self._chain.anchors(self._root.log_id, range(start, end))

    def _read(self, until: int, covered: int | None) -> None:
        """Replay entries up to a size; `covered` is their anchor's time."""
        while self._replay.size < until:
            with self._about(Subject.LOG):
                entries = self._log.entries(self._replay.size, until)
            for entry in entries:
                index = self._replay.size
                parsed = self._replay.append(entry)
                if parsed is None:
                    continue
                if covered is not None and self._signatures.add(index, parsed, covered):
                    self._judge()
                if self._indexing:
                    self._list(index, parsed)
            # What no anchor covered before may be read again.
            self._report.entries = max(self._report.entries, self._replay.size - self._report.first_entry)
            self._compare_tiles()
            self._given.show(self._replay.size, self._log.head.size)

    def _compare_tiles(self) -> None:
        tiles, self._replay.tiles = self._replay.tiles, []
        with self._about(Subject.LOG):
            self._log.compare(tiles)

    def _list(self, index: int, parsed: Statement) -> None:
        assert self._openings is not None
        try:
            opened = self._openings.at(index, parsed.entry)
            if opened is None:
                raise SourceError(f"statement {index} is not opened: its opening was erased, or is withheld")
            self._replay.list(parsed, opened.leaves)
        except SourceError as error:
            self._lose_index(Result.NOT_CHECKED, str(error))
        except FormatError as error:
            self._lose_index(Result.FAILED, f"statement {index}: {error}")

    def _lose_index(self, result: Result, reason: str) -> None:
        self._report.say(Subject.INDEX, result, reason)
        self._indexing = self._agreed = False

    def _check_anchor(self, anchor: Anchor) -> None:
        with self._about(Subject.LOG):
            if self._replay.edge.root() != anchor.log_root:
                raise ProofError(f"anchor {anchor.seq} commits another log than the one that is shown")
        if self._indexing and self._replay.index.root() != anchor.index_root:
            self._agreed = False
            self._false.append(anchor)
            self._report.say(Subject.INDEX, Result.FAILED, f"anchor {anchor.seq} commits a false item index")
        self._newest = anchor
        self._report.anchor = AuditedAnchor(anchor.seq, anchor.size, anchor.log_root, anchor.index_root)
        self._progress = Progress(
            seq=anchor.seq + 1,
            head=anchor.head(self._root.anchorage, self._root.log_id),
            edge=self._replay.edge.to_bytes(),
            index_root=anchor.index_root if self._indexing else None,
            tree_head=self._progress.tree_head,
        )

    def _replay_rest(self) -> None:
        """The entries that no final anchor covers yet; nothing of them is kept."""
        head = self._log.head
        self._indexing = False
        self._replay = Replay(self._root.origin, self._replay.edge.copy(), self._replay.index)
        self._read(head.size, None)
        with self._about(Subject.LOG):
            if self._replay.edge.root() != head.root:
                raise ProofError("the log's entries do not give the root that is signed")
            self._log.compare(self._replay.edge.unfinished())
        self._report.say(Subject.LOG, Result.PASSED, f"{head.size} entries, as the signed tree head and the tiles say")

    def _say_what_passed(self) -> None:
        say, last = self._report.say, self._progress.seq - 1
        what = f"{last + 1} of them, each the one on chain" if last >= 0 else "none is final yet"
        if self._chain is None:
            what = f"{last + 1} are shown, and the chain was not asked"
        say(Subject.ANCHORS, Result.NOT_CHECKED if self._chain is None or last < 0 else Result.PASSED, what)
        if self._chain is None:
            say(Subject.SIGNATURES, Result.NOT_CHECKED, "whose keys they are is for the chain to say")
        else:
            count, before = len(self._signatures.struck), self._report.struck_before
            what = f"{self._signatures.judged} statements read, {count} of them not authentic at their time"
            say(Subject.SIGNATURES, Result.PASSED, what + (f"; {before} in earlier runs" if before else ""))
        self._report.lists = self._replay.index.count
        if self._given.openings is None:
            say(Subject.INDEX, Result.NOT_CHECKED, "it takes the openings, which an auditor's API key is given")
        elif self._indexing and not self._false:
            roots = "the root of every anchor is the replayed one"
            say(Subject.INDEX, Result.PASSED, f"{self._replay.index.count} lists; {roots}")

    def _judge(self) -> None:
        if self._chain is not None:
            with self._about(Subject.SIGNATURES):
                self._signatures.judge(self._chain)

    def _renew_chain(self) -> None:
        if self._given.connect is not None and time.monotonic() - self._pinned > _PIN_SECONDS:
            self._judge()
            with self._about(Subject.ANCHORS):
                self._connect(self._given.connect)

    def _connect(self, connect: Callable[[], ChainReader]) -> None:
        self._chain = connect()
        self._signatures.forget_keys()
        self._pinned = time.monotonic()

    def _save_now_and_then(self) -> None:
        grown = self._replay.size - self._state.progress.size
        if grown >= self._given.save_every or time.monotonic() - self._saved > _SAVE_SECONDS:
            self._judge()
            self._save()

    def _save(self) -> None:
        if self._agreed:
            struck = self._report.struck_before + len(self._signatures.struck)
            self._state.save(replace(self._progress, struck=struck))
            self._saved = time.monotonic()

    def _accuse(self) -> None:
        """Ask the operator for the list that is wrong, which convicts it; or find that the state was at fault.

        It answers for its newest final anchor alone: if that is a newer one by now, this one is replayed too. An
        operator for whom that is so each time is asked no more, so that there is an end.
        """
        for _ in range(_MOST_ACCUSATIONS):
            newest, openings = self._newest, self._openings
            if newest is None or openings is None or newest not in self._false:
                reason = "the ledger answers for its newest anchor alone, whose index was not found to be false"
                self._report.conviction = f"no proof of it could be made: {reason}"
                break
            accuser = Accuser(self._root, self._log, self._given.source, openings, self._replay.index)
            found = accuser.convict(newest)
            self._report.proof, self._report.conviction = found.proof, found.sentence
            if found.proof is not None:
                return
            if not (found.overtaken and self._caught_up()):
                break
        else:
            self._report.conviction += f", and so it was {_MOST_ACCUSATIONS} times"
        self._state.check_whole()

    def _caught_up(self) -> bool:
        """Replay the anchors that have become final since; whether there are any, and nothing ended the replay."""
        before, openings = self._progress.seq, self._openings
        if not self._finished or openings is None:
            return False
        self._openings = openings.again()
        self._indexing = True
        self._go_on()
        return self._finished and self._progress.seq > before

    def _keep(self, name: str, content: bytes) -> None:
        try:
            path = self._state.keep_evidence(name, content)
        except OSError as error:  # a full disk must not hide what was found
            self._report.lost.append(f"{name}: {error.strerror}")
            return
        if path is not None:
            self._report.saved.append(str(path))

    def _stop(self, subject: Subject, result: Result, reason: str) -> None:
        self._report.say(subject, result, reason)
        raise _StopError

    @contextmanager
    def _about(self, subject: Subject) -> Iterator[None]:
        """What goes wrong within is about this subject, and ends the audit."""
        try:
            yield
        except (SourceError, ChainError) as error:
            self._stop(subject, Result.NOT_CHECKED, str(error))
        except FormatError as error:
            self._stop(subject, Result.FAILED, str(error))
