"""JSON as a stranger sends it, read without guessing: RFC 8259, UTF-8, no member twice, bounded size and depth."""

from __future__ import annotations

import json
import re

import orjson

from ledger.epcis_error import DocumentError, EventError
from verifier.format.jcs import MAX_DEPTH, Json

MAX_DOCUMENT_BYTES = 32 * 1024 * 1024
"""Largest document accepted; some 30,000 events."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SPACE_BEFORE_COLON = re.compile(rb'"[\t\n\r ]+:')


def parse_json(body: bytes, max_bytes: int = MAX_DOCUMENT_BYTES) -> Json:
    """The value of a JSON text; a byte order mark at its beginning is passed over (RFC 8259 section 8.1).

    Raises DocumentError if it is longer than `max_bytes`, no JSON, no UTF-8, nested deeper than 64 levels, or has a
    member twice.
    """
    if len(body) > max_bytes:
        raise _refused(f"is larger than {max_bytes} bytes")
    body = body.removeprefix(_BYTE_ORDER_MARK)
    try:
        value: Json = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _refused(f"is not JSON in UTF-8: {error}") from None
    if _count_names(value) != _names_written(body):
        _refuse_repeated_names(body)
    return value


def _count_names(value: Json) -> int:
    """How many members all objects in `value` have together, counted level by level."""
    count = 0
    objects, lists = ([value] if isinstance(value, dict) else []), ([value] if isinstance(value, list) else [])
    for _ in range(MAX_DEPTH):
        count += sum(map(len, objects))
        parts = [part for each in objects for part in each.values()]
        parts += [part for each in lists for part in each]
        objects = [part for part in parts if type(part) is dict]
        lists = [part for part in parts if type(part) is list]
        if not objects and not lists:
            return count
    raise _refused(f"is nested deeper than {MAX_DEPTH} levels")


def _names_written(body: bytes) -> int:
    """How many member names the text holds, or more, or -1 if that is not told by counting.

    Where no string has an escape and no name is parted from its colon, each name ends in `":`, and so does nothing
    else but the beginning of a string that begins with a colon.
    """
    if b"\\" in body or _SPACE_BEFORE_COLON.search(body) is not None:
        return -1
    return body.count(b'":')


def _refuse_repeated_names(body: bytes) -> None:
    def check(members: list[tuple[str, Json]]) -> None:
        seen = set()
        for name, _ in members:
            if name in seen:
                raise _refused(f"has the member {name!r} twice in one object")
            seen.add(name)

    json.loads(body, object_pairs_hook=check)


def _refused(message: str) -> DocumentError:
    return DocumentError([EventError("", message)])
