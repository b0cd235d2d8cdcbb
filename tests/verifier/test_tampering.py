"""Passports changed in every way: each change is refused, named as incomplete, or changes nothing that is claimed.

A reader may be shown less of a statement, or nothing of what is newer than the newest anchor: the verdict is as of that
anchor, and claims neither. "Shows less" counts such changes, which must leave everything else as it was.

The counts are printed (`pytest -s`); `make test-full` changes every byte of every shape, `make test` a sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.coffee import Coffee, bag
from tests.toy_ledger import ToyLedger
from verifier.format import jcs
from verifier.report import Report, Verdict
from verifier.verify import verify


@dataclass(frozen=True)
class Shape:
    """A passport to be tampered with, and what an honest verifier says of it."""

    ledger: ToyLedger
    item: str
    passport: bytes

    def report(self, passport: bytes) -> Report:
        return verify(passport, self.item, self.ledger.trust_root(), self.ledger.chain(), self.ledger.now)


def anonymous() -> Shape:
    ledger = Coffee().play()
    return Shape(ledger, bag(1), ledger.passport(bag(1)).encode())


def whole() -> Shape:
    coffee = Coffee()
    coffee.commission(1, 2)
    coffee.ledger.anchor()
    return Shape(coffee.ledger, bag(1), coffee.ledger.passport(bag(1), whole=True).encode())


def unknown_serial() -> Shape:
    ledger = Coffee().play()
    return Shape(ledger, bag(99), ledger.passport(bag(99)).encode())


def with_newer() -> Shape:
    coffee = Coffee()
    coffee.commission(1)
    coffee.ledger.anchor()
    coffee.observe("shipping", coffee.producer, bag(1))
    return Shape(coffee.ledger, bag(1), coffee.ledger.passport(bag(1)).encode())


SHAPES = {"anonymous": anonymous, "whole": whole, "unknown serial": unknown_serial, "newer": with_newer}


def meaning(report: Report) -> dict[str, Any]:
    """All that a report says, but for the words of its reasons."""
    said = report.encode()
    said["checks"] = [[check.step, check.result.value] for check in report.checks]
    return said


def judge(shape: Shape, changed: bytes, honest: dict[str, Any]) -> str:
    """How verification takes a changed passport; fails the test if it takes it for something else."""
    report = shape.report(changed)
    if report.verdict is Verdict.REFUSED:
        return "refused"
    if report.verdict is Verdict.INCOMPLETE:
        assert report.missing
        return "incomplete, named"
    said = meaning(report)
    if said == honest:
        return "equal in meaning"
    assert shown_less(said, honest), f"accepted with another meaning: {report.verdict}"
    return "shows less"


def shown_less(said: dict[str, Any], honest: dict[str, Any]) -> bool:
    """Whether a report differs from the honest one only in what it leaves out."""
    if len(said["statements"]) != len(honest["statements"]):
        return False
    for less, more in zip(said["statements"], honest["statements"], strict=True):
        if not all(more["members"].get(name) == value for name, value in less["members"].items()):
            return False
        if {**less, "members": 0, "whole": 0} != {**more, "members": 0, "whole": 0}:
            return False
    newer = {each["index"]: each for each in honest["newer"]}
    if any(each["index"] not in newer for each in said["newer"]):
        return False
    apart = {"statements": 0, "newer": 0}
    if honest["newer"] and not said["newer"]:
        apart |= {"verdict": 0, "exit": 0}
    return {**said, **apart} == {**honest, **apart}


def tamper_with_bytes(name: str, stride: int) -> Counter[str]:
    shape = SHAPES[name]()
    honest = meaning(shape.report(shape.passport))
    counts: Counter[str] = Counter()
    for position in range(0, len(shape.passport), stride):
        changed = bytearray(shape.passport)
        changed[position] ^= 1
        counts[judge(shape, bytes(changed), honest)] += 1
    return counts


@pytest.mark.parametrize("name", SHAPES)
def test_a_sample_of_bytes(name: str) -> None:
    counts = tamper_with_bytes(name, 41)
    print(f"{name}: every 41st byte changed: {dict(counts)}")
    assert counts["refused"] > 0.9 * counts.total()


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", SHAPES)
def test_every_byte(name: str) -> None:
    counts = tamper_with_bytes(name, 1)
    print(f"{name}: every byte changed: {dict(counts)}")
    assert counts.total() == len(SHAPES[name]().passport)


def paths(value: jcs.Json, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON document but its root."""
    if at:
        yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from paths(member, (*at, name))


