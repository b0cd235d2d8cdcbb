"""Statements as the ledger makes them: what is said, hidden member by member and item by item, and signed.

What a statement says is kept as a *saying*: its type, its members by disclosure name, its items with their roles. From
the saying and one random secret everything that the statement hides can be made again (docs/format.md 3.3 and 3.4), so
the database keeps these two and the signed entry.
"""

from __future__ import annotations

import functools
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

import orjson

from ledger.epcis_event import CanonicalEvent
from verifier.format import base64url, disclosure, item_tree, jcs, merkle, statement
from verifier.format.cose_key import PublicKey
from verifier.format.epcis_context import Context, parse_context
from verifier.format.errors import FormatError
from verifier.format.event_items import event_items
from verifier.format.item import item_key, notice_key
from verifier.format.item_tree import EPC, LOT, Leaf
from verifier.format.jcs import Json
from verifier.format.salt import salts_of
from verifier.format.statement import NOTICE_TYPE, Claims, Payload, Statement

SECRET_SIZE = 32


@dataclass(frozen=True, slots=True)
class Saying:
    """What one statement says. `event` is the canonical event, or for a notice its members with type `Notice`.

    `context` and `event_hash_id` are None for a notice. `roles` gives each item's canonical URI its role.
    """

    type: str
    notice: str | None
    event: Mapping[str, Json]
    roles: Mapping[str, int]
    context: Json = None
    event_hash_id: str | None = None

    def members(self) -> dict[str, Json]:
        """The members that the statement hides, by the name of their disclosure."""
        members = disclosure.split_members(self.event)
        if self.event_hash_id is not None:
            members[disclosure.EVENT_HASH] = self.event_hash_id
            members[disclosure.CONTEXT] = self.context
        return members

    def listings(self) -> list[tuple[bytes, int]]:
        """The keys of the lists on which the statement stands (docs/format.md section 5), each with its role there.

        On its members' list a lot has bit 64 alone, and on its own list it has the others; a notice list has none.
        """
        found = []
        for uri, role in self.roles.items():
            key = item_key(uri)
            for list_key in Leaf(b"", role, key).list_keys(notice=False):
                found.append((list_key, role & ~LOT if list_key == key else LOT))
            if self.notice is not None:
                found.append((notice_key(key), 0))
        return found

    def encode(self) -> bytes:
        """The saying as the database keeps it. Nothing is hashed over these bytes, and so they need not be JCS."""
        kept: dict[str, object] = {"event": self.event}
        if self.event_hash_id is not None:
            kept |= {"context": self.context, "eventHashID": self.event_hash_id}
        else:
            kept |= {"items": list(self.roles)}
        if self.notice is not None:
            kept["notice"] = self.notice
        return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)


def decode_saying(content: bytes) -> Saying:
    """The saying that `Saying.encode` wrote; raises FormatError for other bytes."""
    try:
        kept = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"the stored content is no JSON: {error}") from None
    event = cast(dict[str, Json], kept["event"])
    notice = cast("str | None", kept.get("notice"))
    if "items" in kept:
        return Saying(NOTICE_TYPE, notice, event, dict.fromkeys(cast(list[str], kept["items"]), EPC))
    context = kept["context"]
    roles = event_items(event, _parsed_context(orjson.dumps(context)))
    return Saying(str(event["type"]), notice, event, roles, context, str(kept["eventHashID"]))


@functools.lru_cache(maxsize=256)
def _parsed_context(text: bytes) -> Context:
    return parse_context(orjson.loads(text))


def saying_of_event(event: CanonicalEvent) -> Saying:
    """What an event says when it is captured."""
    return Saying(event.type, notice_of(event.event), event.event, event.roles, event.context, event.event_hash_id)


def saying_of_notice(kind: str, items: list[str], members: Mapping[str, Json]) -> Saying:
    """A notice that is no event: `description`, `serialised` or `withdrawn`, about items by canonical URI.

    `members` are `eventTime`, `eventTimeZoneOffset` and, for a description, its own (docs/format.md 3.3).
    """
    return Saying(NOTICE_TYPE, kind, {**members, "type": NOTICE_TYPE}, dict.fromkeys(items, EPC))


def notice_of(event: Mapping[str, Json]) -> str | None:
    """The notice that a canonical event is, None for a plain one (docs/format.md 3.5)."""
    if "errorDeclaration" in event:
        return "correction"
    if "certificationInfo" in event:
        return "certificate"
    persistent = event.get("persistentDisposition")
    if isinstance(persistent, dict):
        if _has_recalled(persistent.get("set")):
            return "recall"
        if _has_recalled(persistent.get("unset")):
            return "withdrawn"
    if event.get("type") == "ObjectEvent" and event.get("action") == "DELETE":
        return "decommission"
    return None


def _has_recalled(words: Json) -> bool:
    return isinstance(words, list) and "recalled" in words


