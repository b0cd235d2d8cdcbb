"""Tree heads: a published log's checkpoints open; one spelling; no extension lines."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.errors import FormatError, SignatureError
from verifier.format.merkle import EMPTY_ROOT, MAX_SIZE
from verifier.format.note import NoteKey, parse_vkey, sign_note
from verifier.format.tree_head import (
    TreeHead,
    encode_tree_head,
    open_tree_head,
    parse_tree_head,
    sign_tree_head,
)

ORIGIN = "example.com/log"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = NoteKey(ORIGIN, PRIVATE.public_key().public_bytes_raw())
ROOT = sha256(b"root").digest()
HEAD = TreeHead(ORIGIN, 20852163, ROOT)
BODY = b"example.com/log\n20852163\n" + b64encode(ROOT) + b"\n"


def test_bytes():
    assert encode_tree_head(HEAD) == BODY
    assert parse_tree_head(BODY) == HEAD


def test_sign_and_open():
    note = sign_tree_head(HEAD, KEY, PRIVATE)
    assert note == sign_note(BODY, KEY, PRIVATE)
    assert open_tree_head(note, ORIGIN, [KEY]) == HEAD
    with pytest.raises(SignatureError):
        open_tree_head(note.replace(b"20852163", b"20852164"), ORIGIN, [KEY])
    with pytest.raises(FormatError, match="another log"):
        open_tree_head(note, "example.com/other", [KEY])


def test_a_log_signs_under_its_own_name():
    with pytest.raises(FormatError):
        sign_tree_head(TreeHead("example.com/other", 1, ROOT), KEY, PRIVATE)


def test_published_checkpoints(vectors):
    key = parse_vkey((vectors / "tlog" / "tessera-log.vkey.txt").read_text().strip())
    folder = vectors / "tlog" / "tessera-log"
    for size in range(16):
        note = (folder / f"checkpoint.{size}").read_bytes()
        assert open_tree_head(note, "example.com/log/testdata", [key]).size == size
    newest = (folder / "checkpoint").read_bytes()
    assert open_tree_head(newest, "example.com/log/testdata", [key]).size == 15


@pytest.mark.parametrize(
    "body",
    [
        b"",
        BODY[:-1],
        BODY + b"extension\n",
        BODY + b"\n",
        BODY.replace(b"example.com/log", b""),
        BODY.replace(b"example.com/log", b"example.com log"),
        BODY.replace(b"20852163", b"020852163"),
        BODY.replace(b"20852163", b""),
        BODY.replace(b"20852163", b"-1"),
        BODY.replace(b"20852163", b"%d" % (MAX_SIZE + 1)),
        BODY.replace(b"20852163", b"0"),
        BODY.replace(b"=", b""),
        BODY.replace(b"\n", b"\r\n"),
        b"example.com/log\n1\n" + b64encode(ROOT[:-1]) + b"\n",
        b"example.com/log\n1\n" + b64encode(ROOT + b"\x00") + b"\n",
    ],
)
def test_other_texts_are_refused(body):
    with pytest.raises(FormatError):
        parse_tree_head(body)


def test_empty_log():
    head = TreeHead(ORIGIN, 0, EMPTY_ROOT)
    assert parse_tree_head(encode_tree_head(head)) == head


@pytest.mark.parametrize(("size", "root"), [(-1, ROOT), (MAX_SIZE + 1, ROOT), (1, b""), (0, ROOT)])
def test_impossible_heads_are_not_made(size, root):
    with pytest.raises(FormatError):
        TreeHead(ORIGIN, size, root)


@given(st.integers(1, MAX_SIZE), st.binary(min_size=32, max_size=32))
def test_every_head_is_read_back(size, root):
    head = TreeHead(ORIGIN, size, root)
    assert parse_tree_head(encode_tree_head(head)) == head


@given(st.binary(max_size=100) | st.binary(max_size=20).map(lambda tail: BODY[:-10] + tail))
def test_one_spelling_and_only_format_errors(body):
    try:
        head = parse_tree_head(body)
    except FormatError:
        return
    assert encode_tree_head(head) == body
