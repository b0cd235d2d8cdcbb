"""The audit of a whole log: an honest one agrees, each lie is found, and what is missing is never called agreement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.coffee import CASE, Coffee, bag
from tests.recorded_chain import RecordedChain
from tests.toy_ledger import Committed, Entry, Lists
from tests.verifier.test_replay import (
    each_lie,
    lying,
    omit_middle,
)
from tests.verifier.toy_source import Busy, Mute, ToySource, audit
from verifier.audit_report import AuditedAnchor, AuditVerdict, Subject, render_audit
from verifier.audit_state import seen_tree_head
from verifier.chain import ChainError
from verifier.format import trust_root
from verifier.format.item import item_key
from verifier.format.item_list import ListEntry
from verifier.misindex import convict
from verifier.report import Result

AGREES, REFUSED, INCOMPLETE = AuditVerdict.AGREES, AuditVerdict.REFUSED, AuditVerdict.INCOMPLETE


def long_ledger(rounds: int = 30) -> Coffee:
    """A log of more than one bundle, with an anchor for each round."""
    coffee = Coffee()
    coffee.play()
    for number in range(rounds):
        for serial in range(10):
            coffee.commission(1000 + 10 * number + serial)
        coffee.ledger.anchor()
    return coffee


def results(report) -> dict[str, str]:
    return {subject.value: check.result.value for subject, check in report.checks.items()}


def test_an_honest_log_agrees():
    coffee = long_ledger()
    coffee.observe("inspecting", coffee.retailer, bag(1))  # in the log, not under an anchor
    source = ToySource(coffee.ledger)
    report = audit(source)
    assert report.verdict is AGREES
    assert set(results(report).values()) == {"PASSED"}
    newest = coffee.ledger.committed[-1].anchor
    assert report.anchor == AuditedAnchor(newest.seq, newest.size, newest.log_root, newest.index_root)
    assert report.entries == len(coffee.ledger.entries) == report.size
    assert {tile.path for tile in source.asked} >= {
        "tile/0/000",
        "tile/0/001.p/57",
        "tile/1/000.p/1",
        "tile/entries/000",
    }
    assert render_audit(report).startswith("AGREES  test.example/log\n")


@each_lie
def test_each_lie_is_found_among_all_lists_and_convicts(lie: Callable[[Lists], None], kind: str):
    ledger = lying(lie)
    report = audit(ToySource(ledger))
    assert report.verdict is REFUSED
    assert report.checks[Subject.INDEX].reason == f"anchor {ledger.committed[-1].anchor.seq} commits a false item index"
    assert report.proof is not None
    conviction = convict(report.proof, trust_root.parse(ledger.trust_root()), ledger.chain())
    assert (conviction.kind, conviction.sentence) == (kind, report.conviction)


def test_a_list_of_a_key_that_no_statement_has_is_found():
    ledger = lying(lambda lists: lists.update({item_key(bag(77)): [ListEntry(3, lists[item_key(CASE)][0].leaf)]}))
    report = audit(ToySource(ledger))
    assert report.verdict is REFUSED
    assert convict(report.proof or b"", trust_root.parse(ledger.trust_root()), ledger.chain()).kind in (
        "alien",
        "extra",
    )


def test_an_index_that_says_nothing_at_all_is_found():
    ledger = lying(lambda lists: lists.clear())
    report = audit(ToySource(ledger))
    assert convict(report.proof or b"", trust_root.parse(ledger.trust_root()), ledger.chain()).kind == "omission"


def test_a_lie_among_a_thousand_lists_takes_few_questions():
    coffee = Coffee()
    for start in range(1000, 2000, 100):
        coffee.commission(*range(start, start + 100))
    coffee.ledger.lie = lambda lists: lists[item_key(bag(1234))].clear()
    coffee.ledger.anchor()
    source = ToySource(coffee.ledger)
    asked = []
    answer = source.list_proof
    source.list_proof = lambda key: (asked.append(key), answer(key))[1]
    assert audit(source).conviction
    assert len(asked) < 20


def test_a_lie_that_was_mended_is_refused_all_the_same():
    coffee = long_ledger(3)
    coffee.ledger.lie = omit_middle
    false = coffee.ledger.anchor()
    coffee.ledger.lie = lambda lists: None
    coffee.ledger.anchor()
    report = audit(ToySource(coffee.ledger))
    assert report.verdict is REFUSED
    assert f"anchor {false.anchor.seq} commits" in report.checks[Subject.INDEX].reason
    assert report.proof is None


def busy(times: int) -> Busy:
    """A liar that has a newer anchor by the time it is asked."""
    coffee = Coffee()
    coffee.play()
    coffee.observe("inspecting", coffee.retailer, bag(1))
    coffee.ledger.lie = omit_middle
    coffee.ledger.anchor()
    return Busy(coffee, times)


@pytest.mark.parametrize("times", [1, 3])
def test_a_liar_that_anchors_while_it_is_asked_is_convicted_of_its_newest_anchor(times: int):
    source = busy(times)
    first = source.ledger.committed[-1].anchor
    report = audit(source)
    ledger = source.ledger
    assert report.verdict is REFUSED
    assert report.checks[Subject.INDEX].reason == f"anchor {first.seq} commits a false item index"
    conviction = convict(report.proof or b"", trust_root.parse(ledger.trust_root()), ledger.chain())
    assert (conviction.kind, conviction.sentence) == ("omission", report.conviction)
    newest = ledger.committed[-1].anchor
    assert conviction.anchor == newest
    assert newest.seq == first.seq + times
    assert report.anchor == AuditedAnchor(newest.seq, newest.size, newest.log_root, newest.index_root)
    assert report.entries == report.size == len(ledger.entries)
    assert "The operator is convicted: " in render_audit(report)


def test_a_liar_that_anchors_before_every_answer_is_asked_no_more_in_the_end():
    source = busy(10**6)
    report = audit(source)
    assert (report.verdict, report.proof) == (REFUSED, None)
    assert source.asked_for == 10
    assert report.conviction.endswith(" was replayed, and so it was 10 times")
    assert "\n  But no proof of it could be made: the ledger answers for anchor " in render_audit(report)


def test_a_liar_that_mends_its_index_while_it_is_asked_is_refused_without_a_proof():
    source = busy(1)
    anchor = source.ledger.anchor

    def mended() -> Committed:
        source.ledger.lie = lambda lists: None
        return anchor()

    source.ledger.anchor = mended
    report = audit(source)
    assert (report.verdict, report.proof) == (REFUSED, None)
    assert report.conviction.endswith("whose index was not found to be false")


def test_what_was_replayed_of_a_liar_is_not_kept_and_its_newest_tree_head_is(tmp_path: Path):
    source = busy(2)
    true = source.ledger.committed[-2].anchor
    assert audit(source, tmp_path, save_every=1).proof is not None
    assert seen_tree_head(tmp_path) == source.tree_head()
    again = audit(source, tmp_path)
    assert (again.first_seq, again.first_entry) == (true.seq + 1, true.size)
    assert again.proof is not None


def test_a_ledger_that_forks_while_it_is_asked_is_found_out(tmp_path: Path):
    """Its anchors go on, and the tree head that it shows then is of another log."""
    source = busy(1)
    head = source.tree_head
    fork = busy(0)
    fork.ledger.entries[-1] = fork.ledger.entries[-2]
    source.tree_head = lambda: head() if source.asked_for == 0 else fork.tree_head()  # type: ignore[method-assign]
    report = audit(source, tmp_path)
    assert (report.verdict, report.proof) == (REFUSED, None)
    assert report.checks[Subject.LOG].result is Result.FAILED


def test_a_ledger_that_answers_nothing_is_refused_without_a_proof():
    report = audit(Mute(lying(omit_middle)))
    assert (report.verdict, report.proof) == (REFUSED, None)
    assert "no proof of it could be made" in report.conviction or report.conviction


def test_without_openings_the_index_is_not_checked():
    report = audit(ToySource(long_ledger(2).ledger), openings=False)
    assert report.verdict is INCOMPLETE
    assert results(report) == {
        "log": "PASSED",
        "anchors": "PASSED",
        "signatures": "PASSED",
        "item index": "NOT_CHECKED",
    }


def test_a_withheld_opening_is_named():
    source = ToySource(long_ledger(2).ledger)
    source.withheld = {7}
    report = audit(source)
    assert report.verdict is INCOMPLETE
    assert report.checks[Subject.INDEX].reason.startswith("statement 7 is not opened")


def test_an_opening_that_is_another_statements_is_refused():
    ledger = long_ledger(2).ledger
    ledger.entries[7].leaves = ledger.entries[3].leaves
    report = audit(ToySource(ledger))
    assert report.verdict is REFUSED
    assert report.checks[Subject.INDEX].reason.startswith("statement 7:")


def test_without_a_chain_anchors_and_signatures_are_not_checked():
    report = audit(ToySource(long_ledger(2).ledger), connect=None)
    assert report.verdict is INCOMPLETE
    assert results(report) == {
        "log": "PASSED",
        "anchors": "NOT_CHECKED",
        "signatures": "NOT_CHECKED",
        "item index": "PASSED",
    }


def test_a_chain_that_does_not_answer_is_incomplete():
    def connect():
        raise ChainError("offline", "nobody answers")

    report = audit(ToySource(long_ledger(1).ledger), connect=connect)
    assert report.verdict is INCOMPLETE
    assert report.checks[Subject.ANCHORS].reason == "nobody answers"


def test_statements_that_are_not_authentic_are_counted_and_harm_nothing():
    coffee = long_ledger(1)
    key = coffee.ledger.key_record(coffee.carrier)
    key["revokedAt"] = key["from"] + 1
    forged = coffee.ledger.entries[2].entry
    report = audit(ToySource(coffee.ledger))
    assert report.verdict is AGREES
    assert [struck.reason for struck in report.struck] == ["its key was not valid at that time"]
    assert "1 of them not authentic" in report.checks[Subject.SIGNATURES].reason
    coffee = long_ledger(1)
    coffee.ledger.committed.clear()
    coffee.ledger.entries[2] = Entry(forged[:-1] + bytes([forged[-1] ^ 1]), coffee.ledger.entries[2].leaves)
    coffee.ledger.anchor()
    assert [struck.index for struck in audit(ToySource(coffee.ledger)).struck] == [2]


def test_an_anchor_other_than_the_one_on_chain_is_refused():
    ledger = long_ledger(3).ledger
    recorded = ledger.recorded()
    recorded["anchors"][2]["head"] = recorded["anchors"][1]["head"]
    report = audit(ToySource(ledger), connect=lambda: RecordedChain(recorded))
    assert report.verdict is REFUSED
    assert report.checks[Subject.ANCHORS].reason == "anchor 2 is another than the one on chain"


def test_an_anchor_that_is_not_shown_is_named():
    source = ToySource(long_ledger(3).ledger)
    source.shown_anchors = lambda anchors: anchors[:-1]
    report = audit(source)
    assert report.verdict is INCOMPLETE
    assert "is on chain and is not shown" in report.checks[Subject.ANCHORS].reason


def test_anchors_that_are_not_final_wait():
    ledger = long_ledger(3).ledger
    recorded = ledger.recorded()
    recorded["block"]["time"] = recorded["anchors"][-1]["time"]
    report = audit(ToySource(ledger), connect=lambda: RecordedChain(recorded))
    assert report.verdict is AGREES
    assert report.anchor.seq == ledger.committed[-2].anchor.seq


def forge_tile(level: str) -> Callable[[ToySource], None]:
    def forge(source: ToySource) -> None:
        source.served = lambda tile, content: content[:-1] + b"x" if tile.path.startswith(f"tile/{level}") else content

    return forge


@pytest.mark.parametrize("level", ["0/000", "0/001", "1/000", "entries/000", "entries/001"])
def test_a_tile_that_is_not_the_entries_is_refused(level: str):
    source = ToySource(long_ledger().ledger)
    forge_tile(level)(source)
    report = audit(source)
    assert report.verdict is REFUSED
    assert report.checks[Subject.LOG].result is Result.FAILED


def test_an_entry_that_was_exchanged_is_another_log_than_the_anchored_one():
    ledger = long_ledger().ledger
    ledger.entries[5] = ledger.entries[6]
    report = audit(ToySource(ledger))
    assert report.verdict is REFUSED
    assert report.checks[Subject.LOG].reason == "anchor 0 commits another log than the one that is shown"