def parent_of(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


def remove(document: Any, path: tuple[Any, ...]) -> bool:
    del parent_of(document, path)[path[-1]]
    return True


def repeat(document: Any, path: tuple[Any, ...]) -> bool:
    parent = parent_of(document, path)
    if not isinstance(parent, list):
        return False
    parent.insert(path[-1], parent[path[-1]])
    return True


def swap(document: Any, path: tuple[Any, ...]) -> bool:
    parent = parent_of(document, path)
    if not isinstance(parent, list) or path[-1] == 0:
        return False
    before, here = parent[path[-1] - 1], parent[path[-1]]
    if before == here:
        return False
    parent[path[-1] - 1], parent[path[-1]] = here, before
    return True


def empty(document: Any, path: tuple[Any, ...]) -> bool:
    parent = parent_of(document, path)
    blank: Any = {str: "", list: [], dict: {}, int: 0}.get(type(parent[path[-1]]))
    if blank is None or parent[path[-1]] == blank:
        return False
    parent[path[-1]] = blank
    return True


@pytest.mark.parametrize("change", [remove, repeat, swap, empty])
@pytest.mark.parametrize("name", SHAPES)
def test_members(name: str, change: Callable[[Any, tuple[Any, ...]], bool]) -> None:
    """Every member removed, emptied, repeated, or swapped with the one before it."""
    shape = SHAPES[name]()
    honest = meaning(shape.report(shape.passport))
    counts: Counter[str] = Counter()
    for path in list(paths(jcs.decode(shape.passport))):
        document = jcs.decode(shape.passport)
        if change(document, path):
            counts[judge(shape, jcs.encode(document), honest)] += 1
    print(f"{name}: {change.__name__}: {dict(counts)}")
    assert counts["refused"] > 0


def test_an_older_genuine_passport_is_stale_by_name() -> None:
    coffee = Coffee()
    coffee.play()
    old = coffee.ledger.passport(bag(1)).encode()
    for number in range(3):
        coffee.observe("inspecting", coffee.retailer, bag(1))
        coffee.ledger.anchor()
        report = Shape(coffee.ledger, bag(1), old).report(old)
        assert (report.verdict, report.missing) == (Verdict.INCOMPLETE, ("stale",)), number


def test_parts_of_two_genuine_passports_do_not_mix() -> None:
    """An older passport's lists, statements or tree head within a newer one are refused."""
    coffee = Coffee()
    coffee.play()
    old = coffee.ledger.passport(bag(1))
    coffee.observe("inspecting", coffee.retailer, bag(1))
    coffee.ledger.anchor()
    new = coffee.ledger.passport(bag(1))
    shape = Shape(coffee.ledger, bag(1), new.encode())
    honest = meaning(shape.report(shape.passport))
    mixes = {
        "items": replace(new, items=old.items),
        "first item": replace(new, items=(old.items[0], *new.items[1:])),
        "tree head": replace(new, tree_head=old.tree_head, tree_head_proof=old.tree_head_proof),
        "anchors": replace(new, anchors=old.anchors),
        "newest anchor": replace(new, anchors=(*new.anchors[:-1], old.newest())),
    }
    for mix in mixes.values():
        assert judge(shape, mix.encode(), honest) == "refused"


def test_another_items_passport_under_this_items_name_is_refused() -> None:
    ledger = Coffee().play()
    other = ledger.passport(bag(2))
    shape = Shape(ledger, bag(1), ledger.passport(bag(1)).encode())
    honest = meaning(shape.report(shape.passport))
    renamed = replace(other, item=bag(1), items=(replace(other.items[0], uri=bag(1)), *other.items[1:]))
    assert judge(shape, renamed.encode(), honest) == "refused"
