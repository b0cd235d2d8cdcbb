"""The openings of a whole log for its auditors, in files of so many statements each, encrypted with age.

Beside the files stands for whom all of them are, as a digest: age hides the recipients of a file, and so do we.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from ledger import age
from ledger.files import sync_folder, write_file, write_with
from ledger.openings import openings_between
from ledger.service import Ledger

STATEMENTS_PER_FILE = 4_096
RECIPIENTS = "openings/recipients.sha256"
"""The file that says for whom the others are: the SHA-256, in hexadecimal, of the sorted recipients, one a line."""

Progress = Callable[[str, int, int], None]
"""Told what is being written, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class WrittenOpenings:
    """How many files are new, and whether those that were there were not all for the same recipients."""

    files: int
    renewed: bool


def openings_path(number: int, *, full: bool) -> str:
    """Where the openings of a file's statements are; of the last file until it is full, under another name."""
    return f"openings/{number:08}{'' if full else '-part'}.jsonl.age"


def write_openings(
    ledger: Ledger, folder: Path, size: int, recipients: Sequence[str], progress: Progress
) -> WrittenOpenings:
    """Write the openings up to a log size for age recipients.

    Full files are written once for the same recipients, and all anew for others, who could open none of them. Raises
    AgeError for a recipient that is none.
    """
    to = age.parse_recipients(recipients)
    for_whom = _digest(to)
    renewed = _are_for_others(folder, for_whom)
    written = 0
    for number in range(-(-size // STATEMENTS_PER_FILE)):
        start = number * STATEMENTS_PER_FILE
        end = min(start + STATEMENTS_PER_FILE, size)
        full = end - start == STATEMENTS_PER_FILE
        path = folder / openings_path(number, full=full)
        if full and not renewed and path.exists():
            continue
        write_with(path, partial(_encrypt, ledger, start, end, to))
        if full:
            (folder / openings_path(number, full=False)).unlink(missing_ok=True)
        written += 1
        progress("openings", end, size)
    if renewed:
        write_file(folder / RECIPIENTS, for_whom)
    return WrittenOpenings(written, renewed)


def _are_for_others(folder: Path, for_whom: bytes) -> bool:
    """Whether some of the files that are there may be for others; if so, the folder does not say any more for whom."""
    known = folder / RECIPIENTS
    if known.exists() and known.read_bytes() == for_whom:
        return False
    if not any(known.parent.glob("*.age")):
        write_file(known, for_whom)  # first, so that a run that is cut off can be gone on with
        return False
    if known.exists():
        known.unlink()  # some are for these and some for those until the last one is written
        sync_folder(known.parent)
    return True


def _digest(to: Sequence[age.Recipient]) -> bytes:
    lines = "".join(f"{each}\n" for each in sorted({str(each) for each in to}))
    return sha256(lines.encode()).hexdigest().encode() + b"\n"


def _encrypt(ledger: Ledger, start: int, end: int, to: Sequence[age.Recipient], file: BinaryIO) -> None:
    def write(stream: BinaryIO) -> None:
        for opened in openings_between(ledger, start, end):
            stream.write(opened + b"\n")

    age.encrypt(write, file, to)
