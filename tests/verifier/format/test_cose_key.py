"""Key thumbprints, against the example of RFC 9679 and the algorithm of each key."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.cose_key import ED25519, ESP256, PublicKey
from verifier.format.errors import SignatureError


def test_the_thumbprint_of_rfc_9679() -> None:
    """Section 5.6 of the RFC: an EC2 key on P-256 and its SHA-256 thumbprint."""
    key = PublicKey(
        ESP256,
        bytes.fromhex("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d"),
        bytes.fromhex("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c"),
    )
    assert key.thumbprint().hex() == "496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec"


def test_an_ed25519_thumbprint_depends_on_the_key_alone() -> None:
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert PublicKey(ED25519, key).thumbprint() == PublicKey(ED25519, key).thumbprint()
    assert PublicKey(ED25519, key).thumbprint() != PublicKey(ED25519, key[::-1]).thumbprint()


def test_an_unknown_algorithm_verifies_nothing() -> None:
    with pytest.raises(SignatureError, match="not used here"):
        PublicKey(-7, bytes(32), bytes(32)).verify(b"", bytes(64))


def test_a_small_order_key_is_refused() -> None:
    with pytest.raises(SignatureError):
        PublicKey(ED25519, bytes(32)).check()
