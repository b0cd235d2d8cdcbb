"""Verification of named passports, good and bad; the same cases run in TypeScript."""

import json

import pytest

from tests import passport_cases
from tests.coffee import CASE, Coffee, bag
from tests.passport_case import CASES, report_of, summary
from tests.passport_cases import FOLDER
from tests.recorded_chain import RecordedChain
from verifier.chain import ChainError, Pin
from verifier.format import item_tree
from verifier.report import Result, Status, Verdict
from verifier.verify import verify

EXPECTED = {
    "verified": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "verified-whole": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "seen-at-positions": ("VERIFIED", "IN_ORDER", "not-received"),
    "a-place-by-its-position": ("NO_RECORD", "UNKNOWN", ""),
    "no-record-never-made": ("NO_RECORD", "UNKNOWN", ""),
    "pending": ("PENDING", "IN_ORDER", "hosted-key"),
    "offline": ("INCOMPLETE", "UNKNOWN", ""),
    "stale": ("INCOMPLETE", "IN_ORDER", "hosted-key"),
    "too-old": ("INCOMPLETE", "IN_ORDER", "hosted-key"),
    "expired-trust-root": ("INCOMPLETE", "IN_ORDER", "hosted-key"),
    "another-item": ("REFUSED", "UNKNOWN", ""),
    "recalled-by-owner": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "recall-of-the-class-by-a-stranger": ("VERIFIED", "ATTENTION", "unauthorised-notice hosted-key"),
    "commissioned-by-a-stranger": ("NO_RECORD", "UNKNOWN", "foreign-commissioning hosted-key"),
    "revoked-key": ("NO_RECORD", "UNKNOWN", "struck-statement"),
    "disputed-commissioning": ("INCOMPLETE", "UNKNOWN", "disputed-statement"),
    "corrected-stocking": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "foreign-unpacking": ("VERIFIED", "ATTENTION", "not-received foreign-unpacking"),
    "container-withheld": ("INCOMPLETE", "IN_ORDER", "hosted-key"),
    "statement-withheld": ("INCOMPLETE", "IN_ORDER", "hosted-key"),
    "forged-anchor": ("REFUSED", "UNKNOWN", ""),
    "no-json": ("REFUSED", "UNKNOWN", ""),
    "auditors-have-signed": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "auditors-have-not-signed": ("INCOMPLETE", "IN_ORDER", "hosted-key"),
    "lot-recalled": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "class-recalled-after-it-was-made": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "class-recalled-before-it-was-made": ("VERIFIED", "IN_ORDER", ""),
    "lot-recalled-and-not-anchored-yet": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "recalls-not-anchored-yet-of-item-class-and-container": ("PENDING", "RECALLED", "recalled"),
    "recall-by-a-stranger-not-anchored-yet": ("PENDING", "ATTENTION", "unauthorised-notice hosted-key"),
    "recall-and-withdrawal-not-anchored-yet": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "recall-whose-withdrawal-is-not-anchored-yet": ("PENDING", "RECALLED", "recalled hosted-key"),
    "recall-withdrawn": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "withdrawal-by-a-stranger": ("VERIFIED", "RECALLED", "recalled unauthorised-notice hosted-key"),
    "withdrawal-withdrawn": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "withdrawal-with-a-disputed-key": (
        "VERIFIED",
        "RECALLED",
        "recalled unauthorised-notice disputed-statement hosted-key",
    ),
    "recall-by-a-delegate": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "recall-by-a-former-delegate": ("VERIFIED", "ATTENTION", "unauthorised-notice hosted-key"),
    "a-longer-prefix-of-somebody-else": ("NO_RECORD", "UNKNOWN", "foreign-commissioning"),
    "pallet-recalled-while-the-bag-was-on-it": ("VERIFIED", "RECALLED", "recalled"),
    "pallet-recalled-after-the-bag-had-left": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "made-by-transformation": ("VERIFIED", "IN_ORDER", ""),
    "made-by-transformation-of-hidden-inputs": ("VERIFIED", "IN_ORDER", ""),
    "input-recalled-by-its-owner": ("VERIFIED", "RECALLED", "recalled"),
    "transformation-in-two-events": ("VERIFIED", "RECALLED", "recalled"),
    "input-withheld": ("INCOMPLETE", "IN_ORDER", ""),
    "upstream-withheld": ("INCOMPLETE", "IN_ORDER", ""),
    "core-withheld": ("INCOMPLETE", "UNKNOWN", "struck-statement"),
    "ended": ("VERIFIED", "ENDED", "hosted-key"),
    "sold-after-it-was-destroyed": ("VERIFIED", "ENDED", "after-end hosted-key"),
    "commissioned-twice": ("VERIFIED", "ATTENTION", "commissioned-twice"),
    "seen-before-it-was-made": ("VERIFIED", "ATTENTION", "before-commissioning not-received"),
    "shipped-on-unreceived": ("VERIFIED", "ATTENTION", "shipped-twice not-received"),
    "packed-twice": ("VERIFIED", "ATTENTION", "packed-twice unpacked-without-packing"),
    "repacked-after-unpacking": ("VERIFIED", "IN_ORDER", ""),
    "impossible-times": ("VERIFIED", "ATTENTION", "event-in-future recorded-late"),
    "a-lot": ("VERIFIED", "IN_ORDER", ""),
    "a-container": ("VERIFIED", "ATTENTION", "before-commissioning hosted-key"),
    "an-item-to-which-nothing-leads": ("REFUSED", "UNKNOWN", ""),
    "case-on-a-pallet-before-the-bag-was-in-it": ("VERIFIED", "RECALLED", "recalled"),
    "case-off-its-pallet-before-the-bag-was-in-it": ("VERIFIED", "IN_ORDER", ""),
    "unpacked-before-it-was-packed": ("VERIFIED", "RECALLED", "recalled before-commissioning unpacked-before-packing"),
    "two-lots-in-one-event": ("VERIFIED", "IN_ORDER", ""),
    "void-core-with-a-foreign-member": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-core-without-time": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-time-that-is-none": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-place": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-recall-without-its-notice": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-notice-without-its-recall": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-certificate-that-is-none": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-disclosed-items": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-event-hash": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-items-that-the-event-does-not-name": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-upstream-item-on-the-wrong-side": ("VERIFIED", "ATTENTION", "struck-statement"),
    "void-two-parents": ("VERIFIED", "ATTENTION", "struck-statement"),
    "repeated-entry": ("VERIFIED", "ATTENTION", "struck-statement"),
    "signed-by-another-partys-key": ("NO_RECORD", "UNKNOWN", "struck-statement"),
    "signed-by-an-unknown-key": ("NO_RECORD", "UNKNOWN", "struck-statement"),
    "forged-signature": ("NO_RECORD", "UNKNOWN", "struck-statement"),
    "suspended-party": ("NO_RECORD", "UNKNOWN", "struck-statement hosted-key"),
    "reinstated-party": ("VERIFIED", "IN_ORDER", "hosted-key"),
    "whole-with-a-disclosure-of-another": ("REFUSED", "UNKNOWN", ""),
    "party-id-is-of-the-uri": ("NO_RECORD", "UNKNOWN", "struck-statement"),
    "lot-of-a-serialised-class": ("NO_RECORD", "UNKNOWN", ""),
    "serialised-class-itself": ("NO_RECORD", "UNKNOWN", ""),
    "serialised-container-of-an-unrecorded-bag": ("NO_RECORD", "UNKNOWN", ""),
    "inputs-of-a-run-withheld": ("INCOMPLETE", "IN_ORDER", ""),
    "made-of-itself-and-shown-by-bare-key": ("VERIFIED", "IN_ORDER", ""),
    "recall-shown-by-bare-key": ("VERIFIED", "RECALLED", "recalled"),
    "recall-of-an-input-that-nothing-names": ("INCOMPLETE", "ATTENTION", "unauthorised-notice"),
    "recalled-on-two-lists": ("VERIFIED", "RECALLED", "recalled hosted-key"),
    "void-offset-in-other-digits": ("VERIFIED", "ATTENTION", "struck-statement"),
}
"""Verdict, status and findings of each case, gone through by hand against docs/format.md: the case files record what
Python says, this what it must say."""


