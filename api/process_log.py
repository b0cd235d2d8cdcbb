"""The file in which a process's lines are kept, as far as its disk takes them."""

from __future__ import annotations

import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path

LARGEST = 16 << 20
"""Bytes of a log after which the next start begins another."""


class ProcessLog:
    """One process's log. A fault of its disk costs lines and nothing else: who stops reading a process stops it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None
        self._failing = False

    def write(self, line: str) -> None:
        """Add a line, if the disk takes it; that it does not is said once on standard error, until it does again."""
        try:
            if self._file is None:
                self._file = self._open()
            self._file.write(line.encode())
        except OSError as error:
            if not self._failing:
                self._failing = True
                with suppress(OSError):  # standard error may be on the same disk
                    print(f"wayproof: {self._path.name} cannot be written: {error}", file=sys.stderr, flush=True)
        else:
            self._failing = False

    def close(self) -> None:
        """Give up the file."""
        if self._file is not None:
            self._file.close()

    def _open(self) -> FileIO:
        if self._path.exists() and self._path.stat().st_size > LARGEST:
            self._path.replace(self._path.with_suffix(".log.1"))
        return self._path.open("ab", buffering=0)  # so that what failed is not tried again with every line
