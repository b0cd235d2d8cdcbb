"""Signatures by libsodium are those by OpenSSL, byte for byte, and verify under the verifier's rules."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.ed25519 import ed25519_signer
from verifier.format.signature import verify_ed25519


@given(st.binary(min_size=32, max_size=32), st.lists(st.binary(max_size=2_000), min_size=1, max_size=3))
def test_both_libraries_sign_alike(secret: bytes, messages: list[bytes]) -> None:
    sign, other = ed25519_signer(secret), Ed25519PrivateKey.from_private_bytes(secret)
    for message in messages:
        signature = sign(message)
        assert signature == other.sign(message)
        verify_ed25519(other.public_key().public_bytes_raw(), message, signature)
