"""Signed statements: the COSE_Sign1 envelope and the payload's fixed members (docs/format.md 3.1 and 3.2)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from verifier.format import base64url, cbor, jcs
from verifier.format.cose_key import ED25519, ESP256, PublicKey
from verifier.format.errors import FormatError
from verifier.format.json_shape import array, integer, members, octets

EVENT_CONTENT_TYPE = "application/vnd.wayproof.event+json"
POLICY_CONTENT_TYPE = "application/vnd.wayproof.policy+json"
MAX_ENTRY = 65_535
MAX_DEPTH = 16
MAX_DIGESTS = 512

EVENT_TYPES = frozenset(
    {"ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent"}
)
NOTICE_TYPE = "Notice"
EVENT_NOTICES = frozenset({"correction", "certificate", "recall", "withdrawn", "decommission"})
PLAIN_NOTICES = frozenset({"description", "serialised", "withdrawn"})
SPEAKING_NOTICES = frozenset({"correction", "withdrawn"})
"""Notices that speak of another statement, named by `re`."""

_DIGEST = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\Z")
"""32 bytes in base64url: the last character holds four bits of them, and two that are zero."""

_SUBJECT = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_PAYLOAD = frozenset({"_sd", "_sd_alg", "items", "type"})
_PAYLOAD_OPTIONAL = frozenset({"notice", "re"})
_ITEMS = frozenset({"depth", "root", "up"})

# What stands in a Sig_structure and in an entry besides byte strings. Both are arrays of four.
_ARRAY_OF_4 = cbor.encode([b""] * 4)[:1]
_SIGNATURE1 = _ARRAY_OF_4 + cbor.encode("Signature1")
_COSE_SIGN1 = cbor.encode(cbor.Tagged(18, []))[:1] + _ARRAY_OF_4
_NO_BYTES, _NO_MEMBERS = cbor.encode(b""), cbor.encode({})


@dataclass(frozen=True)
class Payload:
    """What a statement shows of itself to everyone.

    `digests` are the base64url digests of its disclosures and decoys; `depth`, `root` (32 bytes) and `up` describe its
    item tree; `re` is the 32-byte id of the statement that a correction or a withdrawal speaks of.
    """

    type: str
    digests: tuple[str, ...]
    depth: int
    root: bytes
    up: int
    notice: str | None = None
    re: bytes | None = None

    def encode(self) -> bytes:
        """The payload's bytes (JCS)."""
        value: dict[str, jcs.Json] = {
            "_sd": list(self.digests),
            "_sd_alg": "sha-256",
            "items": {"depth": self.depth, "root": base64url.encode(self.root), "up": self.up},
            "type": self.type,
        }
        if self.notice is not None:
            value["notice"] = self.notice
        if self.re is not None:
            value["re"] = base64url.encode(self.re)
        return jcs.encode_plain(value)


@dataclass(frozen=True)
class Claims:
    """Who says it, to which log, and when: the protected header without its fixed members."""

    alg: int
    kid: bytes
    issuer: str
    subject: str
    origin: str
    issued_at: int

    def encode(self) -> bytes:
        """The protected header's bytes."""
        claims: dict[int, cbor.Cbor] = {1: self.issuer, 2: self.subject, 3: self.origin, 6: self.issued_at}
        return cbor.encode({1: self.alg, 3: EVENT_CONTENT_TYPE, 4: self.kid, 15: claims})


@dataclass(frozen=True)
class Statement:
    """A statement as parsed; its signature is not checked by parsing."""

    entry: bytes
    claims: Claims
    payload: Payload
    protected: bytes
    payload_bytes: bytes
    signature: bytes

    def id(self) -> bytes:
        """The statement id, 32 bytes."""
        return self._id

    @cached_property
    def _id(self) -> bytes:
        return statement_id(self.protected, self.payload_bytes)

    def verify(self, key: PublicKey) -> None:
        """Check the signature; raises SignatureError unless it is `key`'s and `key` fits the header's algorithm."""
        if key.alg != self.claims.alg:
            raise FormatError("the statement names another algorithm than its key's")
        key.verify(signed_bytes(self.protected, self.payload_bytes), self.signature)


