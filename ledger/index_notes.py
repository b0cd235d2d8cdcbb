"""Auditors' index notes: taken from them, checked against the anchors, and shown in passports (docs/format.md 7.2)."""

from __future__ import annotations

from dataclasses import dataclass

from ledger import store_anchors, store_index_notes
from ledger.errors import NoteRefused
from ledger.service import Ledger
from verifier.format.errors import FormatError
from verifier.format.index_note import open_index_note

MAX_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class TakenNote:
    """A note that was taken: the number of the anchor whose roots it is on, and which auditors signed it."""

    seq: int
    auditors: tuple[str, ...]


def take_note(ledger: Ledger, data: bytes) -> TakenNote:
    """Keep an auditor's note for passports to show.

    Raises NoteRefused if it is none, is by no key that the setting auditor_keys names, or is on roots that no anchor of
    this log has.
    """
    keys = ledger.trust.auditor_keys
    if not keys:
        raise NoteRefused("this ledger asks for no auditors: the setting auditor_keys names none")
    try:
        note, signers = open_index_note(data, ledger.origin, keys)
    except FormatError as error:
        raise NoteRefused(f"this is no index note of an auditor of this ledger: {error}") from None
    with ledger.store.write() as connection:
        anchor = store_anchors.of_size(connection, note.size)
        if anchor is None:
            raise NoteRefused(f"no anchor of this log is of {note.size} entries")
        if (anchor.anchor.log_root, anchor.anchor.index_root) != (note.log_root, note.index_root):
            raise NoteRefused(f"anchor {anchor.anchor.seq}, of {note.size} entries, has other roots")
        for key in signers:
            store_index_notes.put(connection, note, key.vkey, data.decode(), ledger.clock())
    return TakenNote(anchor.anchor.seq, tuple(key.name for key in signers))
