"""Ed25519 and ECDSA P-256 as statements and notes use them: one signature rule, equal in every language.

Libraries disagree on the edges (small-order keys, cofactors, non-canonical points, malleable S), and a signature that
one verifier takes and another refuses would be two histories. The rules are docs/format.md's: Ed25519 public keys are
canonical points of prime order and not the identity, S < L, verification is cofactorless (RFC 8032 section 5.1.7, the
stricter equation); ECDSA is over SHA-256 with 64-byte signatures and S at most half the group's order.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from verifier.format.errors import SignatureError

P256_FIELD = 2**256 - 2**224 + 2**192 + 2**96 - 1
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
_FIELD = 2**255 - 19
_D = -121665 * pow(121666, -1, _FIELD) % _FIELD
_SQRT_MINUS_ONE = pow(2, (_FIELD - 1) // 4, _FIELD)

_Point = tuple[int, int, int, int]


def verify_ed25519(public_key: bytes, message: bytes, signature: bytes) -> None:
    """Check an Ed25519 signature (RFC 8032); raise SignatureError unless key and signature keep this module's rules."""
    check_ed25519_public_key(public_key)
    if len(signature) != 64:
        raise SignatureError("an Ed25519 signature has 64 bytes")
    if int.from_bytes(signature[32:], "little") >= ED25519_ORDER:
        raise SignatureError("Ed25519 signature with S not below the group's order")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        raise SignatureError("the Ed25519 signature is not of this message and key") from None


def verify_es256(x: bytes, y: bytes, message: bytes, signature: bytes) -> None:
    """Check an ECDSA P-256 SHA-256 signature `r ‖ s`, s low; raise SignatureError otherwise.

    `x` and `y` are the key's affine coordinates, 32 bytes each, big-endian.
    """
    if len(signature) != 64:
        raise SignatureError("a P-256 signature has 64 bytes")
    if len(x) != 32 or len(y) != 32:
        raise SignatureError("a P-256 coordinate has 32 bytes")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not 0 < r < P256_ORDER or not 0 < s <= P256_ORDER // 2:
        raise SignatureError("P-256 signature out of range, or its S is not the low one")
    affine = int.from_bytes(x, "big"), int.from_bytes(y, "big")
    if max(affine) >= P256_FIELD:  # OpenSSL would take it for the same point under another thumbprint
        raise SignatureError("a P-256 coordinate is not below the field's prime")
    try:
        key = EllipticCurvePublicNumbers(*affine, SECP256R1()).public_key()
    except ValueError:
        raise SignatureError("the P-256 public key is no point of the curve") from None
    try:
        key.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except InvalidSignature:
        raise SignatureError("the P-256 signature is not of this message and key") from None


@lru_cache(maxsize=4096)
def check_ed25519_public_key(public_key: bytes) -> None:
    """Raise SignatureError unless `public_key` is the canonical encoding of a point of prime order.

    A key of small order signs anything, and one with a small-order part verifies differently with and without the
    cofactor.
    """
    if len(public_key) != 32:
        raise SignatureError("an Ed25519 public key has 32 bytes")
    point = _decompress(public_key)
    if _is_identity(point):
        raise SignatureError("the Ed25519 public key is the identity")
    if not _is_identity(_multiply(ED25519_ORDER, point)):
        raise SignatureError("the Ed25519 public key is not of prime order")


def _decompress(encoded: bytes) -> _Point:
    """RFC 8032 section 5.1.3, refusing y not below the field's prime and the sign bit on x = 0."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= _FIELD:
        raise SignatureError("the Ed25519 public key is not canonical")
    u, v = (y * y - 1) % _FIELD, (_D * y * y + 1) % _FIELD
    x = u * pow(v, 3, _FIELD) * pow(u * pow(v, 7, _FIELD), (_FIELD - 5) // 8, _FIELD) % _FIELD
    if (v * x * x - u) % _FIELD:
        x = x * _SQRT_MINUS_ONE % _FIELD
        if (v * x * x - u) % _FIELD:
            raise SignatureError("the Ed25519 public key is no point of the curve")
    if x == 0 and sign:
        raise SignatureError("the Ed25519 public key is not canonical")
    if x & 1 != sign:
        x = _FIELD - x
    return x, y, 1, x * y % _FIELD


def _add(p: _Point, q: _Point) -> _Point:
    """Extended-coordinates addition (RFC 8032 section 5.1.4); complete, so it doubles too."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % _FIELD
    b = (p[1] + p[0]) * (q[1] + q[0]) % _FIELD
    c = 2 * p[3] * q[3] * _D % _FIELD
    d = 2 * p[2] * q[2] % _FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _FIELD, g * h % _FIELD, f * g % _FIELD, e * h % _FIELD


def _multiply(scalar: int, point: _Point) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _is_identity(point: _Point) -> bool:
    return point[0] % _FIELD == 0 and (point[1] - point[2]) % _FIELD == 0
