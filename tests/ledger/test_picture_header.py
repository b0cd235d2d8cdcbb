"""Pictures are known by their own first bytes, and what is none, or too large, is refused."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.picture_header import JPEG, MAX_SIDE, PNG, WEBP, PictureError, PictureHeader, read_header


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0rest"


def jpeg(width: int, height: int, frame: int = 0xC0, before: bytes = b"") -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"\xff\xc0!!"
    start = b"\xff" + bytes([frame]) + struct.pack(">HBHH", 17, 8, height, width)
    return b"\xff\xd8" + comment + before + start + b"rest"


def webp(kind: bytes, rest: bytes) -> bytes:
    body = b"WEBP" + kind + struct.pack("<I", len(rest)) + rest
    return b"RIFF" + struct.pack("<I", len(body)) + body


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"rest")


def lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width | 0x4000, height) + b"rest")


def extended(width: int, height: int) -> bytes:
    return webp(b"VP8X", bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


MAKES = [(PNG, png), (JPEG, jpeg), (WEBP, lossless), (WEBP, lossy), (WEBP, extended)]


@pytest.mark.parametrize(("media_type", "make"), MAKES)
@pytest.mark.parametrize(("width", "height"), [(640, 480), (1, MAX_SIDE)])
def test_kind_and_sides_are_read(media_type, make, width, height):
    assert read_header(make(width, height)) == PictureHeader(media_type, width, height)


def test_a_jpeg_may_be_progressive_and_have_fill_bytes_and_a_table_before_its_frame():
    table = b"\xff\xff\xff\xc4" + struct.pack(">H", 4) + b"xx"
    assert read_header(jpeg(30, 20, 0xC2, table)) == PictureHeader(JPEG, 30, 20)


@pytest.mark.parametrize("make", [make for _, make in MAKES])
def test_sides_beyond_what_phones_decode_are_refused(make):
    for sides in ((MAX_SIDE + 1, 1), (1, MAX_SIDE + 1)):
        with pytest.raises(PictureError, match="pixels"):
            read_header(make(*sides))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "neither"),
        (b"GIF89a\x01\0\x01\0", "neither"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither"),
        (b"<html>\x89PNG", "neither"),
        (png(0, 5), "pixels"),
        (b"\xff\xd8\xff\xd9", "without a frame"),
        (b"\xff\xd8\xff\xfe\0\x02junk", "do not follow"),
        (webp(b"VP8Z", bytes(20)), "no known kind"),
        (lossless(5, 5)[:-1], "cut off"),
        (b"RIFF" + bytes(4) + b"WEBPVP8L", "ends before"),
    ],
)
def test_what_is_no_picture_is_named(data, why):
    with pytest.raises(PictureError, match=why):
        read_header(data)


@pytest.mark.parametrize("make", [make for _, make in MAKES])
def test_a_header_that_was_cut_off_is_refused(make):
    whole = make(30, 20)
    for length in range(len(whole) - 4):
        with suppress(PictureError):
            assert read_header(whole[:length]) == read_header(whole)


@given(st.sampled_from([png, jpeg, lossless, lossy, extended]), st.integers(0, 40), st.binary(max_size=12))
def test_hostile_bytes_raise_nothing_else(make, at, junk):
    whole = make(30, 20)
    try:
        found = read_header(whole[:at] + junk + whole[at + len(junk) :])
    except PictureError:
        return
    assert 1 <= found.width <= MAX_SIDE
