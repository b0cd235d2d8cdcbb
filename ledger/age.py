"""Encryption in the age format, as a stream: what is written here, the standard tool `age` opens, and the other way.

A stream under a passphrase is encrypted to a key made for it, and the key under the passphrase, since age's own
passphrase mode takes all of a file at once; `age` opens that pair too (`age -d -i FILE.key FILE`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, TypeAlias, TypeVar

import pyrage

from ledger.errors import AgeError

Recipient: TypeAlias = Any
Identity: TypeAlias = Any
"""pyrage's own classes, which have no types."""

_T = TypeVar("_T")


def parse_recipients(texts: Sequence[str]) -> list[Recipient]:
    """The recipients of age1… lines; raises AgeError for another line."""
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError as error:
        raise AgeError(f"not an age recipient, age1…: {error}") from None


def read_identities(path: Path) -> list[Identity]:
    """The identities of a file as `age-keygen` writes it; raises AgeError if there is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise AgeError(f"{path}: {error}") from None
    return _identities(lines, str(path))


def new_identity() -> Identity:
    """A key of its own."""
    return pyrage.x25519.Identity.generate()


def seal_identity(identity: Identity, passphrase: str) -> bytes:
    """An identity under a passphrase, as the file that `age -d -i` takes."""
    return bytes(pyrage.passphrase.encrypt(f"{identity}\n".encode(), passphrase))


def open_identity(sealed: bytes, passphrase: str) -> list[Identity]:
    """The identity that `seal_identity` sealed; raises AgeError for another passphrase or file."""
    try:
        opened = pyrage.passphrase.decrypt(sealed, passphrase)
    except pyrage.DecryptError as error:
        raise AgeError(f"the passphrase does not open the key file: {error}") from None
    return _identities(opened.decode("utf-8", "replace").splitlines(), "the key file")


def encrypt(write: Callable[[BinaryIO], object], out: BinaryIO, to: Sequence[Recipient]) -> None:
    """Let a function write to a stream whose encryption goes to `out`; raises AgeError if that cannot be written."""
    source, sink = _pipe()
    with _beside(lambda: pyrage.encrypt_io(source, out, list(to)), source), sink:
        write(sink)


def decrypt(source: BinaryIO, read: Callable[[BinaryIO], _T], identities: Sequence[Identity]) -> _T:
    """What a function makes of the decrypted stream, all of which it must read.

    Raises AgeError if no identity opens the stream, or it was changed or cut off; then what was read is void.
    """
    opened, sink = _pipe()
    with _beside(lambda: pyrage.decrypt_io(source, sink, list(identities)), sink), opened:
        return read(opened)


@contextmanager
def _beside(work: Callable[[], object], end: BinaryIO) -> Iterator[None]:
    """Do work in a thread while the block runs, and give up its end of the pipe after it.

    Its failure comes first, unless it is only that the block, which failed, has read no further.
    """
    failures: list[Exception] = []

    def run() -> None:
        try:
            work()
        except (OSError, pyrage.EncryptError, pyrage.DecryptError) as error:
            failures.append(error)
        finally:
            with suppress(OSError):
                end.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    except BaseException:
        thread.join()
        if failures and not isinstance(failures[0], BrokenPipeError):
            raise AgeError(_in_words(failures[0])) from None
        raise
    thread.join()
    if failures:
        raise AgeError(_in_words(failures[0]))


def _in_words(error: Exception) -> str:
    if isinstance(error, pyrage.DecryptError) and "matching keys" in str(error):
        return "the file is encrypted to another key"
    if isinstance(error, pyrage.EncryptError):
        return f"the encrypted file cannot be written: {error}"
    return f"the file cannot be decrypted: it is no age file, was changed, or is cut off ({error})"


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reader, writer = os.pipe()
    return os.fdopen(reader, "rb"), os.fdopen(writer, "wb")


def _identities(lines: Sequence[str], where: str) -> list[Identity]:
    secret = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in secret]
    except pyrage.IdentityError:
        raise AgeError(f"{where} has a line that is no age identity, AGE-SECRET-KEY-1…") from None
    if not found:
        raise AgeError(f"{where} has no age identity")
    return found
