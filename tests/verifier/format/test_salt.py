"""Salts are HMAC-SHA-256 as the standard library computes it."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.salt import salts_of


@given(st.binary(max_size=64), st.lists(st.binary(max_size=200), min_size=1, max_size=4))
def test_salts_are_the_beginnings_of_hmacs(secret: bytes, labels: list[bytes]) -> None:
    salt = salts_of(secret)
    assert [salt(label) for label in labels] == [hmac.digest(secret, label, "sha256")[:16] for label in labels]


def test_a_secret_that_hmac_would_hash_first_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        salts_of(bytes(65))
