"""Percent-encoding in the URIs of GS1 keys (RFC 3986, section 2.1; GS1 Digital Link: URI Syntax)."""

import re

from verifier.format.errors import IdentifierError

# What follows the reference implementation of the Event Hash ID: its expected hashes leave these three as they are.
_TO_ESCAPE_IN_CANONICAL = re.compile(r"[^A-Za-z0-9\-._~';=]")
_TO_ESCAPE = re.compile(r"[^A-Za-z0-9\-._~]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def escape(value: str) -> str:
    """A value of GS1 characters as a path segment: all but RFC 3986's unreserved characters as uppercase escapes."""
    return _TO_ESCAPE.sub(_escaped, value)


def escape_canonical(value: str) -> str:
    """The same for the canonical URI of CBV 2.0 §8.9, which leaves ' ; and = as they are."""
    return _TO_ESCAPE_IN_CANONICAL.sub(_escaped, value)


def escape_query(value: str) -> str:
    """The same for a value in the query, where a plus sign stands for a space."""
    return escape(value).replace("%20", "+")


def unescape(segment: str) -> str:
    """The value of a path segment.

    Raises:
        IdentifierError: if an escape is broken or stands for something other than an ASCII character.
    """
    if "%" not in segment:
        return segment
    if _BROKEN_ESCAPE.search(segment):
        raise IdentifierError(f"{segment!r}: after % there must be two hexadecimal digits")
    value = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), segment)
    if not value.isascii():
        raise IdentifierError(f"{segment!r} stands for a character that is not ASCII")
    return value


def unescape_query(text: str) -> str:
    """The value in a query, where a plus sign stands for a space.

    Raises:
        IdentifierError: as `unescape` does.
    """
    return unescape(text.replace("+", " "))


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
