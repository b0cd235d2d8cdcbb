"""The openings of a whole log for its auditors, in files of so many statements each, encrypted with age."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ledger import age
from ledger.files import write_with
from ledger.openings import openings_between
from ledger.service import Ledger

STATEMENTS_PER_FILE = 4_096
Progress = Callable[[str, int, int], None]
"""Told what is being written, how much of it is done, and how much there is."""


def openings_path(number: int, *, full: bool) -> str:
    """Where the openings of a file's statements are; of the last file until it is full, under another name."""
    return f"openings/{number:08}{'' if full else '-part'}.jsonl.age"


def write_openings(ledger: Ledger, folder: Path, size: int, recipients: Sequence[str], progress: Progress) -> int:
    """Write the openings up to a log size for age recipients; returns how many files are new.

    Full files are written once, for the recipients of that time. Raises AgeError for a recipient that is none.
    """
    to = age.parse_recipients(recipients)
    written = 0
    for number in range(-(-size // STATEMENTS_PER_FILE)):
        start = number * STATEMENTS_PER_FILE
        end = min(start + STATEMENTS_PER_FILE, size)
        full = end - start == STATEMENTS_PER_FILE
        path = folder / openings_path(number, full=full)
        if full and path.exists():
            continue
        write_with(path, partial(_encrypt, ledger, start, end, to))
        if full:
            (folder / openings_path(number, full=False)).unlink(missing_ok=True)
        written += 1
        progress("openings", end, size)
    return written


def _encrypt(ledger: Ledger, start: int, end: int, to: Sequence[age.Recipient], file: BinaryIO) -> None:
    def write(stream: BinaryIO) -> None:
        for opened in openings_between(ledger, start, end):
            stream.write(opened + b"\n")

    age.encrypt(write, file, to)
