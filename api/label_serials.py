"""Serial numbers that nobody can guess, for people to read aloud."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 characters of GS1 set 82 without 0, 1, I and O, which look alike, and without any that a URI percent-encodes."""

LENGTH = 13
"""Of 5 random bits each: 65, so that nobody guesses one among a billion others."""


def random_serial() -> str:
    """A serial number with 65 bits from the system's random numbers."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def random_serials(count: int) -> list[str]:
    """So many different serial numbers."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[random_serial()] = None
    return list(found)