def test_every_case_has_a_verdict_by_hand() -> None:
    assert EXPECTED.keys() == CASES.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_conclusion(name: str) -> None:
    report = report_of(CASES[name]())
    found = (report.verdict.name, report.status.name, " ".join(finding.rule for finding in report.findings))
    assert found == EXPECTED[name], report.missing or [c for c in report.checks if c.result is Result.FAILED]


def test_the_case_files_are_what_the_cases_make() -> None:
    made = passport_cases.files()
    kept = {path.name: path.read_text() for path in FOLDER.glob("*.json")}
    assert kept == made, "run python -m tests.passport_cases"


@pytest.mark.parametrize("name", EXPECTED)
def test_the_file_reads_as_the_case(name: str) -> None:
    file = json.loads((FOLDER / f"{name}.json").read_text())
    assert summary(report_of(file)) == file["expect"]


def test_what_happened_to_the_container_belongs_to_the_bag() -> None:
    report = report_of(CASES["verified"]())
    steps = [statement.members["core"].get("bizStep") for statement in report.statements if statement.applies]
    assert steps == [
        None,
        None,
        "commissioning",
        "packing",
        "packing",
        "shipping",
        "departing",
        "receiving",
        "unpacking",
        "unpacking",
        "stocking",
    ]


def test_a_container_unpacked_by_a_stranger_still_holds_the_bag() -> None:
    """The stranger's unpacking closes nothing: what happens to the case afterwards belongs to the bag."""
    report = report_of(CASES["foreign-unpacking"]())
    shipped = [each for each in report.statements if each.members["core"].get("bizStep") == "shipping"]
    assert [each.applies for each in shipped] == [True]


