"""An auditor's Ed25519 key file, in the encoding of Go's note package: PRIVATE+KEY+name+id+base64(1 ‖ seed)."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.errors import FormatError
from verifier.format.note import NoteKey, decode_base64, encode_base64

_PREFIX = "PRIVATE+KEY+"
_ED25519 = b"\x01"
_SEED_BYTES = 32


@dataclass(frozen=True)
class AuditorKey:
    """A key that signs index notes."""

    key: NoteKey
    private: Ed25519PrivateKey


def make_key(path: Path, name: str) -> NoteKey:
    """Make a key and its file, which only its owner can read.

    Raises FormatError for a name that no note can show, OSError if the file is there already or cannot be written.
    """
    seed = secrets.token_bytes(_SEED_BYTES)
    made = _key(name, seed)
    line = f"{_PREFIX}{name}+{made.key.key_id.hex()}+{encode_base64(_ED25519 + seed)}\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return made.key


def read_key(path: Path) -> AuditorKey:
    """The key in a file; raises FormatError if it is none, OSError if it cannot be read."""
    text = path.read_bytes().decode("utf-8", "replace").strip()
    parts = text.removeprefix(_PREFIX).split("+", 2)
    if not text.startswith(_PREFIX) or len(parts) != 3:
        raise FormatError("not an auditor's key file: PRIVATE+KEY+name+id+key")
    encoded = decode_base64(parts[2])
    if encoded[:1] != _ED25519 or len(encoded) != 1 + _SEED_BYTES:
        raise FormatError("a key of another type than Ed25519")
    made = _key(parts[0], encoded[1:])
    if made.key.key_id.hex() != parts[1]:
        raise FormatError("the key's id is not that of its name and key")
    return made


def _key(name: str, seed: bytes) -> AuditorKey:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return AuditorKey(NoteKey(name, private.public_key().public_bytes_raw()), private)
