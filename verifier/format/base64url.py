"""base64url without padding (RFC 4648 section 5), the spelling of bytes in Wayproof's JSON."""

import base64
import binascii
import re

from verifier.format.errors import FormatError

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*\Z")


def encode(data: bytes) -> str:
    """`data` in base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_URL_SAFE, b"=").decode()


def decode(text: object, length: int | None = None) -> bytes:
    """The bytes that `text` spells, `length` of them if given.

    Raises FormatError unless `text` is a string and the one spelling of its bytes.
    """
    if not isinstance(text, str) or not _ALPHABET.match(text):
        raise FormatError("not base64url without padding")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise FormatError("not base64url without padding") from None
    if encode(data) != text:
        raise FormatError("base64url with stray bits in its last character")
    if length is not None and len(data) != length:
        raise FormatError(f"{len(data)} bytes of base64url where {length} are due")
    return data
