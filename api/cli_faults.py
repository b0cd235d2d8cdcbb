"""Faults of the machine, such as a full disk or a file that is not there, as one line of a command."""

from __future__ import annotations


def in_one_line(error: OSError) -> str:
    """What the system says, after the file's name if it is known."""
    said = " ".join((error.strerror or str(error) or type(error).__name__).split())
    return said if error.filename is None else f"{error.filename}: {said}"