class Opened:
    """All that a statement hides, made again from its saying and secret."""

    def __init__(self, saying: Saying, secret: bytes) -> None:
        """Raises FormatError if the saying names more items than a statement can have."""
        self.saying = saying
        self.members = saying.members()
        self._salt = salts_of(secret)
        self.leaves, self.up = item_tree.leaves_of(saying.roles, self._salt)

    def all_disclosures(self) -> list[str]:
        """The disclosures of all members, then the decoys."""
        disclosures, decoys = disclosure.disclose(self.members, self._salt)
        return [*disclosures.values(), *decoys]

    def disclose(self, names: Iterable[str]) -> list[str]:
        """The disclosures of some members."""
        return list(disclosure.disclose_some({name: self.members[name] for name in names}, self._salt).values())

    @cached_property
    def levels(self) -> list[list[bytes]]:
        """The levels of the item tree, from the leaf hashes to the root."""
        return item_tree.tree_of([leaf.hash() for leaf in self.leaves])

    @cached_property
    def positions(self) -> dict[bytes, int]:
        """Where each item stands among the leaves, by item key."""
        return {leaf.key: position for position, leaf in enumerate(self.leaves) if leaf.role}

    def payload(self, re: bytes | None) -> Payload:
        """The statement's payload."""
        return Payload(
            type=self.saying.type,
            digests=disclosure.digests(self.all_disclosures()),
            depth=len(self.levels) - 1,
            root=self.levels[-1][0],
            up=self.up,
            notice=self.saying.notice,
            re=re,
        )


@dataclass(frozen=True, slots=True)
class PartySigner:
    """A party's key, ready to sign: `sign` returns 64 bytes over a message by `key`'s algorithm, S low for ESP256."""

    issuer: str
    key: PublicKey
    kid: bytes
    sign: Callable[[bytes], bytes]


class NewStatement(NamedTuple):
    """A statement just signed, with all that the database keeps of it.

    `kid` is the key that signed it, `issued_at` when (Unix seconds), `re` the statement that it speaks of.
    """

    id: bytes
    kid: bytes
    issued_at: int
    re: bytes | None
    entry: bytes
    leaf_hash: bytes
    content: bytes
    secret: bytes


class Composed(NamedTuple):
    """A statement not yet signed: `payload` is what it shows of `saying` under `secret`, `re` what it speaks of."""

    saying: Saying
    re: bytes | None
    secret: bytes
    payload: bytes


def compose(saying: Saying, re: bytes | None) -> Composed:
    """Hide what is said, under a new secret. Raises FormatError if it names too many items."""
    secret = secrets.token_bytes(SECRET_SIZE)
    return Composed(saying, re, secret, Opened(saying, secret).payload(re).encode())


def sign_statement(composed: Composed, signer: PartySigner, origin: str, now: int) -> NewStatement:
    """Sign what a party says to the log `origin` at `now`, in Unix seconds.

    Raises FormatError if it does not fit into an entry.
    """
    payload = composed.payload
    before, after = _around_subject(signer.key.alg, signer.kid, signer.issuer, origin, now)
    protected = before + _random_uuid() + after
    message = statement.signed_bytes(protected, payload)
    entry = statement.encode(protected, payload, signer.sign(message))
    return NewStatement(
        id=statement.id_of_signed(message),
        kid=signer.kid,
        issued_at=now,
        re=composed.re,
        entry=entry,
        leaf_hash=merkle.leaf_hash(entry),
        content=composed.saying.encode(),
        secret=composed.secret,
    )


def _random_uuid() -> bytes:
    """The text of a random UUID (RFC 9562 section 5.4); `uuid.uuid4` would take three times as long."""
    digits = secrets.token_hex(16)
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}".encode()


@functools.lru_cache(maxsize=256)
def _around_subject(alg: int, kid: bytes, issuer: str, origin: str, now: int) -> tuple[bytes, bytes]:
    """The protected header before and after the UUID of its subject; all else is the same for many statements."""
    subjects = (uuid.UUID(int=0), uuid.UUID(int=(1 << 128) - 1))
    one, other = (Claims(alg, kid, issuer, f"urn:uuid:{each}", origin, now).encode() for each in subjects)
    at = next(position for position, (left, right) in enumerate(zip(one, other, strict=True)) if left != right)
    return one[:at], one[at + len(str(subjects[0])) :]


def re_of(entry: bytes) -> bytes | None:
    """The id of the statement that a stored entry speaks of; None if it speaks of none."""
    _, payload, _ = statement.envelope(entry)
    re = jcs.decode_object(payload).get("re")
    return None if re is None else base64url.decode(re, 32)


def reopen(content: bytes, secret: bytes, parsed: Statement) -> Opened:
    """What a stored statement hides; raises FormatError if it is not what the signed entry commits to."""
    opened = Opened(decode_saying(content), secret)
    if opened.payload(parsed.payload.re) != parsed.payload:
        raise FormatError("the stored content is not what the statement says")
    return opened
