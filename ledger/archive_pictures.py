"""The pictures of an archive: those that descriptions in the log name, as files by their SHA-256."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from ledger import store_pictures
from ledger.files import write_file
from ledger.pictures import described_pictures


def picture_path(sha256: bytes) -> str:
    """Where a picture is in an archive."""
    name = sha256.hex()
    return f"pictures/{name[:2]}/{name}"


def write_pictures(connection: sa.Connection, folder: Path, size: int) -> int:
    """Write the pictures that the log's first `size` entries name, as far as they are kept here; how many are new.

    A picture that nobody described is known to nobody but whoever uploaded it, and stays so.
    """
    written = 0
    for sha256 in list(described_pictures(connection, size)):
        path = folder / picture_path(sha256)
        if path.exists():
            continue
        picture = store_pictures.find(connection, sha256)
        if picture is not None:
            write_file(path, picture.content)
            written += 1
    return written
