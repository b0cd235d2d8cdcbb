"""Pictures of goods, kept by their SHA-256, so that readers have them from the ledger and from nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from ledger import store_pictures, store_statements
from ledger.picture_header import PictureError, PictureHeader, read_header
from ledger.service import Ledger
from ledger.statement import decode_saying
from ledger.store_pictures import Picture
from verifier.format import base64url
from verifier.format.errors import FormatError

MAX_BYTES = 1 << 20
"""Most bytes of a picture."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture that is kept: its digest, what its bytes say of it, and whether it was not there before."""

    sha256: bytes
    header: PictureHeader
    new: bool


def keep_picture(ledger: Ledger, party: bytes | None, content: bytes) -> Kept:
    """Keep a picture for readers; `party` gives it, None is the operator.

    Raises PictureError if it is no PNG, JPEG or WebP, or too large.
    """
    if len(content) > MAX_BYTES:
        raise PictureError(f"has {len(content)} bytes, more than {MAX_BYTES}")
    header = read_header(content)
    digest = hashlib.sha256(content).digest()
    with ledger.store.write() as connection:
        new = store_pictures.insert(connection, Picture(digest, header.media_type, content), party, ledger.clock())
    return Kept(digest, header, new)


def find_picture(ledger: Ledger, sha256: bytes) -> Picture | None:
    """The picture of a digest."""
    with ledger.store.read() as connection:
        return store_pictures.find(connection, sha256)


def described_pictures(connection: sa.Connection, size: int) -> Iterator[bytes]:
    """The digests of pictures that descriptions name, among the first `size` statements of the log; each once."""
    seen = set()
    for content in store_statements.contents_of_notice(connection, "description", size):
        picture = decode_saying(content).event.get("picture")
        if not isinstance(picture, dict):
            continue
        try:
            digest = base64url.decode(picture.get("sha256"), 32)
        except FormatError:
            continue
        if digest not in seen:
            seen.add(digest)
            yield digest
