"""base64url without padding (RFC 4648 section 5), the spelling of bytes in Wayproof's JSON."""

import binascii

from verifier.format.errors import FormatError

_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")


def encode(data: bytes) -> str:
    """`data` in base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode()


def decode(text: object, length: int | None = None) -> bytes:
    """The bytes that `text` spells, `length` of them if given.

    Raises FormatError unless `text` is a string and the one spelling of its bytes.
    """
    if not isinstance(text, str):
        raise FormatError("not base64url without padding")
    try:
        data = binascii.a2b_base64(text.encode("ascii").translate(_FROM_URL) + b"==")
    except ValueError:
        raise FormatError("not base64url without padding") from None
    # The decoder passes over what is not of its alphabet, and over stray bits: what it read is not what stands there.
    if encode(data) != text:
        raise FormatError("not base64url without padding, or with stray bits in its last character")
    if length is not None and len(data) != length:
        raise FormatError(f"{len(data)} bytes of base64url where {length} are due")
    return data
