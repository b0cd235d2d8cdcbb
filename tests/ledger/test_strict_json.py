import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.epcis_error import DocumentError
from ledger.strict_json import parse_json


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1, "b": {"a": 2}}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a" : ":a", "b"\n:1}',
        rb'{"a\"": "\\", "b": "\":"}',
        b'[":", {"": ":"}, "a:b"]',
    ],
)
def test_plain_json_is_read(body):
    assert parse_json(body) == json.loads(body.decode("utf-8-sig"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"a": 1, "a": 2}', "the member 'a' twice"),
        (b'{"a": 1, "a" : 2}', "the member 'a' twice"),
        (b'{"a" : 1, "a" : 2}', "the member 'a' twice"),
        (b'{"ab": 1, "\\u0061b": 2}', "the member 'ab' twice"),
        (b'[{"x": [{"deep": ":", "deep": ":"}]}]', "the member 'deep' twice"),
        (b'{"a\\":": 1, "b": 2, "b": 3}', "the member 'b' twice"),
        (b'{"n": ' + b"9" * 308 + b', "a": 1, "a": 2, "q": "\\n"}', "the member 'a' twice"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": -Infinity}', "not JSON"),
        (b'{"a": 1e400}', "not JSON"),
        (b'{"a": 01}', "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'{"a": 1,}', "not JSON"),
        (b'{"a": 1} {}', "not JSON"),
        (b"", "not JSON"),
        (b'{"a": "\xff"}', "not JSON"),
        (b'{"a": "\xed\xa0\x80"}', "not JSON"),
        (b'{"a": "\\ud800"}', "not JSON"),
        ('{"a": 1}'.encode("utf-16"), "not JSON"),
        (b"[" * 66 + b"]" * 66, "nested deeper"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "nested deeper"),
        (b" " * 1000 + b"1", "larger than 1000 bytes"),
    ],
)
def test_anything_else_is_refused_in_words(body, words):
    with pytest.raises(DocumentError) as caught:
        parse_json(body, max_bytes=1000 if "larger" in words else 1_000_000)
    assert words in str(caught.value)


names = st.text('ab:"\\ \n', max_size=3)
values = st.recursive(
    st.text('ab:"\\ \n', max_size=4) | st.integers(-9, 9),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(names, inner), max_size=3).map(tuple),
    max_leaves=12,
)


def written(value: Any, space: str) -> str:
    """A JSON text in which tuples of pairs are objects, so that names can repeat."""
    if isinstance(value, tuple):
        members = (f"{json.dumps(name)}{space}:{space}{written(member, space)}" for name, member in value)
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(element, space) for element in value) + "]"
    return json.dumps(value)


def repeats(value: Any) -> bool:
    if isinstance(value, tuple):
        named = [name for name, _ in value]
        return len(set(named)) < len(named) or any(repeats(member) for _, member in value)
    return isinstance(value, list) and any(map(repeats, value))


@given(values, st.sampled_from(["", " ", "\n"]))
def test_a_repeated_member_is_found_wherever_it_hides(value, space):
    body = written(value, space).encode()
    if repeats(value):
        with pytest.raises(DocumentError, match="twice"):
            parse_json(body)
    else:
        assert parse_json(body) == json.loads(body)
