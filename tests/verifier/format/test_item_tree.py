"""Item trees: order, openings, the lists they lead to, and hostile openings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.format import naive
from verifier.format import base64url, item_tree, jcs
from verifier.format.errors import FormatError, ProofError
from verifier.format.item import item_key, members_key, notice_key
from verifier.format.item_tree import Leaf
from verifier.format.salt import salts_of

SALT = salts_of(bytes(32))
ROLES = st.sampled_from([1, 2, 4, 8, 16, 33, 36, 40, 64, 128, 5, 514])
ITEMS = st.dictionaries(st.integers(0, 10**6).map(lambda n: f"urn:example:{n}"), ROLES, max_size=40)


@given(ITEMS)
def test_the_tree_is_minimal_ordered_and_every_leaf_opens(items: dict[str, int]) -> None:
    leaves, up = item_tree.leaves_of(items, SALT)
    real = [leaf for leaf in leaves if leaf.role]
    assert {leaf.uri: leaf.role for leaf in real} == items
    assert len(leaves) >= max(len(items), 1) > len(leaves) // 2 or len(leaves) == 1
    assert real == leaves[: len(real)]
    assert up == sum(1 for role in items.values() if role & 0xCA)
    assert all(bool(leaf.role & 0xCA) == (i < up) for i, leaf in enumerate(real))
    for part in (real[:up], real[up:]):
        assert [leaf.key for leaf in part] == sorted(leaf.key for leaf in part)
    levels = item_tree.tree_of([leaf.hash() for leaf in leaves])
    data = [leaf.salt + leaf.role.to_bytes(2, "big") + leaf.key for leaf in leaves]
    assert levels[-1][0] == naive.merkle_root(data)
    for position in range(len(leaves)):
        shown = item_tree.open_leaf(leaves, levels, position, hide=False)
        shown.verify(len(levels) - 1, levels[-1][0])
        assert item_tree.parse_opening(jcs.decode(jcs.encode(shown.encode()))) == shown


@given(ITEMS.filter(len), st.data())
def test_a_changed_opening_proves_nothing(items: dict[str, int], data: st.DataObject) -> None:
    leaves, _ = item_tree.leaves_of(items, SALT)
    levels = item_tree.tree_of([leaf.hash() for leaf in leaves])
    position = data.draw(st.integers(0, len(leaves) - 1))
    shown = item_tree.open_leaf(leaves, levels, position, hide=False)
    other = data.draw(st.integers(0, 1 << 16).filter(lambda n: n != position))
    with pytest.raises(ProofError):
        item_tree.Opening(shown.leaf, other, shown.path).verify(len(levels) - 1, levels[-1][0])
    with pytest.raises(ProofError):
        item_tree.Opening(shown.leaf, position, shown.path + bytes(32)).verify(len(levels) - 1, levels[-1][0])
    role = Leaf(shown.leaf.salt, shown.leaf.role ^ 1, shown.leaf.key)
    with pytest.raises(ProofError):
        item_tree.Opening(role, position, shown.path).verify(len(levels) - 1, levels[-1][0])


def test_salts_differ_by_position_and_secret() -> None:
    items = {f"urn:example:{number}": 1 for number in range(50)}
    salts = {leaf.salt for secret in range(3) for leaf in item_tree.leaves_of(items, salts_of(bytes([secret]) * 32))[0]}
    assert len(salts) == 3 * 64


def test_more_items_than_a_tree_takes_are_refused() -> None:
    with pytest.raises(FormatError, match="65536"):
        item_tree.leaves_of({f"urn:example:{n}": 1 for n in range(65_537)}, SALT)


@pytest.mark.parametrize(
    ("role", "notice", "lists"),
    [
        (1, False, "i"),
        (1, True, "in"),
        (64, False, "m"),
        (64, True, "mn"),
        (65, False, "im"),
        (512, False, ""),
        (514, False, "i"),
        (0, True, ""),
    ],
)
def test_the_lists_that_a_leaf_leads_to(role: int, notice: bool, lists: str) -> None:
    key = item_key("urn:example:1")
    expected = {"i": key, "m": members_key(key), "n": notice_key(key)}
    assert Leaf(bytes(16), role, key).list_keys(notice=notice) == [expected[name] for name in lists]


def test_only_upstream_names_may_be_hidden() -> None:
    items = {"urn:example:input": 8, "urn:example:transformation": 128, "urn:example:parent": 2}
    leaves, _ = item_tree.leaves_of(items, SALT)
    levels = item_tree.tree_of([leaf.hash() for leaf in leaves])
    shown = [item_tree.open_leaf(leaves, levels, position, hide=True).leaf for position in range(3)]
    assert {leaf.uri for leaf in shown} == {None, "urn:example:parent"}


GOOD: dict[str, Any] = {
    "item": "urn:example:1",
    "path": "",
    "position": 0,
    "role": 1,
    "salt": base64url.encode(bytes(16)),
}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"role": 0}, "no item"),
        ({"role": 1024}, "role"),
        ({"role": True}, "role"),
        ({"position": 65_536}, "position"),
        ({"salt": "AA"}, "salt"),
        ({"item": ""}, "item"),
        ({"item": "x" * 513}, "item"),
        ({"key": base64url.encode(bytes(32))}, "either"),
        ({"other": 1}, "unknown"),
    ],
)
def test_malformed_openings_are_refused(change: dict[str, Any], why: str) -> None:
    item_tree.parse_opening(GOOD)
    with pytest.raises(FormatError, match=why):
        item_tree.parse_opening({**GOOD, **change})


def test_a_bare_key_is_for_inputs_and_padding() -> None:
    bare: dict[str, Any] = {name: value for name, value in GOOD.items() if name != "item"}
    key = base64url.encode(b"k" * 32)
    assert item_tree.parse_opening({**bare, "role": 8, "key": key}).leaf.uri is None
    for role, why in ((1, "bare key"), (0, "zero key")):
        with pytest.raises(FormatError, match=why):
            item_tree.parse_opening({**bare, "role": role, "key": key})
    assert item_tree.parse_opening({**bare, "role": 1, "key": key}, any_bare=True).leaf.key == b"k" * 32


def test_whole_leaves_must_fit_their_items_and_a_tree() -> None:
    leaves, _ = item_tree.leaves_of({f"urn:example:{n}": 1 for n in range(3)}, SALT)
    encoded = [item_tree.encode_leaf(leaf) for leaf in leaves]
    assert item_tree.parse_leaves(encoded) == leaves
    with pytest.raises(FormatError, match="2\\^depth"):
        item_tree.parse_leaves(encoded[:3])
    with pytest.raises(FormatError, match="not that of its item"):
        item_tree.parse_leaves([{**encoded[0], "item": "urn:example:other"}, *encoded[1:]])
