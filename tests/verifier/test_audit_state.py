"""An audit that goes on from its state: after a kill, before a log that forked, with a state that was damaged."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.coffee import Coffee, bag
from tests.toy_ledger import ToyLedger
from tests.verifier.test_audit import AGREES, INCOMPLETE, REFUSED, long_ledger
from tests.verifier.test_replay import omit_middle
from tests.verifier.toy_source import ToySource, audit
from verifier.audit_report import Subject, render_audit
from verifier.audit_source import SourceError
from verifier.audit_state import AuditState, StateError
from verifier.format.item import item_key
from verifier.format.tiles import EntryBundle

ROOT = Path(__file__).parents[2]


def test_a_second_run_reads_only_what_is_new(tmp_path: Path):
    coffee = long_ledger()
    first = audit(ToySource(coffee.ledger), tmp_path)
    assert (first.first_entry, first.verdict) == (0, AGREES)
    for _ in range(3):
        coffee.commission(1, 2)
    coffee.ledger.anchor()
    source = ToySource(coffee.ledger)
    second = audit(source, tmp_path)
    assert second.verdict is AGREES
    assert (second.first_seq, second.entries) == (first.anchor.seq + 1, 3)
    assert EntryBundle(0, 256) not in source.asked
    assert second.lists == audit(ToySource(coffee.ledger)).lists


def test_a_run_that_finds_nothing_new_still_knows_the_newest_anchor(tmp_path: Path):
    ledger = long_ledger(2).ledger
    first, second = audit(ToySource(ledger), tmp_path), audit(ToySource(ledger), tmp_path)
    assert (second.verdict, second.entries, second.anchor) == (AGREES, 0, first.anchor)


def test_a_log_that_shrank_is_refused_and_the_evidence_kept(tmp_path: Path):
    coffee = long_ledger(1)
    audit(ToySource(coffee.ledger), tmp_path)
    shorter = Coffee().play()
    report = audit(ToySource(shorter), tmp_path)
    assert report.verdict is REFUSED
    assert "has shrunk" in report.checks[Subject.LOG].reason
    assert len(report.saved) == 2
    assert all(Path(each).read_text().startswith("test.example/log\n") for each in report.saved)


def test_a_fork_between_two_runs_is_found(tmp_path: Path):
    one, other = long_ledger(1), long_ledger(1)
    one.commission(7)
    other.commission(8)
    for coffee in (one, other):
        coffee.ledger.anchor()
    assert audit(ToySource(one.ledger), tmp_path).verdict is AGREES
    same_size = audit(ToySource(other.ledger), tmp_path)
    assert "two tree heads are signed" in same_size.checks[Subject.LOG].reason
    other.commission(9)
    other.ledger.anchor()
    longer = audit(ToySource(other.ledger), tmp_path)
    assert longer.verdict is REFUSED
    assert "has forked" in longer.checks[Subject.LOG].reason
    one.commission(10)
    one.ledger.anchor()
    assert audit(ToySource(one.ledger), tmp_path).verdict is AGREES


def test_a_fork_stays_a_fork_where_its_evidence_cannot_be_kept(tmp_path: Path):
    one, other = long_ledger(1), long_ledger(1)
    audit(ToySource(one.ledger), tmp_path)
    other.commission(8)
    other.ledger.anchor()
    one.commission(7)
    one.ledger.anchor()
    audit(ToySource(one.ledger), tmp_path)
    (tmp_path / "evidence").write_text("")  # where the folder is to be
    report = audit(ToySource(other.ledger), tmp_path)
    assert report.verdict is REFUSED
    assert "two tree heads are signed" in report.checks[Subject.LOG].reason
    assert report.saved == []
    assert [each.partition(":")[0] for each in report.lost] == [
        "tree-head-before.txt",
        f"tree-head-{report.size}.txt",
    ]
    assert "Evidence that could not be kept: tree-head-before.txt: File exists" in render_audit(report)


def test_a_fork_beyond_the_anchors_is_found_too(tmp_path: Path):
    one, other = long_ledger(1), long_ledger(1)
    one.commission(7)
    other.commission(8)
    other.commission(9)
    audit(ToySource(one.ledger), tmp_path)
    assert "has forked" in audit(ToySource(other.ledger), tmp_path).checks[Subject.LOG].reason


def test_a_tree_head_whose_entries_were_withheld_is_not_forgotten(tmp_path: Path):
    one, other = long_ledger(1), long_ledger(1)
    audit(ToySource(one.ledger), tmp_path)
    one.commission(7)
    other.commission(8)

    def withhold(tile, content):
        if isinstance(tile, EntryBundle):
            raise SourceError("connection reset")
        return content

    source = ToySource(one.ledger)
    source.served = withhold
    assert audit(source, tmp_path).verdict is INCOMPLETE
    report = audit(ToySource(other.ledger), tmp_path)
    assert report.verdict is REFUSED
    assert "two tree heads are signed" in report.checks[Subject.LOG].reason
    assert len(report.saved) == 2
    assert source.tree_head() in [Path(each).read_bytes() for each in report.saved]


def test_a_lie_does_not_enter_the_state(tmp_path: Path):
    coffee = long_ledger(1)
    audit(ToySource(coffee.ledger), tmp_path)
    coffee.ledger.lie = omit_middle
    coffee.ledger.anchor()
    for _ in range(2):
        report = audit(ToySource(coffee.ledger), tmp_path)
        assert report.verdict is REFUSED
        assert report.proof is not None


def test_openings_that_come_later_begin_the_index_anew(tmp_path: Path):
    coffee = long_ledger(1)
    assert audit(ToySource(coffee.ledger), tmp_path, openings=False).verdict is INCOMPLETE
    report = audit(ToySource(coffee.ledger), tmp_path)
    assert (report.verdict, report.first_entry) == (AGREES, 0)
    audit(ToySource(coffee.ledger), tmp_path, openings=False)
    assert audit(ToySource(coffee.ledger), tmp_path).verdict is AGREES


def test_a_damaged_state_accuses_nobody(tmp_path: Path):
    coffee = long_ledger(2)
    audit(ToySource(coffee.ledger), tmp_path)
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as connection:
        largest = connection.execute("select max(frontier) from list").fetchone()
        connection.execute("update list set frontier = ? where key = ?", (*largest, item_key(bag(1))))
    coffee.observe("inspecting", coffee.retailer, bag(1))
    coffee.ledger.anchor()
    with pytest.raises(StateError, match="is damaged"):
        audit(ToySource(coffee.ledger), tmp_path)


def test_a_changed_byte_of_the_state_is_noticed(tmp_path: Path):
    audit(ToySource(long_ledger(1).ledger), tmp_path)
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as connection:
        (facts,) = connection.execute("select facts from progress").fetchone()
        connection.execute("update progress set facts = ?", (facts.replace(b'"seq":4', b'"seq":3'),))
    with pytest.raises(StateError, match="is damaged"):
        audit(ToySource(long_ledger(1).ledger), tmp_path)


def test_a_disk_that_is_full_is_said_and_refuses_nothing(tmp_path: Path, monkeypatch):
    connect = sqlite3.connect

    def full(*given, **named):
        connection = connect(*given, **named)
        connection.execute("pragma max_page_count=12")
        return connection

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(StateError, match="full"):
        audit(ToySource(long_ledger(30).ledger), tmp_path)


def test_another_logs_state_is_refused(tmp_path: Path):
    ledger = ToyLedger()
    audit(ToySource(Coffee().play()), tmp_path)
    with pytest.raises(StateError, match="another log"):
        AuditState(tmp_path, "other.example/log", ledger.log_id, ledger.anchorage.encode())


def test_two_audits_do_not_share_a_state(tmp_path: Path):
    ledger = Coffee().play()
    with (
        AuditState(tmp_path, "test.example/log", ledger.log_id, ledger.anchorage.encode()),
        pytest.raises(StateError, match="another audit"),
    ):
        AuditState(tmp_path, "test.example/log", ledger.log_id, ledger.anchorage.encode())


KILLED = """
import sys
from pathlib import Path
from tests.verifier.test_audit import long_ledger
from tests.verifier.toy_source import ToySource, audit

def show(done, total):
    print(done, flush=True)
    sys.stdin.readline()

audit(ToySource(long_ledger(12).ledger), Path(sys.argv[1]), show=show, save_every=1)
"""


def test_a_killed_audit_goes_on_where_it_saved(tmp_path: Path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        for _ in range(9):
            assert running.stdout.readline()
            running.stdin.write("\n")
            running.stdin.flush()
        running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    ledger = long_ledger(12).ledger
    report = audit(ToySource(ledger), tmp_path)
    assert report.verdict is AGREES
    assert 0 < report.first_seq < len(ledger.committed) - 1
    assert report.lists == audit(ToySource(ledger)).lists
