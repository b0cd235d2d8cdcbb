"""What must be true of a ledger after whatever happened to it, from outside, by its own clients' books."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter

import httpx

from ledger.fsck import Checked, check_ledger
from ledger.service import Ledger
from tests.crash.clients import Kept, uri
from tests.crash.machine import Machine
from verifier.audit import Audit, Auditing
from verifier.audit_log import LogSource
from verifier.audit_openings import OpeningReader
from verifier.audit_report import AuditReport, AuditVerdict, render_audit
from verifier.audit_source import HttpSource
from verifier.audit_state import AuditState
from verifier.format import base64url, merkle, statement, trust_root
from verifier.format.promise import open_promise
from verifier.format.tree_head import TreeHead, open_tree_head
from verifier.format.trust_root import TrustRoot
from verifier.json_rpc import RpcChain
from verifier.report import Verdict
from verifier.verify import verify

_LOOK_SECONDS = 0.2


class Watcher(threading.Thread):
    """Somebody who looks at the tree head all the time and keeps each that it saw."""

    def __init__(self, url: str) -> None:
        super().__init__(name="watcher", daemon=True)
        self.notes: list[bytes] = []
        self._url = f"{url}/log/checkpoint"
        self._end = threading.Event()

    def run(self) -> None:
        """Look until there is an end to it."""
        with httpx.Client(timeout=60) as http:
            while not self._end.wait(_LOOK_SECONDS):
                try:
                    answer = http.get(self._url)
                except httpx.HTTPError:
                    continue
                if answer.is_success and answer.content not in self.notes[-1:]:
                    self.notes.append(answer.content)

    def end(self) -> None:
        """Look no more."""
        self._end.set()
        self.join(30)


def check_history(machine: Machine, root: TrustRoot, notes: list[bytes]) -> list[TreeHead]:
    """That every tree head seen is consistent with the newest one; returns them, the newest last."""
    source = HttpSource(machine.url)
    newest = open_tree_head(source.tree_head(), root.origin, root.log_keys)
    log = LogSource(source, newest)
    heads = [open_tree_head(note, root.origin, root.log_keys) for note in notes]
    for head in heads:
        log.check_extends(head)
        if 0 < head.size < newest.size:
            proof = merkle.consistency_proof(head.size, newest.size, log.node)
            merkle.verify_consistency(head.size, head.root, newest.size, newest.root, proof)
    sizes = [head.size for head in heads]
    assert sizes == sorted(sizes), "a tree head went back"
    return [*heads, newest]


def check_promises(machine: Machine, root: TrustRoot, kept: Kept) -> int:
    """That each promise was kept: its statement is in the log once, under a final anchor of before the deadline, and
    the log has no event twice; returns how many promises there are."""
    assert kept.wrong == []
    assert kept.promises.keys() == kept.sent, "an event was never answered"
    source, chain = HttpSource(machine.url), RpcChain(root)
    head = open_tree_head(source.tree_head(), root.origin, root.log_keys)
    log = LogSource(source, head)
    ids: list[bytes] = []
    while len(ids) < head.size:
        entries = log.entries(len(ids), head.size)
        ids += [statement.statement_id(*statement.envelope(entry)[:2]) for entry in entries]
    assert [id_ for id_, times in Counter(ids).items() if times > 1] == [], "a statement is in the log twice"
    count = chain.anchor_count(root.log_id)
    records = [record for record in chain.anchors(root.log_id, range(count)) if record.time < chain.pin().time]
    index_of = {id_: index for index, id_ in enumerate(ids)}
    for serial, (id_text, note) in kept.promises.items():
        promise = open_promise(note.encode(), root.origin, root.promise_keys)
        assert promise.statement_id == base64url.decode(id_text, 32)
        index = index_of.get(promise.statement_id)
        assert index is not None, f"{serial} was promised and is not in the log"
        covering = next((record for record in records if record.size > index), None)
        assert covering is not None, f"{serial} is under no final anchor"
        assert covering.time <= promise.deadline, f"{serial} became final after its deadline"
    assert len({id_ for id_, _ in kept.promises.values()}) == len(kept.promises), "two events are one statement"
    assert head.size == len(kept.sent) + 1, "the log has other entries than its policy and what was sent"
    return len(kept.promises)


def check_audit(machine: Machine, root: TrustRoot, auditor_key: str) -> AuditReport:
    """That an auditor who replays everything, openings and chain included, agrees."""
    source = HttpSource(machine.url, auditor_key)
    given = Auditing(source, root, lambda: RpcChain(root), OpeningReader(source.openings))
    with AuditState(None, root.origin, root.log_id, root.anchorage.encode()) as state:
        report = Audit(given, state).run()
    assert report.verdict is AuditVerdict.AGREES, render_audit(report)
    return report


def check_passports(machine: Machine, kept: Kept, count: int, choice: random.Random) -> int:
    """That the passports of some items verify; returns how many."""
    root = httpx.get(f"{machine.url}/api/v1/trust", timeout=60).content
    for serial in choice.sample(sorted(kept.promises), min(count, len(kept.promises))):
        item = uri(serial)
        passport = httpx.get(f"{machine.url}/api/v1/passports", params={"item": item}, timeout=60)
        assert passport.is_success, passport.text
        report = verify(passport.content, item, root, RpcChain(trust_root.parse(root)), int(time.time()))
        assert report.verdict is Verdict.VERIFIED, report
    return min(count, len(kept.promises))


def check_database(ledger: Ledger) -> Checked:
    """That `wayproof fsck` finds everything in order."""
    return check_ledger(ledger)
