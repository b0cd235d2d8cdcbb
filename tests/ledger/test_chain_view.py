"""The remembered chain: each question asked once at one block, a new block noticed, an outage bridged."""

from __future__ import annotations

import pytest

from ledger.chain_view import ChainView
from ledger.funding import ENOUGH, fund_on_development_chain
from tests.coffee import Coffee
from tests.recorded_chain import RecordedChain
from tests.toy_ledger import seed
from verifier.chain import ChainError
from verifier.format.item import party_id

pytest_plugins = ["tests.ledger.ledger_fixtures"]


class Counting(RecordedChain):
    """A recorded chain that counts what it is asked, by method and number of questions."""

    def __init__(self, recorded):
        super().__init__(recorded)
        self.asked = []

    def anchors(self, log_id, seqs):
        self.asked.append(("anchors", len(seqs)))
        return super().anchors(log_id, seqs)

    def keys(self, kids):
        self.asked.append(("keys", len(kids)))
        return super().keys(kids)

    def parties(self, queries):
        self.asked.append(("parties", len(queries)))
        return super().parties(queries)

    def authorities(self, queries):
        self.asked.append(("authorities", len(queries)))
        return super().authorities(queries)

    def anchor_count(self, log_id):
        self.asked.append(("anchor_count", 1))
        return super().anchor_count(log_id)


@pytest.fixture
def coffee():
    made = Coffee()
    made.play()
    return made


def test_each_question_is_asked_once_and_answered_alike(coffee):
    chain = Counting(coffee.ledger.recorded())
    view = ChainView(lambda: chain, seconds=60).reader()
    plain = coffee.ledger.chain()
    log_id, now = coffee.ledger.log_id, coffee.ledger.now
    kids = [coffee.producer.public.thumbprint(), seed("nobody")]
    parties = [(party_id(coffee.producer.uri), now), (party_id(coffee.carrier.uri), now)]
    authorities = [("952132100001", party_id(coffee.producer.uri), now)]
    for _ in range(2):
        assert view.pin() == plain.pin()
        assert view.anchor_count(log_id) == 3
        assert view.anchors(log_id, [2, 0, 2]) == plain.anchors(log_id, [2, 0, 2])
        assert view.keys(kids) == plain.keys(kids)
        assert view.parties(parties) == plain.parties(parties)
        assert view.authorities(authorities) == plain.authorities(authorities)
        assert view.anchors(log_id, []) == []
    assert view.anchors(log_id, [1, 0]) == plain.anchors(log_id, [1, 0])
    assert chain.asked == [
        ("anchor_count", 1),
        ("anchors", 2),
        ("keys", 2),
        ("parties", 2),
        ("authorities", 1),
        ("anchors", 1),
    ]


def test_a_new_block_is_noticed_and_the_same_one_is_kept(coffee):
    recorded = coffee.ledger.recorded()
    view = ChainView(lambda: RecordedChain(recorded), seconds=0)
    first = view.reader()
    assert view.reader() is first
    recorded["block"]["number"] += 1
    assert view.reader() is not first


def test_an_outage_is_bridged_with_the_last_block_once_there_was_one(coffee):
    recorded = coffee.ledger.recorded()
    answers = [False, True, False]

    def connect():
        if not answers.pop(0):
            raise ChainError("offline", "no answer")
        return RecordedChain(recorded)

    view = ChainView(connect, seconds=0)
    with pytest.raises(ChainError):
        view.reader()
    reader = view.reader()
    assert view.reader() is reader


def test_within_the_time_the_chain_is_not_looked_at_again(coffee):
    looks = []

    def connect():
        looks.append(1)
        return coffee.ledger.chain()

    view = ChainView(connect, seconds=60)
    assert view.reader() is view.reader()
    assert len(looks) == 1


def test_a_poor_account_on_a_development_chain_is_given_funds_once(chained):
    chain = chained.ledger.chain
    assert not fund_on_development_chain(chain)
    before = chain.balance()
    chain.rpc.request("anvil_setBalance", "0x" + chain.address.hex(), hex(ENOUGH - 1))
    assert fund_on_development_chain(chain)
    assert chain.balance() >= ENOUGH
    assert not fund_on_development_chain(chain)
    chain.rpc.request("anvil_setBalance", "0x" + chain.address.hex(), hex(before))
