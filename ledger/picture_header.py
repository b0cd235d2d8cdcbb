"""What a picture's first bytes say of it: PNG (W3C PNG 3), JPEG (ITU-T T.81), WebP (RFC 9649)."""

from __future__ import annotations

from dataclasses import dataclass

PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
MEDIA_TYPES = (PNG, JPEG, WEBP)

MAX_SIDE = 4096
"""Most pixels of a side: what a cheap phone still decodes."""

_PNG_START = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_JPEG_START = b"\xff\xd8\xff"
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})
"""Markers between SOF0 and SOF15 that begin no frame."""


class PictureError(ValueError):
    """Bytes are no picture that is taken here; the message says why."""


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """A picture's media type, and its sides in pixels."""

    media_type: str
    width: int
    height: int


def read_header(data: bytes) -> PictureHeader:
    """What a picture is, by its own bytes; raises PictureError if it is none that is taken here, or too large."""
    try:
        if data.startswith(_PNG_START):
            found = PictureHeader(PNG, _big(data, 16, 4), _big(data, 20, 4))
        elif data.startswith(_JPEG_START):
            found = _jpeg(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            found = _webp(data)
        else:
            raise PictureError("is neither PNG, JPEG nor WebP")
    except IndexError:
        raise PictureError("ends before it says how large it is") from None
    if not (1 <= found.width <= MAX_SIDE and 1 <= found.height <= MAX_SIDE):
        raise PictureError(f"has {found.width} by {found.height} pixels; each side may have 1 to {MAX_SIDE}")
    return found


def _big(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(_part(data, at, size), "big")


def _little(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(_part(data, at, size), "little")


def _part(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise IndexError
    return data[at : at + size]


def _jpeg(data: bytes) -> PictureHeader:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise PictureError("is a JPEG whose segments do not follow each other")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            return PictureHeader(JPEG, _big(data, at + 6, 2), _big(data, at + 4, 2))
        if marker in (0xD9, 0xDA):
            raise PictureError("is a JPEG without a frame")
        at += 1 + _big(data, at + 1, 2)


def _webp(data: bytes) -> PictureHeader:
    kind = _part(data, 12, 4)
    if _little(data, 4, 4) + 8 > len(data):
        raise PictureError("is a WebP that was cut off")
    if kind == b"VP8X":
        return PictureHeader(WEBP, _little(data, 24, 3) + 1, _little(data, 27, 3) + 1)
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = _little(data, 21, 4)
        return PictureHeader(WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and _part(data, 23, 3) == b"\x9d\x01\x2a":
        return PictureHeader(WEBP, _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF)
    raise PictureError("is a WebP of no known kind")
