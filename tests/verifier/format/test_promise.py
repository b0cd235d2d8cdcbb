"""Promises: their bytes, their one spelling, and times that make sense."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.errors import FormatError, SignatureError
from verifier.format.note import MAX_TIME, NoteKey, sign_note
from verifier.format.promise import Promise, encode_promise, open_promise, parse_promise, sign_promise

ORIGIN = "example.com/log"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = NoteKey("example.com/log/promise", PRIVATE.public_key().public_bytes_raw())
ID = sha256(b"statement").digest()
PROMISE = Promise(ORIGIN, ID, 1_790_000_000, 1_790_000_600)
BODY = b"wayproof promise v1\nexample.com/log\n" + b64encode(ID) + b"\n1790000000\n1790000600\n"


def test_bytes():
    assert encode_promise(PROMISE) == BODY
    assert parse_promise(BODY) == PROMISE


def test_sign_and_open():
    note = sign_promise(PROMISE, KEY, PRIVATE)
    assert open_promise(note, ORIGIN, [KEY]) == PROMISE
    with pytest.raises(SignatureError):
        open_promise(note.replace(b"1790000600", b"1790009600"), ORIGIN, [KEY])
    with pytest.raises(FormatError, match="another log"):
        open_promise(note, "example.com/other", [KEY])


def test_another_note_of_the_same_key_is_no_promise():
    with pytest.raises(FormatError, match="no promise"):
        open_promise(sign_note(BODY.replace(b"promise", b"premise"), KEY, PRIVATE), ORIGIN, [KEY])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        BODY[:-1],
        BODY + b"x\n",
        BODY.replace(b"v1", b"v2"),
        BODY.replace(b"example.com/log", b""),
        BODY.replace(b"1790000600", b"1789999999"),
        BODY.replace(b"1790000600", b"01790000600"),
        BODY.replace(b"1790000600", b"1790000600.5"),
        BODY.replace(b"1790000600", b"%d" % (MAX_TIME + 1)),
        BODY.replace(b64encode(ID), b64encode(ID[:31])),
        BODY.replace(b64encode(ID), ID.hex().encode()),
        BODY.replace(b"=", b""),
    ],
)
def test_other_texts_are_refused(body):
    with pytest.raises(FormatError):
        parse_promise(body)


def test_deadline_may_be_the_acceptance_and_not_before():
    assert parse_promise(encode_promise(Promise(ORIGIN, ID, 5, 5))).deadline == 5
    for accepted, deadline in ((6, 5), (-1, 5), (5, MAX_TIME + 1)):
        with pytest.raises(FormatError):
            Promise(ORIGIN, ID, accepted, deadline)
    with pytest.raises(FormatError):
        Promise(ORIGIN, ID[:31], 5, 6)


@given(st.binary(min_size=32, max_size=32), st.integers(0, MAX_TIME), st.integers(0, MAX_TIME))
def test_every_promise_is_read_back(statement_id, one, other):
    promise = Promise(ORIGIN, statement_id, min(one, other), max(one, other))
    assert parse_promise(encode_promise(promise)) == promise


@given(st.binary(max_size=100) | st.binary(max_size=25).map(lambda tail: BODY[:-12] + tail))
def test_one_spelling_and_only_format_errors(body):
    try:
        promise = parse_promise(body)
    except FormatError:
        return
    assert encode_promise(promise) == body
