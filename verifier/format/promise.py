"""Promises: by a stated time a statement will be covered by a final anchor, signed under a key of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.errors import FormatError
from verifier.format.note import (
    MAX_TIME,
    NoteKey,
    Signer,
    check_name,
    decode_base64,
    encode_base64,
    lines_of,
    open_note,
    parse_decimal,
    sign_note,
)

_TITLE = "wayproof promise v1"
_ID_SIZE = 32


@dataclass(frozen=True, slots=True)
class Promise:
    """That the log `origin` accepted a statement and anchors it by `deadline`; times in Unix seconds."""

    origin: str
    statement_id: bytes
    accepted: int
    deadline: int

    def __post_init__(self) -> None:
        """Raise FormatError for an impossible origin, id or time, or a deadline before the acceptance."""
        check_name(self.origin)
        if len(self.statement_id) != _ID_SIZE:
            raise FormatError(f"a statement id has {_ID_SIZE} bytes")
        if not 0 <= self.accepted <= self.deadline <= MAX_TIME:
            raise FormatError("a promise whose deadline is before its acceptance, or times that cannot be")


def encode_promise(promise: Promise) -> bytes:
    """The text of the note: title, origin, base64 statement id, accepted and deadline, a line each."""
    lines = (
        _TITLE,
        promise.origin,
        encode_base64(promise.statement_id),
        str(promise.accepted),
        str(promise.deadline),
    )
    return "".join(f"{line}\n" for line in lines).encode()


def parse_promise(body: bytes) -> Promise:
    """The promise in a note's text; FormatError for other text."""
    title, origin, statement_id, accepted, deadline = lines_of(body, 5)
    if title != _TITLE:
        raise FormatError("the note is no promise")
    return Promise(
        origin,
        decode_base64(statement_id, _ID_SIZE),
        parse_decimal(accepted, MAX_TIME),
        parse_decimal(deadline, MAX_TIME),
    )


def sign_promise(promise: Promise, key: NoteKey, sign: Signer | Ed25519PrivateKey) -> bytes:
    """The promise as a note signed by `key`."""
    return sign_note(encode_promise(promise), key, sign)


def open_promise(note: bytes, origin: str, keys: Iterable[NoteKey]) -> Promise:
    """The promise of the log `origin` in a note that one of `keys` signed.

    Raises FormatError for another note or origin, SignatureError as `open_note` does.
    """
    promise = parse_promise(open_note(note, keys).body)
    if promise.origin != origin:
        raise FormatError("the promise is another log's")
    return promise
