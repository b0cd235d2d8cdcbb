"""The deterministic CBOR that statements need (RFC 8949 section 4.2.1): integers, strings, arrays, maps and tags.

A reader of this subset is shorter than the checks a general one would need around it, and its TypeScript twin accepts
and refuses the very same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from verifier.format.errors import FormatError

Cbor: TypeAlias = "int | bytes | str | list[Cbor] | dict[int, Cbor] | Tagged"

MAX_DEPTH = 8


@dataclass(frozen=True)
class Tagged:
    """A tagged value (RFC 8949 section 3.4)."""

    tag: int
    value: Cbor


def encode(value: Cbor) -> bytes:
    """Core deterministic encoding of `value`; map keys are integers, sorted by their encodings' bytes."""
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    if isinstance(value, list):
        return b"".join([_head(4, len(value)), *map(encode, value)])
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, dict):
        members = sorted((encode(key), encode(member)) for key, member in value.items())
        return _head(5, len(members)) + b"".join(key + member for key, member in members)
    return _head(6, value.tag) + encode(value.value)


def decode(data: bytes) -> Cbor:
    """The one value that `data` encodes.

    Raises FormatError for anything but one complete item of the subset in its core deterministic encoding.
    """
    value, end = _item(data, 0, MAX_DEPTH)
    if end != len(data):
        raise FormatError("CBOR goes on after its value")
    return value


def encode_bytes(value: bytes) -> bytes:
    """As `encode`, for a byte string."""
    return _head(2, len(value)) + value


def _head(major: int, argument: int) -> bytes:
    if argument < 24:
        return bytes((major << 5 | argument,))
    if argument < 1 << 8:
        return bytes((major << 5 | 24, argument))
    if argument < 1 << 16:
        return bytes((major << 5 | 25, argument >> 8, argument & 0xFF))
    for additional, width in ((26, 4), (27, 8)):
        if argument < 1 << (8 * width):
            return bytes([major << 5 | additional]) + argument.to_bytes(width, "big")
    raise FormatError("CBOR integer of more than 64 bits")


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(data):
        raise FormatError("CBOR ends early")
    major, additional = data[at] >> 5, data[at] & 31
    at += 1
    if additional < 24:
        return major, additional, at
    if additional > 27:
        raise FormatError("CBOR of indefinite length, or a reserved form")
    width = 1 << (additional - 24)
    if at + width > len(data):
        raise FormatError("CBOR ends early")
    argument = int.from_bytes(data[at : at + width], "big")
    if argument < 24 or (width > 1 and argument < 1 << (4 * width)):
        raise FormatError("CBOR integer in more bytes than it needs")
    return major, argument, at + width


def _item(data: bytes, at: int, depth: int) -> tuple[Cbor, int]:
    if depth == 0:
        raise FormatError(f"CBOR nested deeper than {MAX_DEPTH} levels")
    major, argument, at = _read_head(data, at)
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        end = at + argument
        if end > len(data):
            raise FormatError("CBOR ends early")
        if major == 2:
            return data[at:end], end
        try:
            return data[at:end].decode(), end
        except UnicodeDecodeError:
            raise FormatError("CBOR text is not UTF-8") from None
    if major == 4:
        return _array(data, at, argument, depth)
    if major == 5:
        return _map(data, at, argument, depth)
    if major == 6:
        value, at = _item(data, at, depth - 1)
        return Tagged(argument, value), at
    raise FormatError("CBOR simple values and floats are not used here")


def _array(data: bytes, at: int, count: int, depth: int) -> tuple[Cbor, int]:
    if count > len(data) - at:
        raise FormatError("CBOR ends early")
    elements: list[Cbor] = []
    for _ in range(count):
        element, at = _item(data, at, depth - 1)
        elements.append(element)
    return elements, at


def _map(data: bytes, at: int, count: int, depth: int) -> tuple[Cbor, int]:
    if count > len(data) - at:
        raise FormatError("CBOR ends early")
    members: dict[int, Cbor] = {}
    previous = b""
    for _ in range(count):
        start = at
        key, at = _item(data, at, depth - 1)
        if not isinstance(key, int):
            raise FormatError("CBOR map key is no integer")
        if data[start:at] <= previous:
            raise FormatError("CBOR map keys out of order, or repeated")
        previous = data[start:at]
        members[key], at = _item(data, at, depth - 1)
    return members, at