def signed_bytes(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure that is signed (RFC 9052 section 4.4)."""
    return b"".join((_SIGNATURE1, cbor.encode_bytes(protected), _NO_BYTES, cbor.encode_bytes(payload)))


def statement_id(protected: bytes, payload: bytes) -> bytes:
    """The id of a statement; it does not depend on the signature, which may be made more than once."""
    return id_of_signed(signed_bytes(protected, payload))


def id_of_signed(message: bytes) -> bytes:
    """The id of the statement whose Sig_structure is `message`."""
    return hashlib.sha256(b"wayproof statement v1\0" + message).digest()


def encode(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    """The entry's bytes; raises FormatError if they are more than an entry may have."""
    parts = _COSE_SIGN1, cbor.encode_bytes(protected), _NO_MEMBERS, cbor.encode_bytes(payload)
    entry = b"".join((*parts, cbor.encode_bytes(signature)))
    if len(entry) > MAX_ENTRY:
        raise FormatError(f"the statement has {len(entry)} bytes, more than {MAX_ENTRY}")
    return entry


@lru_cache(maxsize=256)
def parse(entry: bytes, origin: str) -> Statement:
    """The statement that a log entry is; the last ones are kept, for who makes a passport reads it too.

    Raises FormatError unless the entry is *indexable* (docs/format.md section 5): exactly as sections 3.1 and 3.2 say,
    and addressed to the log `origin`.
    """
    protected, payload_bytes, signature = envelope(entry)
    claims = _claims(cbor.decode(protected))
    if claims.origin != origin:
        raise FormatError("the statement is addressed to another log")
    return Statement(entry, claims, _payload(payload_bytes), protected, payload_bytes, signature)


def envelope(entry: bytes) -> tuple[bytes, bytes, bytes]:
    """Protected header, payload and signature of a COSE_Sign1 entry; raises FormatError if it is none of ours."""
    if len(entry) > MAX_ENTRY:
        raise FormatError(f"an entry has at most {MAX_ENTRY} bytes")
    envelope = cbor.decode(entry)
    if not isinstance(envelope, cbor.Tagged) or envelope.tag != 18:
        raise FormatError("the entry is no tagged COSE_Sign1")
    parts = envelope.value
    if not isinstance(parts, list) or len(parts) != 4:
        raise FormatError("a COSE_Sign1 has four parts")
    protected, unprotected, payload, signature = parts
    if not isinstance(protected, bytes) or not isinstance(payload, bytes) or not isinstance(signature, bytes):
        raise FormatError("a COSE_Sign1 part is no byte string")
    if unprotected != {}:
        raise FormatError("the unprotected header is not empty")
    if len(signature) != 64:
        raise FormatError("the signature has not 64 bytes")
    return protected, payload, signature


def _claims(header: cbor.Cbor) -> Claims:
    if not isinstance(header, dict) or header.keys() != {1, 3, 4, 15}:
        raise FormatError("the protected header has not exactly alg, content type, kid and claims")
    alg, content_type, kid, claims = header[1], header[3], header[4], header[15]
    if alg not in (ED25519, ESP256) or not isinstance(alg, int):
        raise FormatError("the statement's algorithm is neither Ed25519 nor ESP256")
    if content_type != EVENT_CONTENT_TYPE:
        raise FormatError("the content type is not a Wayproof event's")
    if not isinstance(kid, bytes) or len(kid) != 32:
        raise FormatError("kid is no key thumbprint")
    if not isinstance(claims, dict) or claims.keys() != {1, 2, 3, 6}:
        raise FormatError("the claims are not exactly iss, sub, aud and iat")
    issuer, subject, audience, issued_at = claims[1], claims[2], claims[3], claims[6]
    if not isinstance(issuer, str) or not 1 <= len(issuer.encode()) <= 512:
        raise FormatError("iss is no text of 1 to 512 bytes")
    if not isinstance(subject, str) or not _SUBJECT.match(subject):
        raise FormatError("sub is no urn:uuid")
    if not isinstance(audience, str):
        raise FormatError("aud is no text")
    return Claims(alg, kid, issuer, subject, audience, integer(issued_at, "iat"))


def _payload(data: bytes) -> Payload:
    value = members(jcs.decode(data), "the payload", _PAYLOAD, _PAYLOAD_OPTIONAL)
    digests = array(value["_sd"], "_sd", MAX_DIGESTS, 8)
    if len(digests) % 8:
        raise FormatError("_sd has not a multiple of 8 digests")
    previous = ""
    for digest in digests:
        if not isinstance(digest, str) or not _DIGEST.match(digest):
            raise FormatError("_sd has a digest that is no SHA-256 in base64url")
        if digest <= previous:
            raise FormatError("_sd is not sorted, or repeats a digest")
        previous = digest
    if value["_sd_alg"] != "sha-256":
        raise FormatError("_sd_alg is not sha-256")
    items = members(value["items"], "items", _ITEMS)
    depth = integer(items["depth"], "items.depth", 0, MAX_DEPTH)
    up = integer(items["up"], "items.up", 0, 1 << depth)
    kind, notice, re_ = value["type"], value.get("notice"), value.get("re")
    if not isinstance(kind, str) or kind not in EVENT_TYPES | {NOTICE_TYPE}:
        raise FormatError("type is none that a statement has")
    if "notice" in value or kind == NOTICE_TYPE:
        allowed = PLAIN_NOTICES if kind == NOTICE_TYPE else EVENT_NOTICES
        if not isinstance(notice, str) or notice not in allowed:
            raise FormatError("notice is none that this type of statement has")
    if ("re" in value) != (notice in SPEAKING_NOTICES):
        raise FormatError("re belongs to corrections and withdrawals, and only to them")
    return Payload(
        type=kind,
        digests=tuple(str(digest) for digest in digests),
        depth=depth,
        root=octets(items["root"], "items.root", 32),
        up=up,
        notice=notice if isinstance(notice, str) else None,
        re=octets(re_, "re", 32) if "re" in value else None,
    )
