"""Lists of more than 256 entries: shown in part, and what must be shown of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.coffee import CASE, Coffee, bag
from verifier.format import passport as passport_format
from verifier.format.errors import FormatError
from verifier.format.item_list import prove_segment
from verifier.format.passport import ListProof, Passport
from verifier.report import Report, Verdict
from verifier.verify import verify

pytestmark = pytest.mark.slow


@cache
def long_history(statements: int, packed_at: int = -1, item: str = bag(1)) -> Coffee:
    """A bag that is commissioned and then looked at many times."""
    coffee = Coffee()
    coffee.commission(1)
    for number in range(statements - 1):
        if number == packed_at:
            coffee.pack(CASE, bag(1))
        else:
            coffee.observe("inspecting", coffee.producer, item)
    coffee.ledger.anchor()
    return coffee


def showing(passport: Passport, item: int, *parts: tuple[int, int]) -> Passport:
    """A passport with only these parts of one item's list, and the statements that are then left."""
    given = passport.items[item]
    assert given.list is not None
    entries = given.list.entries()
    segments = tuple(prove_segment(entries, start, end) for start, end in parts)
    shown = replace(given, list=ListProof(given.list.proof, given.list.size, given.list.root, segments))
    items = (*passport.items[:item], shown, *passport.items[item + 1 :])
    named = {e.index for each in items for p in (each.list, each.notices) if p for e in p.entries()}
    return replace(passport, items=items, statements=tuple(each for each in passport.statements if each.index in named))


@cache
def passport_of(coffee: Coffee) -> Passport:
    return coffee.ledger.passport(bag(1))


def report_of(coffee: Coffee, passport: Passport) -> Report:
    ledger = coffee.ledger
    return verify(passport.encode(), bag(1), ledger.trust_root(), ledger.chain(), ledger.now)


def test_the_commissioning_and_the_newest_64_are_enough() -> None:
    coffee = long_history(300)
    report = report_of(coffee, showing(passport_of(coffee), 0, (0, 1), (236, 300)))
    assert report.verdict is Verdict.VERIFIED
    assert report.entries_shown == (65, 300)


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        (((236, 300),), "the commissioning"),
        (((0, 1), (237, 300)), "the newest statements"),
        (((0, 1), (236, 299)), "the newest statements"),
        (((0, 1), (100, 200)), "the newest statements"),
    ],
)
def test_less_is_incomplete_by_name(parts: tuple[tuple[int, int], ...], missing: str) -> None:
    coffee = long_history(300)
    report = report_of(coffee, showing(passport_of(coffee), 0, *parts))
    assert report.verdict is Verdict.INCOMPLETE
    assert report.missing == (f"withheld: {missing}",)


def test_up_to_256_entries_come_whole() -> None:
    coffee = long_history(256)
    passport = passport_of(coffee)
    assert report_of(coffee, passport).verdict is Verdict.VERIFIED
    with pytest.raises(FormatError, match="not given whole"):
        passport_format.parse(showing(passport, 0, (0, 1), (192, 256)).encode())


def test_a_segment_moved_to_another_place_is_refused() -> None:
    coffee = long_history(300)
    passport = showing(passport_of(coffee), 0, (0, 1), (236, 300))
    listed = passport.items[0].list
    assert listed is not None
    moved = replace(listed, segments=(listed.segments[0], replace(listed.segments[1], start=235)))
    items = (replace(passport.items[0], list=moved), *passport.items[1:])
    report = report_of(coffee, replace(passport, items=items))
    assert report.verdict is Verdict.REFUSED


@pytest.mark.parametrize(
    ("parts", "complete"),
    [
        (((136, 300),), True),
        (((135, 300),), True),
        (((137, 300),), False),
        (((136, 299),), False),
        (((136, 200), (201, 300)), False),
    ],
)
def test_a_containers_list_is_shown_from_64_before_the_packing_to_its_end(
    parts: tuple[tuple[int, int], ...], complete: bool
) -> None:
    """The bag is packed at position 200 of the case's list of 300, and never unpacked."""
    coffee = long_history(301, packed_at=200, item=CASE)
    passport = passport_of(coffee)
    (case,) = [at for at, item in enumerate(passport.items) if item.uri == CASE]
    report = report_of(coffee, showing(passport, case, *parts))
    if complete:
        assert report.verdict is Verdict.VERIFIED
    else:
        assert report.missing == (f"withheld: events of the container {CASE} around the packing",)
