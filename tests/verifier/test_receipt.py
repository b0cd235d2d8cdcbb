"""Receipts: what each state proves, and that nothing forged passes for more."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.coffee import Coffee
from tests.recorded_chain import RecordedChain
from tests.toy_ledger import ORIGIN, seed
from verifier.format import jcs, merkle
from verifier.format.errors import FormatError
from verifier.format.note import NoteKey
from verifier.format.promise import Promise, sign_promise
from verifier.format.receipt import AnchorInclusion, LogInclusion, Receipt, parse
from verifier.format.tree_head import TreeHead, sign_tree_head
from verifier.receipt import verify_receipt
from verifier.report import Verdict

PROMISES = Ed25519PrivateKey.from_private_bytes(seed("promises"))
PROMISE_KEY = NoteKey("promises.example", PROMISES.public_key().public_bytes_raw())
DEADLINE = 3600


class Receipts:
    """The coffee journey, and receipts of its statements."""

    def __init__(self) -> None:
        self.coffee = Coffee()
        self.ledger = self.coffee.play()
        self.trust = self.ledger.trust_root(promiseKeys=[PROMISE_KEY.vkey])

    def receipt(self, index: int, state: str = "final") -> Receipt:
        ledger = self.ledger
        entry = ledger.entries[index]
        size = len(ledger.entries)
        promise = Promise(ORIGIN, entry.id, ledger.now, ledger.now + DEADLINE)
        given = Receipt(entry.id, state, ledger.now, sign_promise(promise, PROMISE_KEY, PROMISES).decode(), entry.entry)
        if state == "accepted":
            return given
        head = sign_tree_head(TreeHead(ORIGIN, size, ledger.root(size)), ledger.vkey, ledger.log_key).decode()
        given = replace(given, log=LogInclusion(index, merkle.inclusion_proof(index, size, ledger.node), head))
        if state == "sequenced":
            return given
        anchor = next(each.anchor for each in ledger.committed if each.anchor.covers(index))
        inclusion = merkle.inclusion_proof(index, anchor.size, ledger.node)
        return replace(given, anchored=AnchorInclusion(anchor, ledger.anchorage, inclusion))

    def verify(self, given: Receipt | bytes, chain="own", later=0, trust=None):
        data = given if isinstance(given, bytes) else given.encode()
        chain = self.ledger.chain() if chain == "own" else chain
        return verify_receipt(data, trust or self.trust, chain, self.ledger.now + later)


@pytest.fixture(scope="module")
def made():
    return Receipts()


def test_a_final_statement_is_verified(made):
    report = made.verify(made.receipt(4))
    assert (report.verdict, report.state, report.index) == (Verdict.VERIFIED, "final", 4)
    assert report.statement_id == made.ledger.entries[4].id
    assert report.time == made.ledger.committed[0].time
    assert report.encode()["exit"] == 0


@pytest.mark.parametrize("state", ["accepted", "sequenced"])
def test_before_it_is_anchored_it_is_pending(made, state):
    report = made.verify(made.receipt(4, state))
    assert (report.verdict, report.state, report.overdue) == (Verdict.PENDING, state, False)


def test_a_broken_promise_is_said(made):
    report = made.verify(made.receipt(4, "sequenced"), later=DEADLINE + 1)
    assert (report.verdict, report.overdue) == (Verdict.PENDING, True)
    assert not made.verify(made.receipt(4), later=DEADLINE + 1).overdue


def test_an_anchor_that_is_not_final_is_pending(made):
    recorded = made.ledger.recorded()
    recorded["block"]["time"] = recorded["anchors"][0]["time"]
    report = made.verify(made.receipt(4), chain=RecordedChain(recorded))
    assert (report.verdict, report.state) == (Verdict.PENDING, "anchored")


def test_an_anchor_that_is_not_on_chain_is_not_believed(made):
    recorded = made.ledger.recorded()
    recorded["anchors"] = []
    report = made.verify(made.receipt(4), chain=RecordedChain(recorded))
    assert (report.verdict, report.state, report.missing) == (Verdict.INCOMPLETE, "sequenced", ("not-final",))


def test_offline_and_expired_are_named(made):
    assert made.verify(made.receipt(4), chain=None).missing == ("offline",)
    expired = made.ledger.trust_root(promiseKeys=[PROMISE_KEY.vkey], expires=1)
    assert made.verify(made.receipt(4), trust=expired).missing == ("expired",)
    assert made.verify(made.receipt(4), trust=b"{}").missing == ("trust-root",)


def test_without_promise_keys_a_promise_proves_nothing(made):
    trust = made.ledger.trust_root()
    report = made.verify(made.receipt(4, "accepted"), trust=trust)
    assert (report.verdict, report.missing) == (Verdict.INCOMPLETE, ("promise-keys",))
    assert made.verify(made.receipt(4), trust=trust).verdict is Verdict.VERIFIED


def test_what_nobody_authentically_said_is_refused(made):
    recorded = made.ledger.recorded()
    for key in recorded["keys"].values():
        key["revokedAt"] = 1
    report = made.verify(made.receipt(4), chain=RecordedChain(recorded))
    assert (report.verdict, report.reason) == (
        Verdict.REFUSED,
        "the statement counts for nothing: its key was not valid at that time",
    )


def test_parts_of_another_receipt_are_refused(made):
    one, other = made.receipt(4), made.receipt(5)
    for forged in (
        replace(one, entry=other.entry),
        replace(one, statement_id=other.statement_id),
        replace(one, promise=other.promise),
        replace(one, accepted=one.accepted + 1),
        replace(one, log=other.log),
        replace(one, log=replace(one.log, index=5)),
        replace(one, anchored=replace(one.anchored, inclusion=other.anchored.inclusion)),
        replace(one, anchored=replace(one.anchored, anchor=replace(one.anchored.anchor, index_root=bytes(32)))),
    ):
        report = made.verify(forged)
        assert report.verdict is Verdict.REFUSED, report


def test_any_byte_changed_is_refused_or_equal_in_meaning(made):
    original = made.receipt(4).encode()
    wanted = made.verify(original)
    refused = 0
    for position in range(len(original)):
        changed = bytearray(original)
        changed[position] ^= 1
        report = made.verify(bytes(changed))
        assert report.verdict is Verdict.REFUSED or report == wanted, original[position - 20 : position + 20]
        refused += report.verdict is Verdict.REFUSED
    assert refused >= len(original) - 8


@pytest.mark.parametrize(
    "change",
    [
        {"state": "nonsense"},
        {"state": "accepted"},
        {"version": 2},
        {"extra": 1},
        {"index": -1},
        {"entry": "*"},
        {"anchor": None},
        {"statementId": ""},
    ],
)
def test_other_shapes_are_no_receipts(made, change):
    value = jcs.decode_object(made.receipt(4).encode())
    data = jcs.encode({**value, **change})
    with pytest.raises(FormatError):
        parse(data)
    assert made.verify(data).verdict is Verdict.REFUSED


def test_every_state_survives_its_own_encoding_and_fits_the_schema(made):
    schema = json.loads((Path(__file__).parents[2] / "docs" / "receipt.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    shapes = {"accepted": 1, "sequenced": 2, "anchored": 3, "final": 3}
    for state, shape in shapes.items():
        given = made.receipt(4, state)
        assert parse(given.encode()) == given
        value = json.loads(given.encode())
        for other, its_shape in shapes.items():
            assert validator.is_valid({**value, "state": other}) == (its_shape == shape)
