"""Reading members of parsed JSON with the type and bounds that a format gives them."""

from __future__ import annotations

from verifier.format import base64url
from verifier.format.errors import FormatError
from verifier.format.jcs import MAX_SAFE_INTEGER, Json


def members(
    value: object, what: str, required: frozenset[str], optional: frozenset[str] = frozenset()
) -> dict[str, Json]:
    """`value` as an object with exactly the members that a format gives it; raises FormatError otherwise."""
    if not isinstance(value, dict):
        raise FormatError(f"{what} is no object")
    missing = required - value.keys()
    if missing:
        raise FormatError(f"{what} lacks {min(missing)}")
    unknown = value.keys() - required - optional
    if unknown:
        raise FormatError(f"{what} has the unknown member {min(unknown)[:40]!r}")
    return value


def integer(value: object, what: str, least: int = 0, most: int = MAX_SAFE_INTEGER) -> int:
    """`value` as an integer within bounds; raises FormatError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise FormatError(f"{what} is no integer from {least} to {most}")
    return value


def text(value: object, what: str, least: int = 1, most: int = 1 << 20) -> str:
    """`value` as a string of `least` to `most` UTF-8 bytes; raises FormatError otherwise."""
    if not isinstance(value, str) or not least <= len(value.encode("utf-8", "replace")) <= most:
        raise FormatError(f"{what} is no text of {least} to {most} bytes")
    return value


def array(value: object, what: str, most: int, least: int = 0) -> list[Json]:
    """`value` as an array of `least` to `most` elements; raises FormatError otherwise."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise FormatError(f"{what} is no array of {least} to {most} elements")
    return value


def octets(value: object, what: str, length: int | None = None) -> bytes:
    """`value` as base64url of bytes, `length` of them if given; raises FormatError otherwise."""
    try:
        return base64url.decode(value, length)
    except FormatError as error:
        raise FormatError(f"{what}: {error}") from None


def proof(value: object, what: str, most: int) -> bytes:
    """`value` as a proof: the concatenation of at most `most` hashes of 32 bytes; raises FormatError otherwise."""
    data = octets(value, what)
    if len(data) % 32 or len(data) > 32 * most:
        raise FormatError(f"{what} is no proof of at most {most} hashes")
    return data


def address(value: object, what: str) -> bytes:
    """`value` as a contract's address: 0x and 40 lowercase hexadecimal digits; raises FormatError otherwise."""
    digits = value[2:] if isinstance(value, str) and value.startswith("0x") else ""
    if len(digits) != 40 or set(digits) - set("0123456789abcdef"):
        raise FormatError(f"{what} is no address of 0x and 40 lowercase hexadecimal digits")
    return bytes.fromhex(digits)
