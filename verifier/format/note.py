"""Signed notes of C2SP signed-note: a text, a blank line, and one line for each signature.

Ed25519 keys (type 0x01) alone are known; lines of other keys and types are ignored, as the specification
wants, once they are well-formed. Limits beyond the specification's: 131,072 bytes and 32 signatures a note,
255 bytes a key name.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.errors import FormatError, SignatureError
from verifier.format.signature import check_ed25519_public_key, verify_ed25519

MAX_NOTE_SIZE = 131_072
MAX_SIGNATURES = 32
MAX_NAME_SIZE = 255
MAX_TIME = 2**53 - 1
_ED25519 = b"\x01"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,18})")

Signer = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class NoteKey:
    """An Ed25519 key under the name by which notes call it."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        """Raise FormatError for a name that cannot stand in a note, SignatureError for a key that must not sign."""
        check_name(self.name)
        check_ed25519_public_key(self.public_key)

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names the key: H(name ‖ newline ‖ 0x01 ‖ public key)[:4]."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public_key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key in one line: `name+id+base64(0x01 ‖ public key)`."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(_ED25519 + self.public_key)}"


@dataclass(frozen=True, slots=True)
class Note:
    """The text of an opened note, and which of the known keys signed it, in the order of their lines."""

    body: bytes
    signers: tuple[NoteKey, ...]


def parse_vkey(text: str) -> NoteKey:
    """The key that a vkey line spells.

    Raises FormatError for another type than Ed25519, a key id that is not the key's, or any other spelling,
    and SignatureError for a public key that docs/format.md does not accept.
    """
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise FormatError("not a vkey: name+id+key")
    encoded = decode_base64(parts[2])
    if encoded[:1] != _ED25519:
        raise FormatError("a vkey of another type than Ed25519")
    key = NoteKey(parts[0], encoded[1:])
    if key.vkey != text:
        raise FormatError("the vkey's id is not that of its name and key")
    return key


def sign_note(body: bytes, key: NoteKey, sign: Signer | Ed25519PrivateKey) -> bytes:
    """The note of `body`, signed by `key`, whose private half is `sign` or is behind it.

    Raises FormatError for a body that no note can hold. The signature is not verified again.
    """
    _check_body(body)
    signature = sign.sign(body) if isinstance(sign, Ed25519PrivateKey) else sign(body)
    line = f"— {key.name} {encode_base64(key.key_id + signature)}\n"
    note = body + b"\n" + line.encode()
    if len(note) > MAX_NOTE_SIZE:
        raise FormatError(f"a note of {len(note)} bytes is over {MAX_NOTE_SIZE}")
    return note


def open_note(note: bytes, keys: Iterable[NoteKey]) -> Note:
    """The text of a note that at least one of `keys` signed.

    Raises FormatError for a malformed note, for two lines by one known key, or for two of `keys` with one
    name and id; SignatureError if no known key signed it, or a line in a known key's name does not verify.
    """
    known: dict[tuple[str, bytes], NoteKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise FormatError("two keys have one name and id")
    body, lines = _split(note)
    signers: list[NoteKey] = []
    for name, key_id, signature in lines:
        signer = known.get((name, key_id))
        if signer is None:
            continue
        if signer in signers:
            raise FormatError(f"the note has two signatures of {name}")
        verify_ed25519(signer.public_key, body, signature)
        signers.append(signer)
    if not signers:
        raise SignatureError("the note has no signature of a known key")
    return Note(body, tuple(signers))


@lru_cache(maxsize=256)
def check_name(name: str) -> None:
    """Raise FormatError unless `name` may name a key or be a log's origin: 1 to 255 bytes, no space, plus, control."""
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        raise FormatError("a key name is not empty and has no spaces, plus signs or control characters")
    if len(_utf8(name)) > MAX_NAME_SIZE:
        raise FormatError(f"a key name is at most {MAX_NAME_SIZE} bytes long")


def lines_of(body: bytes, count: int) -> list[str]:
    """The `count` lines of a note's text, each ended by a newline; FormatError for more or fewer, or not UTF-8."""
    if body[-1:] != b"\n":
        raise FormatError("the text of a note ends in a newline")
    lines = _text(body[:-1]).split("\n")
    if len(lines) != count:
        raise FormatError(f"{len(lines)} lines where {count} are due")
    return lines


def parse_decimal(text: str, maximum: int) -> int:
    """A number from 0 to `maximum` in ASCII decimal without leading zeros; FormatError otherwise."""
    if not _DECIMAL.fullmatch(text) or int(text) > maximum:
        raise FormatError(f"not a decimal number up to {maximum}")
    return int(text)


def encode_base64(data: bytes) -> str:
    """`data` in standard base64 with padding (RFC 4648 section 4), as notes use it."""
    return base64.b64encode(data).decode()


def decode_base64(text: str, length: int | None = None) -> bytes:
    """The bytes that `text` spells, `length` of them if given; FormatError unless it is their one spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:  # binascii.Error, or characters beyond ASCII
        raise FormatError("not base64 with padding") from None
    if encode_base64(data) != text:
        raise FormatError("base64 with stray bits in its last character")
    if length is not None and len(data) != length:
        raise FormatError(f"{len(data)} bytes of base64 where {length} are due")
    return data


def _split(note: bytes) -> tuple[bytes, list[tuple[str, bytes, bytes]]]:
    """The text, and each signature line's key name, key id and signature."""
    if len(note) > MAX_NOTE_SIZE:
        raise FormatError(f"a note of {len(note)} bytes is over {MAX_NOTE_SIZE}")
    blank = note.rfind(b"\n\n")
    if blank < 0 or note[-1:] != b"\n":
        raise FormatError("a note is a text, a blank line and signature lines, each ended by a newline")
    body = note[: blank + 1]
    _check_body(body)
    lines = _text(note[blank + 2 : -1]).split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise FormatError(f"a note has at most {MAX_SIGNATURES} signatures")
    return body, [_signature_line(line) for line in lines]


def _signature_line(line: str) -> tuple[str, bytes, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—":
        raise FormatError("not a signature line: — name base64")
    check_name(parts[1])
    data = decode_base64(parts[2])
    if len(data) < 5:
        raise FormatError("a signature line without a signature")
    return parts[1], data[:4], data[4:]


def _check_body(body: bytes) -> None:
    if body[-1:] != b"\n":
        raise FormatError("the text of a note ends in a newline")
    _text(body)


def _text(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise FormatError("a note is UTF-8") from None
    if _CONTROL.search(text):
        raise FormatError("a note has no control characters other than newline")
    return text


def _utf8(name: str) -> bytes:
    try:
        return name.encode()
    except UnicodeEncodeError:
        raise FormatError("a key name is not half a surrogate pair") from None
