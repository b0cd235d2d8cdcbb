"""Reorganisations before finality: what a block held is gone, is in another block, or was overtaken by a stranger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ledger.chain_harness import Harness
from tests.ledger.test_chain_harness import foreign

DATABASES = ("sqlite",)  # the faults are the chain's
pytestmark = pytest.mark.slow
Row = Callable[[str], None]


def mined(harness: Harness, anchors: int = 1, below: int = 0) -> list[str]:
    """That many anchors, each in a block of its own, and `below` blocks upon them; their raw bytes."""
    for _ in range(anchors):
        harness.say()
        harness.tick()
    raws = harness.raws()
    harness.run(1 + below)
    return raws[-anchors:]


def reorganise(harness: Harness, depth: int, *raws: tuple[str, int]) -> None:
    """Replace the newest blocks by others that hold these transactions, each in the so-manyth of them."""
    harness.anvil.rpc("anvil_reorg", depth, [list(raw) for raw in raws])
    harness.mark()


@pytest.mark.parametrize("depth", [1, pytest.param(2, marks=pytest.mark.full), 3])
def test_an_anchor_dropped(harness: Harness, row: Row, depth: int) -> None:
    harness.begin()
    mined(harness, below=depth - 1)
    reorganise(harness, depth)
    harness.settle()
    assert "took anchors back" in harness.did()
    row(f"reorganisation of depth {depth}, anchor dropped")


@pytest.mark.parametrize("offset", [pytest.param(0, marks=pytest.mark.full), 1])
def test_an_anchor_in_another_block(harness: Harness, row: Row, offset: int) -> None:
    harness.begin()
    (raw,) = mined(harness, below=1)
    reorganise(harness, 2, (raw, offset))
    harness.settle()
    assert harness.said == {}
    row(f"reorganisation of depth 2, anchor in {'another block' if offset == 0 else 'a later block'}")


@pytest.mark.full
def test_two_anchors_dropped(harness: Harness, row: Row) -> None:
    harness.begin()
    mined(harness, 2)
    reorganise(harness, 2)
    harness.settle()
    row("reorganisation of depth 2, two anchors dropped")


def test_two_anchors_in_one_block(harness: Harness, row: Row) -> None:
    harness.begin()
    first, second = mined(harness, 2)
    reorganise(harness, 2, (first, 1), (second, 1))
    harness.settle()
    row("reorganisation of depth 2, two anchors in one block")


def test_the_second_of_two_anchors_dropped(harness: Harness, row: Row) -> None:
    harness.begin()
    first, _ = mined(harness, 2)
    reorganise(harness, 2, (first, 1))
    harness.settle()
    row("reorganisation of depth 2, second of two anchors dropped")


def test_a_stranger_overtakes_the_first_of_two_anchors(harness: Harness, row: Row) -> None:
    """The second is then mined where the first is not, so that the contract refuses it."""
    nonce = harness.world.chain.nonce()
    harness.begin()
    _, second = mined(harness, 2)
    reorganise(harness, 2, (foreign(harness, nonce), 0), (second, 1))
    harness.settle(seconds=20, patience=120)
    assert "signed anew with another nonce" in harness.did()
    row("reorganisation of depth 2, foreign transaction before the second anchor")


@pytest.mark.full
def test_one_reorganisation_after_the_other(harness: Harness, row: Row) -> None:
    harness.begin()
    for depth in (1, 2, 1, 3):
        mined(harness, below=depth - 1)
        reorganise(harness, depth)
    harness.settle()
    row("reorganisations, one after the other")


def test_a_reorganisation_while_the_process_restarts(harness: Harness, row: Row) -> None:
    harness.begin()
    mined(harness, 2)
    harness.restart()
    reorganise(harness, 2)
    harness.restart()
    harness.settle()
    row("reorganisation of depth 2 while the process restarts")
