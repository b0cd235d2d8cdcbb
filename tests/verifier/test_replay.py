"""A dishonest operator, in each way of the threat model, against the auditor who replays its log."""

from collections.abc import Callable

import pytest

from tests.coffee import CASE, Coffee, bag
from tests.toy_ledger import Entry, Lists, ToyLedger
from tests.verifier.toy_source import accused, replayed
from verifier.format import jcs, merkle, trust_root
from verifier.format.errors import FormatError, ProofError
from verifier.format.item import item_key, members_key, notice_key
from verifier.format.item_list import ListEntry
from verifier.misindex import convict

BAG = item_key(bag(1))


def lying(lie: Callable[[Lists], object]) -> ToyLedger:
    """A coffee ledger whose last anchor commits a false index."""
    coffee = Coffee()
    coffee.play()
    coffee.observe("inspecting", coffee.retailer, bag(1))
    coffee.ledger.lie = lie
    coffee.ledger.anchor()
    return coffee.ledger


def test_an_honest_ledger_agrees_at_every_anchor() -> None:
    ledger = Coffee().play()
    assert all(replayed(ledger, each.anchor.size).agrees(each.anchor) for each in ledger.committed)
    for key in ledger.committed[-1].lists:
        with pytest.raises(ProofError, match="as it must be"):
            accused(ledger, key)


def omit_all(lists: Lists) -> None:
    del lists[BAG]


def omit_first(lists: Lists) -> None:
    del lists[BAG][0]


def omit_middle(lists: Lists) -> None:
    del lists[BAG][1]


def omit_last(lists: Lists) -> None:
    del lists[BAG][-1]


def beyond(lists: Lists) -> None:
    lists[BAG].append(ListEntry(10_000, bytes(32)))


def swapped_leaf(lists: Lists) -> None:
    lists[BAG][1] = ListEntry(lists[BAG][1].index, bytes(32))


def repeated(lists: Lists) -> None:
    lists[BAG].insert(1, lists[BAG][0])


def reordered(lists: Lists) -> None:
    lists[BAG][:2] = lists[BAG][1::-1]


def of_another(lists: Lists) -> None:
    lists[BAG] = [lists[BAG][0], lists[item_key(CASE)][1], *lists[BAG][2:]]


def the_policy(lists: Lists) -> None:
    lists[BAG].insert(0, ListEntry(0, merkle.leaf_hash(b"the policy")))


each_lie = pytest.mark.parametrize(
    ("lie", "kind"),
    [
        (omit_all, "omission"),
        (omit_first, "omission"),
        (omit_middle, "omission"),
        (omit_last, "omission"),
        (beyond, "alien"),
        (swapped_leaf, "alien"),
        (repeated, "disordered"),
        (reordered, "disordered"),
        (of_another, "extra"),
        (the_policy, "extra"),
    ],
)
"""For each lie about the item index that there is, with the proof that convicts of it."""


@each_lie
def test_a_lie_is_seen_and_convicted(lie: Callable[[Lists], None], kind: str) -> None:
    ledger = lying(lie)
    *honest, false = ledger.committed
    assert all(replayed(ledger, each.anchor.size).agrees(each.anchor) for each in honest)
    assert not replayed(ledger).agrees(false.anchor)
    root = trust_root.parse(ledger.trust_root())
    conviction = convict(accused(ledger, BAG), root, ledger.chain())
    assert conviction.kind == kind
    assert conviction.anchor == false.anchor


@pytest.mark.parametrize("derive", [members_key, notice_key])
def test_a_statement_left_out_of_a_derived_list_convicts_too(derive: Callable[[bytes], bytes]) -> None:
    lot = item_key("https://id.gs1.org/01/09521321000018/10/L1")
    gtin = item_key("https://id.gs1.org/01/09521321000018")
    key = derive(lot if derive is members_key else gtin)
    ledger = lying(lambda lists: lists.pop(key))
    proof = accused(ledger, key)
    assert convict(proof, trust_root.parse(ledger.trust_root()), ledger.chain()).kind == "omission"


@pytest.mark.parametrize("lie", [omit_middle, swapped_leaf, repeated, of_another])
def test_a_changed_proof_convicts_nobody_else(lie: Callable[[Lists], None]) -> None:
    """No single changed byte of a misindex proof convicts an anchor that was not accused."""
    ledger = lying(lie)
    false = ledger.committed[-1]
    proof = accused(ledger, BAG)
    root = trust_root.parse(ledger.trust_root())
    convicted = 0
    for position in range(0, len(proof), 7):
        changed = bytearray(proof)
        changed[position] ^= 1
        try:
            conviction = convict(bytes(changed), root, ledger.chain())
        except FormatError:
            continue
        assert conviction.head == false.anchor.head(ledger.anchorage, ledger.log_id)
        convicted += 1
    assert convicted < len(proof) / 7


def test_a_proof_against_an_anchor_that_is_not_on_chain_is_refused() -> None:
    ledger = lying(omit_middle)
    proof = accused(ledger, BAG)
    ledger.committed.pop()
    with pytest.raises(ProofError, match="not on chain"):
        convict(proof, trust_root.parse(ledger.trust_root()), ledger.chain())


def test_an_honest_list_cannot_be_made_into_a_conviction() -> None:
    """Turning a true proof's kind into another convicts nobody."""
    ledger = lying(omit_middle)
    proof = jcs.decode_object(accused(ledger, BAG))
    root = trust_root.parse(ledger.trust_root())
    for kind in ("alien", "disordered", "extra", "", "omission "):
        with pytest.raises(FormatError):
            convict(jcs.encode({**proof, "kind": kind}), root)


def test_missing_openings_stop_the_replay() -> None:
    ledger = Coffee().play()
    replay = replayed(ledger, 1)
    with pytest.raises(ProofError, match="without its opening"):
        replay.add(ledger.entries[1].entry, None)
    with pytest.raises(ProofError, match=r"not all leaves|not its statement's"):
        replay.add(ledger.entries[1].entry, tuple(ledger.entries[3].leaves))


def test_another_log_than_the_anchored_one_is_an_equivocation() -> None:
    ledger = Coffee().play()
    ledger.entries[3] = Entry(b"something else")
    with pytest.raises(ProofError, match="another log"):
        replayed(ledger).agrees(ledger.committed[-1].anchor)
    with pytest.raises(ProofError, match="have been replayed"):
        replayed(ledger, 3).agrees(ledger.committed[-1].anchor)