def test_what_a_container_meets_after_unpacking_does_not_belong_to_the_bag() -> None:
    coffee = Coffee()
    coffee.play()
    later = coffee.observe("inspecting", coffee.retailer, CASE)
    coffee.ledger.anchor()
    ledger = coffee.ledger
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), ledger.chain(), ledger.now)
    assert report.verdict is Verdict.VERIFIED
    assert {each.index: each.applies for each in report.statements}[later] is False


def test_an_undone_statement_is_shown_and_counts_for_nothing() -> None:
    report = report_of(CASES["corrected-stocking"]())
    assert [each.index for each in report.statements if each.undone] == [12]
    assert report.status is Status.IN_ORDER


def test_a_correction_by_somebody_else_undoes_nothing() -> None:
    coffee = Coffee()
    coffee.play()
    commissioning = coffee.ledger.entries[3]
    event = coffee.event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    event["errorDeclaration"] = {"declarationTime": event["eventTime"]}
    coffee.ledger.capture(coffee.carrier, event, "correction", commissioning.id)
    coffee.ledger.anchor()
    ledger = coffee.ledger
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), ledger.chain(), ledger.now)
    assert report.verdict is Verdict.VERIFIED
    assert "unauthorised-notice" in [finding.rule for finding in report.findings]


def test_a_corrected_commissioning_leaves_no_record() -> None:
    coffee = Coffee()
    index = coffee.commission(1)
    event = coffee.event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    event["errorDeclaration"] = {"declarationTime": event["eventTime"]}
    coffee.ledger.capture(coffee.producer, event, "correction", coffee.ledger.entries[index].id)
    coffee.ledger.anchor()
    ledger = coffee.ledger
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), ledger.chain(), ledger.now)
    assert report.verdict is Verdict.NO_RECORD


def test_never_made_needs_the_prefix_bound_to_this_log() -> None:
    coffee = Coffee()
    coffee.play()
    ledger = coffee.ledger
    for prefix in ledger.prefixes:
        prefix["bound"] = []
    report = verify(ledger.passport(bag(9)).encode(), bag(9), ledger.trust_root(), ledger.chain(), ledger.now)
    assert (report.verdict, report.never_made) == (Verdict.NO_RECORD, False)
    assert report_of(CASES["no-record-never-made"]()).never_made


@pytest.mark.parametrize("name", [name for name, (verdict, *_) in EXPECTED.items() if verdict == "NO_RECORD"])
def test_never_made_is_said_of_instances_of_a_serialised_class_alone(name: str) -> None:
    assert report_of(CASES[name]()).never_made is (name == "no-record-never-made")


def test_a_suspended_party_is_struck() -> None:
    coffee = Coffee()
    coffee.play()
    ledger = coffee.ledger
    ledger.parties[coffee.carrier.uri]["suspended"] = [[0, None]]
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), ledger.chain(), ledger.now)
    struck = [each for each in report.statements if each.struck]
    assert [each.issuer for each in struck] == [coffee.carrier.uri]
    assert report.verdict is Verdict.VERIFIED


def test_containers_that_stand_in_one_another_end() -> None:
    """Every container is packed into every other; followed one from within another, their packings go too deep."""
    coffee = Coffee()
    coffee.commission(1)
    containers = [f"https://id.gs1.org/8004/952132C{number}" for number in range(31)]
    event = coffee.event("AggregationEvent", "ADD", "packing")
    members = {"core": {name: value for name, value in event.items() if name != "type"}}
    for outer in containers:
        items = {bag(1): item_tree.CHILD, **dict.fromkeys(containers, item_tree.CHILD), outer: item_tree.PARENT}
        coffee.ledger.append(coffee.retailer, "AggregationEvent", members, items)
    coffee.ledger.anchor()
    ledger = coffee.ledger
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), ledger.chain(), ledger.now)
    assert report.verdict is Verdict.VERIFIED


class SilentChain(RecordedChain):
    """A chain whose endpoints fall silent at one question."""

    silent_at = ""

    def __getattribute__(self, name: str) -> object:
        if name == object.__getattribute__(self, "silent_at"):
            raise ChainError("offline", "no answer")
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("question", ["pin", "anchor_count", "anchors", "keys", "parties", "authorities"])
def test_a_chain_that_falls_silent_makes_it_incomplete(question: str) -> None:
    ledger = Coffee().play()
    chain = SilentChain(ledger.recorded())
    chain.silent_at = question
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), chain, ledger.now)
    assert report.verdict is Verdict.INCOMPLETE
    assert "offline" in report.missing


class LaggingChain(RecordedChain):
    """A chain whose finalized block is as old as the newest anchor's."""

    def pin(self) -> Pin:
        pin = super().pin()
        return Pin(pin.number, pin.hash, self.recorded["anchors"][-1]["time"])


def test_an_anchor_in_the_finalized_block_itself_is_not_final_yet() -> None:
    ledger = Coffee().play()
    chain = LaggingChain(ledger.recorded())
    report = verify(ledger.passport(bag(1)).encode(), bag(1), ledger.trust_root(), chain, ledger.now)
    assert report.missing == ("not-final",)
