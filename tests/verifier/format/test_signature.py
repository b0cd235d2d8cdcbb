"""Signatures to the strict rules: every published edge case, counted."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.errors import SignatureError
from verifier.format.signature import (
    ED25519_ORDER,
    P256_FIELD,
    P256_ORDER,
    check_ed25519_public_key,
    verify_ed25519,
    verify_es256,
)


def accepts_ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        verify_ed25519(key, message, signature)
    except SignatureError:
        return False
    return True


def test_wycheproof_ed25519(vectors: Path) -> None:
    groups = json.loads((vectors / "crypto" / "ed25519_test.json").read_bytes())["testGroups"]
    cases = [(group["publicKey"]["pk"], case) for group in groups for case in group["tests"]]
    assert len(cases) == 90
    for key, case in cases:
        accepted = accepts_ed25519(*map(bytes.fromhex, (key, case["msg"], case["sig"])))
        assert accepted == (case["result"] == "valid"), case


def test_cctv_ed25519_leaves_one_case_without_small_order_parts(vectors: Path) -> None:
    """Of all combinations of small-order and non-canonical points, only the one with none of them is accepted."""
    cases = json.loads((vectors / "crypto" / "cctv_ed25519vectors.json").read_bytes())
    assert len(cases) == 548
    accepted = [
        case["flags"]
        for case in cases
        if accepts_ed25519(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))
    ]
    assert accepted == [None]


def test_wycheproof_p256(vectors: Path) -> None:
    """As Wycheproof says, but that a signature with the high S is refused."""
    groups = json.loads((vectors / "crypto" / "ecdsa_secp256r1_sha256_p1363_test.json").read_bytes())["testGroups"]
    valid, high = 0, 0
    for group in groups:
        point = bytes.fromhex(group["publicKey"]["uncompressed"])
        for case in group["tests"]:
            signature = bytes.fromhex(case["sig"])
            low = len(signature) == 64 and int.from_bytes(signature[32:], "big") <= P256_ORDER // 2
            expected = case["result"] == "valid" and low
            try:
                verify_es256(point[1:33], point[33:], bytes.fromhex(case["msg"]), signature)
            except SignatureError:
                assert not expected, case
            else:
                assert expected, case
            valid += expected
            high += case["result"] == "valid" and not low
    assert valid > 50
    assert high == 41


def test_a_malleated_s_is_refused() -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    signature = key.sign(b"message")
    verify_ed25519(public, b"message", signature)
    s = int.from_bytes(signature[32:], "little") + ED25519_ORDER
    with pytest.raises(SignatureError, match="below the group's order"):
        verify_ed25519(public, b"message", signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("01" + "00" * 31, "identity"),
        ("00" * 32, "prime order"),
        ("ec" + "ff" * 30 + "7f", "prime order"),
        ("ee" + "ff" * 30 + "7f", "canonical"),
        ("01" + "00" * 30 + "80", "canonical"),
        ("02" + "00" * 31, "no point"),
        ("00" * 31, "32 bytes"),
    ],
)
def test_public_keys_that_sign_too_much_are_refused(key: str, why: str) -> None:
    with pytest.raises(SignatureError, match=why):
        check_ed25519_public_key(bytes.fromhex(key))


@pytest.mark.parametrize(
    ("x", "y", "signature", "why"),
    [
        (b"\1" * 32, b"\1" * 32, b"\1" * 64, "no point"),
        (b"\1" * 31, b"\1" * 32, b"\1" * 64, "32 bytes"),
        (b"\1" * 32, b"\1" * 32, b"\1" * 63, "64 bytes"),
        (b"\1" * 32, b"\1" * 32, bytes(64), "out of range"),
    ],
)
def test_malformed_p256_is_refused(x: bytes, y: bytes, signature: bytes, why: str) -> None:
    with pytest.raises(SignatureError, match=why):
        verify_es256(x, y, b"", signature)


def test_a_p256_coordinate_beyond_the_field_is_not_another_name_of_a_point() -> None:
    """x = 5 is on the curve; x = 5 + p would be the same point under another key thumbprint."""
    y_squared = (5**3 - 3 * 5 + 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B) % P256_FIELD
    y = pow(y_squared, (P256_FIELD + 1) // 4, P256_FIELD)
    assert y * y % P256_FIELD == y_squared
    signature = (1).to_bytes(32, "big") * 2
    for x, why in ((5, "not of this message"), (5 + P256_FIELD, "below the field")):
        with pytest.raises(SignatureError, match=why):
            verify_es256(x.to_bytes(32, "big"), y.to_bytes(32, "big"), b"", signature)
