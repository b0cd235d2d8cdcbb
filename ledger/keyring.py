"""Secrets at rest: everything private that the ledger stores is sealed under one master key, kept in a file of its own.

A sealed secret is `nonce[12] ‖ AES-256-GCM ciphertext and tag`; what it is for and whose it is are authenticated with
it, so that one sealed secret cannot be put in another's place.
"""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.errors import KeyringError

KEY_BYTES = 32
_NONCE_BYTES = 12
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Keyring:
    """Seals and opens under one master key, which it never shows."""

    def __init__(self, master_key: bytes) -> None:
        """`master_key` has 32 bytes; raises KeyringError for any other length."""
        if len(master_key) != KEY_BYTES:
            raise KeyringError(f"a master key has {KEY_BYTES} bytes, not {len(master_key)}")
        self._cipher = AESGCM(master_key)

    @classmethod
    def open_file(cls, path: Path, *, create: bool = True) -> Keyring:
        """The keyring of a master key's file; a missing file is made if `create`, with 32 random bytes and mode 0600.

        Raises:
            KeyringError: the file is missing, readable by others, of another length, or cannot be read or made.
        """
        try:
            if create:
                _create(path)
            return cls(_read(path))
        except FileNotFoundError:
            raise KeyringError(
                f"the master key {path} is missing: put it back, or start with an empty data folder"
            ) from None
        except OSError as error:
            raise KeyringError(f"the master key {path} cannot be used: {error.strerror}") from None

    def seal(self, purpose: str, name: bytes, secret: bytes) -> bytes:
        """Encrypt a secret; only the same purpose and name open it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, _context(purpose, name))

    def open(self, purpose: str, name: bytes, sealed: bytes) -> bytes:
        """The secret; raises KeyringError if it was sealed otherwise, under another master key, or was changed."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, ciphertext, _context(purpose, name))
        except (InvalidTag, ValueError):
            raise KeyringError(
                f"the master key does not open the sealed {purpose}: it belongs to another data folder, or the data "
                "was changed"
            ) from None


def _context(purpose: str, name: bytes) -> bytes:
    return purpose.encode() + b"\0" + name


def _create(path: Path) -> None:
    """Make the file unless it is there: complete under its name or not at all, whatever happens meanwhile."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # unlike a rename, it never replaces the key of one who was faster
        except FileExistsError:
            return
    finally:
        fresh.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & _OTHERS:
            raise KeyringError(f"the master key {path} can be read by others: chmod 600 {path}")
        return file.read(KEY_BYTES + 1)
