"""Which of the media types, languages and encodings on offer a request would rather have (RFC 9110, section 12.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_RANGE = re.compile(r"([!#$%&'*+.^_`|~0-9a-z-]+|\*)/([!#$%&'*+.^_`|~0-9a-z-]+|\*)")
_LANGUAGE = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,7}|\*")
_QUALITY = re.compile(r"q=\"?([0-9]*\.?[0-9]*)\"?")
"""More than RFC 9110 allows, as clients write it: `q=.2`, `q=0.0000`."""


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """The type among `offered` that an Accept header likes best, the earlier of equals; None if it takes none.

    No header takes everything; what is no media range in it is passed over.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = list(_ranges(accept))
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def quality_of(accept: str, media_type: str) -> float:
    """How much an Accept header likes a media type, from 0, not at all, to 1."""
    return _quality(media_type, list(_ranges(accept)))


def language_ranges(accept_language: str) -> dict[str, float]:
    """The language ranges of an Accept-Language header, in small letters, with their qualities."""
    found: dict[str, float] = {}
    for part in accept_language.lower().split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        if _LANGUAGE.fullmatch(tag):
            found.setdefault(tag, _quality_among(parameters))
    return found


def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header names gzip as welcome (RFC 9110, section 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        if coding == "gzip":
            return _quality_among(parameters) > 0
    return False


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        match = _RANGE.fullmatch(media_range)
        if match is None:
            continue
        yield match[1], match[2], _quality_among(parameters)


def _quality_among(parameters: Iterable[str]) -> float:
    qualities = [found[1] for parameter in parameters if (found := _QUALITY.fullmatch(parameter))]
    return min(1.0, float(qualities[0])) if qualities and qualities[0].strip(".") else 1.0


def _quality(media_type: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The quality by the most specific range that covers the type."""
    kind, _, subtype = media_type.partition("/")
    for wanted in ((kind, subtype), (kind, "*"), ("*", "*")):
        found = [quality for *media_range, quality in ranges if tuple(media_range) == wanted]
        if found:
            return max(found)
    return 0.0
