"""The remembered chain: each question asked once at one block, a new block noticed, an outage bridged."""

from __future__ import annotations

import copy
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from ledger import chain_view
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


class Hanging:
    """A chain whose nodes hang from `hang` to `heal`, or for a few seconds; `gave_up` counts who waited that long."""

    def __init__(self, recorded):
        self.recorded = recorded
        self.asked = threading.Event()
        self.gave_up = 0
        self._healed = threading.Event()
        self._healed.set()

    def hang(self):
        self._healed.clear()

    def heal(self):
        self._healed.set()

    def connect(self):
        found = copy.deepcopy(self.recorded)
        if not self._healed.is_set():
            self.asked.set()
            self.gave_up += not self._healed.wait(5)
        return RecordedChain(found)


def test_while_one_looks_at_a_chain_that_hangs_the_others_go_on_with_what_they_have(coffee):
    chain = Hanging(coffee.ledger.recorded())
    view = ChainView(chain.connect, seconds=0)
    known = view.reader()
    chain.hang()
    with ThreadPoolExecutor(1) as pool:
        looks = pool.submit(view.reader)
        assert chain.asked.wait(30)
        assert all(view.reader() is known for _ in range(50))
        assert chain.gave_up == 0
        chain.heal()
    assert looks.result() is known


def test_a_block_of_long_ago_is_not_given_out_while_one_looks(coffee, monkeypatch):
    chain = Hanging(coffee.ledger.recorded())
    view = ChainView(chain.connect, seconds=0)
    before = view.reader().pin().number
    monkeypatch.setattr(chain_view, "OLD_SECONDS", 0.0)
    monkeypatch.setattr(chain_view, "PATIENCE_SECONDS", 600.0)
    chain.recorded["block"]["number"] += 1
    chain.hang()
    with ThreadPoolExecutor(2) as pool:
        looks = pool.submit(view.reader)
        assert chain.asked.wait(30)
        waits = pool.submit(view.reader)
        assert not wait([waits], 0.2).done
        chain.heal()
    assert [each.result().pin().number for each in (looks, waits)] == [before + 1, before + 1]


def test_a_look_for_which_there_is_no_thread_is_made_by_the_next_who_asks(coffee, monkeypatch):
    recorded = coffee.ledger.recorded()
    view = ChainView(lambda: RecordedChain(recorded), seconds=0)
    before = view.reader()
    recorded["block"]["number"] += 1
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_more_threads)
        with pytest.raises(RuntimeError):
            view.reader()
    assert view.reader().pin().number == before.pin().number + 1


def no_more_threads(_: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def test_while_one_tries_again_those_who_have_nothing_are_told_so(coffee):
    chain = Hanging(coffee.ledger.recorded())
    failures = [ChainError("offline", "no answer")]

    def connect():
        if failures:
            raise failures.pop()
        return chain.connect()

    view = ChainView(connect, seconds=0)
    with pytest.raises(ChainError, match="no answer"):
        view.reader()
    chain.hang()
    with ThreadPoolExecutor(1) as pool:
        looks = pool.submit(view.reader)
        assert chain.asked.wait(30)
        for _ in range(50):
            with pytest.raises(ChainError, match="no answer"):
                view.reader()
        assert chain.gave_up == 0
        chain.heal()
    assert looks.result().pin() == view.reader().pin()


def test_the_first_look_is_not_waited_for_without_end(coffee, monkeypatch):
    monkeypatch.setattr(chain_view, "PATIENCE_SECONDS", 0.05)
    chain = Hanging(coffee.ledger.recorded())
    chain.hang()
    view = ChainView(chain.connect, seconds=0)
    for _ in range(2):
        with pytest.raises(ChainError, match="not answered yet"):
            view.reader()
    assert chain.gave_up == 0
    chain.heal()
    view._look.result(30)
    assert view.reader().pin() == coffee.ledger.chain().pin()


def test_looking_again_finds_what_a_look_that_was_under_way_could_not(coffee):
    chain = Hanging(coffee.ledger.recorded())
    view = ChainView(chain.connect, seconds=0)
    before = view.reader().pin().number
    chain.hang()
    with ThreadPoolExecutor(2) as pool:
        looks = pool.submit(view.reader)
        assert chain.asked.wait(30)
        chain.recorded["block"]["number"] += 1
        again = pool.submit(view.look_again)
        chain.heal()
        looks.result()
        again.result()
    assert view._reader.pin().number == before + 1


def test_a_poor_account_on_a_development_chain_is_given_funds_once(chained):
    chain = chained.ledger.chain
    assert not fund_on_development_chain(chain)
    before = chain.balance()
    chain.rpc.request("anvil_setBalance", "0x" + chain.address.hex(), hex(ENOUGH - 1))
    assert fund_on_development_chain(chain)
    assert chain.balance() >= ENOUGH
    assert not fund_on_development_chain(chain)
    chain.rpc.request("anvil_setBalance", "0x" + chain.address.hex(), hex(before))
