"""Encrypted streams: a reader that refuses is heard, and a stream that was changed comes before what it says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from ledger import age
from ledger.errors import AgeError, BackupError, LedgerBehind

DATABASES = ("sqlite",)
LONG = 2 << 20
"""Bytes of a stream that no pipe holds."""


@pytest.mark.parametrize("size", [1_000, LONG])
def test_a_reader_that_refuses_is_heard(tmp_path: Path, size: int):
    path, identity = encrypted(tmp_path, size)

    def refuse(stream: BinaryIO) -> None:
        stream.read(100)
        raise LedgerBehind("the backup is behind")

    with path.open("rb") as file, pytest.raises(LedgerBehind, match="is behind"):
        age.decrypt(file, refuse, [identity])


def test_a_stream_that_is_cut_off_is_said_and_not_what_the_reader_makes_of_it(tmp_path: Path):
    path, identity = encrypted(tmp_path, LONG)
    path.write_bytes(path.read_bytes()[:-1_000])

    def read(stream: BinaryIO) -> None:
        if len(stream.read()) < LONG:
            raise BackupError("it has no manifest")

    with path.open("rb") as file, pytest.raises(AgeError, match="cut off"):
        age.decrypt(file, read, [identity])


def encrypted(folder: Path, size: int) -> tuple[Path, age.Identity]:
    """A file of random bytes, and the identity that opens it."""
    path, identity = folder / "stream.age", age.new_identity()
    with path.open("wb") as file:
        age.encrypt(lambda sink: sink.write(os.urandom(size)), file, [identity.to_public()])
    return path, identity
