"""A statement's receipt at each step of its way, verified against the real chain."""

from __future__ import annotations

import pytest

from ledger.errors import UnknownStatement
from ledger.receipts import receipt
from tests.ledger.ledger_world import bag, event
from verifier.json_rpc import RpcChain
from verifier.receipt import verify_receipt
from verifier.report import Verdict

pytest_plugins = ["tests.ledger.ledger_fixtures"]


def test_a_receipt_grows_with_its_statement(chained):
    producer = chained.register("Producer", "9521321000018", "9521321")
    (statement_id,) = chained.captured(producer, event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)]))

    def seen():
        data = receipt(chained.ledger, statement_id).encode()
        root = chained.ledger.trust_root()
        report = verify_receipt(data, chained.ledger.trust_root_bytes(), RpcChain(root), chained.now)
        return receipt(chained.ledger, statement_id).state, report.verdict, report.state

    assert seen() == ("accepted", Verdict.PENDING, "accepted")
    chained.sequence()
    assert seen() == ("sequenced", Verdict.PENDING, "sequenced")
    chained.settle()
    assert seen() == ("final", Verdict.VERIFIED, "final")
    chained.captured(producer, *[event("ObjectEvent", "OBSERVE", "holding", epcList=[bag(n)]) for n in range(300)])
    chained.sequence()
    assert seen() == ("final", Verdict.VERIFIED, "final")


def test_unknown_statements_have_none(chained):
    with pytest.raises(UnknownStatement):
        receipt(chained.ledger, bytes(32))
