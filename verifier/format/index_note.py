"""Index notes: an auditor's word that the item index of a log was replayed and is what an anchor says it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.errors import FormatError
from verifier.format.merkle import HASH_SIZE, MAX_SIZE
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

_TITLE = "wayproof index v1"


@dataclass(frozen=True, slots=True)
class IndexNote:
    """Log root and index root of the log `origin` at `size` as an auditor replayed them, at `time` (Unix seconds)."""

    origin: str
    size: int
    log_root: bytes
    index_root: bytes
    time: int

    def __post_init__(self) -> None:
        """Raise FormatError for an origin, size, root or time that cannot be; an empty log is not anchored."""
        check_name(self.origin)
        if not 0 < self.size <= MAX_SIZE or not 0 <= self.time <= MAX_TIME:
            raise FormatError("an index note of an impossible size or time")
        if len(self.log_root) != HASH_SIZE or len(self.index_root) != HASH_SIZE:
            raise FormatError(f"a root has {HASH_SIZE} bytes")


def encode_index_note(note: IndexNote) -> bytes:
    """The text of the note: title, origin, size, base64 log root, base64 index root and time, a line each."""
    lines = (
        _TITLE,
        note.origin,
        str(note.size),
        encode_base64(note.log_root),
        encode_base64(note.index_root),
        str(note.time),
    )
    return "".join(f"{line}\n" for line in lines).encode()


def parse_index_note(body: bytes) -> IndexNote:
    """The index note in a note's text; FormatError for other text."""
    title, origin, size, log_root, index_root, time = lines_of(body, 6)
    if title != _TITLE:
        raise FormatError("the note is no index note")
    return IndexNote(
        origin,
        parse_decimal(size, MAX_SIZE),
        decode_base64(log_root, HASH_SIZE),
        decode_base64(index_root, HASH_SIZE),
        parse_decimal(time, MAX_TIME),
    )


def sign_index_note(note: IndexNote, key: NoteKey, sign: Signer | Ed25519PrivateKey) -> bytes:
    """The index note as a note signed by the auditor's `key`."""
    return sign_note(encode_index_note(note), key, sign)


def open_index_note(note: bytes, origin: str, keys: Iterable[NoteKey]) -> tuple[IndexNote, tuple[NoteKey, ...]]:
    """The index note on the log `origin`, and which of the auditors' `keys` signed it.

    Raises FormatError for another note or origin, SignatureError as `open_note` does.
    """
    opened = open_note(note, keys)
    index_note = parse_index_note(opened.body)
    if index_note.origin != origin:
        raise FormatError("the index note is on another log")
    return index_note, opened.signers
