"""JSON that is hashed or signed: RFC 8785 bytes, and nothing else."""

from __future__ import annotations

import json
import math
import re
from typing import TypeAlias

import orjson

from verifier.format.errors import FormatError

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

MAX_SAFE_INTEGER = 2**53 - 1
"""Largest integer that every JSON reader holds exactly (RFC 8785 section 3.2.2.3, I-JSON)."""

MAX_DEPTH = 64
"""Deepest nesting accepted; EPCIS needs about eight levels."""

_MAY_BE_A_FRACTION = re.compile(rb"(?:^|[:,\[])-?[0-9]+[.eE]")
"""Finds every number with a fraction or an exponent in JSON without blanks, and a few texts besides."""


def encode(value: Json) -> bytes:
    """The RFC 8785 bytes of `value`.

    Raises FormatError for a number whose text is an integer beyond ±(2^53−1), one that is not finite, a lone surrogate,
    a member name that is no string, or nesting deeper than MAX_DEPTH.
    """
    if is_plain(value):
        return encode_plain(value)
    out: list[str] = []
    _write(value, out)
    try:
        return "".join(out).encode()
    except UnicodeEncodeError:
        raise FormatError("not canonical JSON: a lone surrogate") from None


def decode(data: bytes) -> Json:
    """The value that canonical JSON bytes stand for.

    Raises FormatError if `data` is not JSON, or is not the RFC 8785 bytes of its own value; that also refuses repeated
    members, which no re-serialisation repeats.
    """
    try:
        value: Json = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"not JSON: {error}") from None
    if (encode_plain(value) if _is_plain_text(data) else encode(value)) != data:
        raise FormatError("JSON is not in its canonical form (RFC 8785)")
    return value


def decode_object(data: bytes) -> dict[str, Json]:
    """As `decode`, for a document that must be an object."""
    value = decode(data)
    if not isinstance(value, dict):
        raise FormatError("canonical JSON is not an object")
    return value


def encode_plain(value: Json) -> bytes:
    """As `encode`, for a value known to have no fraction, and no member name but of ASCII; else `decode` refuses it."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)
    except TypeError as error:
        raise FormatError(f"not canonical JSON: {error}") from None


def _is_plain_text(data: bytes) -> bool:
    """Whether a look at the JSON text itself is enough to know its value for one that `_is_plain` accepts.

    Other than `_is_plain` it leaves it to orjson to refuse large integers.
    """
    nested = data.count(b"[") + data.count(b"{")
    return nested <= MAX_DEPTH and data.isascii() and not _MAY_BE_A_FRACTION.search(data)


def is_plain(value: Json) -> bool:
    """Whether `encode_plain` may take `value` and each of its parts: no floats, and names that sort alike as UTF-8 and
    as UTF-16.

    Raises FormatError for what `encode` refuses, but for lone surrogates, which `encode_plain` refuses too.
    """
    return _is_plain(value, MAX_DEPTH)


def _is_plain(value: Json, depth: int) -> bool:
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        if not -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
            raise FormatError("an integer is beyond ±(2^53−1)")
        return True
    if isinstance(value, float):
        return False
    if depth == 0:
        raise FormatError(f"nested deeper than {MAX_DEPTH} levels")
    plain = True
    # Nearly all that events hold is text, which needs no call of its own.
    if isinstance(value, list):
        for element in value:
            if type(element) is not str and not _is_plain(element, depth - 1):
                plain = False
    elif isinstance(value, dict):
        for name, member in value.items():
            if not isinstance(name, str):
                raise FormatError("a member name is no string")
            # Below U+D800 the order of UTF-8 bytes is the order of UTF-16 code units.
            if not name.isascii() and max(name) >= "\ud800":
                plain = False
            if type(member) is not str and not _is_plain(member, depth - 1):
                plain = False
    else:
        raise FormatError(f"{type(value).__name__} is no JSON value")
    return plain


def _write(value: Json, out: list[str]) -> None:
    if isinstance(value, dict):
        out.append("{")
        try:
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        except UnicodeEncodeError:
            raise FormatError("not canonical JSON: a lone surrogate") from None
        for position, name in enumerate(names):
            out.append(("," if position else "") + json.dumps(name, ensure_ascii=False) + ":")
            _write(value[name], out)
        out.append("}")
    elif isinstance(value, list):
        out.append("[")
        for position, element in enumerate(value):
            if position:
                out.append(",")
            _write(element, out)
        out.append("]")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise FormatError("a number is not finite")
        if MAX_SAFE_INTEGER < abs(value) < 1e21:  # from 1e21 on, its text has an exponent and reads as a double
            raise FormatError("an integer is beyond ±(2^53−1)")
        out.append(ecmascript_number(value))
    else:
        out.append(json.dumps(value, ensure_ascii=False))


def ecmascript_number(value: float) -> str:
    """ECMAScript's Number::toString of a finite double (ECMA-262 section 6.1.6.1.20), from Python's shortest digits."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    # `point` is where the decimal point stands, counted from the first significant digit.
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    tail = "." + digits[1:] if count > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if power > 0 else '-'}{abs(power)}"
