"""Index notes: their bytes, their one spelling, and who signed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.errors import FormatError, SignatureError
from verifier.format.index_note import (
    IndexNote,
    encode_index_note,
    open_index_note,
    parse_index_note,
    sign_index_note,
)
from verifier.format.merkle import MAX_SIZE
from verifier.format.note import MAX_TIME, NoteKey, sign_note

ORIGIN = "example.com/log"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
AUDITOR = NoteKey("auditor.example", PRIVATE.public_key().public_bytes_raw())
LOG_ROOT, INDEX_ROOT = sha256(b"log").digest(), sha256(b"index").digest()
NOTE = IndexNote(ORIGIN, 77, LOG_ROOT, INDEX_ROOT, 1_790_000_000)
BODY = b"\n".join(
    [b"wayproof index v1", b"example.com/log", b"77", b64encode(LOG_ROOT), b64encode(INDEX_ROOT), b"1790000000", b""]
)


def test_bytes():
    assert encode_index_note(NOTE) == BODY
    assert parse_index_note(BODY) == NOTE


def test_sign_and_open():
    note = sign_index_note(NOTE, AUDITOR, PRIVATE)
    assert open_index_note(note, ORIGIN, [AUDITOR]) == (NOTE, (AUDITOR,))
    with pytest.raises(SignatureError):
        open_index_note(note.replace(b"\n77\n", b"\n78\n"), ORIGIN, [AUDITOR])
    with pytest.raises(FormatError, match="another log"):
        open_index_note(note, "example.com/other", [AUDITOR])


def test_another_note_of_the_same_key_is_no_index_note():
    with pytest.raises(FormatError, match="no index note"):
        open_index_note(sign_note(BODY.replace(b"index", b"inbox"), AUDITOR, PRIVATE), ORIGIN, [AUDITOR])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        BODY[:-1],
        BODY + b"x\n",
        BODY.replace(b"v1", b"v2"),
        BODY.replace(b"\n77\n", b"\n077\n"),
        BODY.replace(b"\n77\n", b"\n0\n"),
        BODY.replace(b"\n77\n", b"\n%d\n" % (MAX_SIZE + 1)),
        BODY.replace(b"1790000000", b"%d" % (MAX_TIME + 1)),
        BODY.replace(b64encode(LOG_ROOT), b64encode(LOG_ROOT[:31])),
        BODY.replace(b64encode(INDEX_ROOT), b64encode(INDEX_ROOT + b"\x00")),
    ],
)
def test_other_texts_are_refused(body):
    with pytest.raises(FormatError):
        parse_index_note(body)


hashes = st.binary(min_size=32, max_size=32)


@given(st.integers(1, MAX_SIZE), hashes, hashes, st.integers(0, MAX_TIME))
def test_every_note_is_read_back(size, log_root, index_root, time):
    note = IndexNote(ORIGIN, size, log_root, index_root, time)
    assert parse_index_note(encode_index_note(note)) == note


@given(st.binary(max_size=100) | st.binary(max_size=25).map(lambda tail: BODY[:-12] + tail))
def test_one_spelling_and_only_format_errors(body):
    try:
        note = parse_index_note(body)
    except FormatError:
        return
    assert encode_index_note(note) == body
