"""Salts: what one random secret makes of each label, so that a statement keeps 32 bytes and not a salt per member."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeAlias

Salt: TypeAlias = Callable[[bytes], bytes]
"""From a label to its 16 bytes, under one secret."""

SALT_SIZE = 16

_BLOCK_SIZE = 64
_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


def salts_of(secret: bytes) -> Salt:
    """The function from label to salt: the first 16 bytes of HMAC-SHA-256 (RFC 2104) of the label under `secret`.

    What HMAC hashes of the key is hashed once for all labels (RFC 2104 section 4): a statement has ten salts at least,
    and a thousand with as many items. `secret` has at most 64 bytes.
    """
    if len(secret) > _BLOCK_SIZE:
        raise ValueError(f"a secret has at most {_BLOCK_SIZE} bytes")
    block = secret.ljust(_BLOCK_SIZE, b"\0")
    inner, outer = sha256(block.translate(_INNER)), sha256(block.translate(_OUTER))

    def salt(label: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(label)
        second.update(first.digest())
        return second.digest()[:SALT_SIZE]

    return salt
