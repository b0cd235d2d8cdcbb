"""Answers with what is encoded in them laid open, so that a word is found wherever it hides."""

from __future__ import annotations

import base64

from verifier.format import base64url


def in_clear(text: str) -> str:
    """An answer with everything that is base64url in it decoded besides, several times over."""
    shown, layer = [text], [text]
    for _ in range(3):
        layer = [decoded for part in layer for word in words(part) if (decoded := _decoded(word)) is not None]
        shown += layer
    return "\n".join(shown)


def words(text: str) -> list[str]:
    """The runs of characters of which base64url is made."""
    return "".join(c if c.isalnum() or c in "-_" else " " for c in text).split()


def forms(secret: bytes) -> dict[str, bytes]:
    """How a secret may be written down: as it is, in hexadecimal, in base64 wherever it begins in what is encoded."""
    found = {"plain": secret, "hex": secret.hex().encode(), "HEX": secret.hex().upper().encode()}
    for shift in range(3):
        inner = base64.b64encode(bytes(shift) + secret)[4 if shift else 0 : -4]  # without what its neighbours change
        found[f"base64 at {shift}"] = inner
        found[f"base64url at {shift}"] = inner.replace(b"+", b"-").replace(b"/", b"_")
    return found


def _decoded(word: str) -> str | None:
    if len(word) < 16:
        return None
    try:
        return base64url.decode(word).decode("latin-1")
    except ValueError:
        return None
