"""Disclosures of hidden members, and the decoys among them (docs/format.md 3.3, RFC 9901 section 4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from verifier.format import base64url, jcs
from verifier.format.errors import FormatError
from verifier.format.salt import Salt

CORE = "core"
WHERE = "where"
EVENT_HASH = "wayproof:eventHashID"
CONTEXT = "@context"

CORE_MEMBERS = frozenset(
    {
        "action",
        "bizStep",
        "disposition",
        "persistentDisposition",
        "eventTime",
        "eventTimeZoneOffset",
        "errorDeclaration",
    }
)
WHERE_MEMBERS = frozenset({"readPoint", "bizLocation"})
ITEM_MEMBERS = frozenset({"epcList", "childEPCs", "inputEPCList", "outputEPCList", "parentID", "transformationID"})
"""Members that are shown as openings of the item tree, never as disclosures."""

DESCRIPTION_MEMBERS = frozenset(
    {"name", "brand", "maker", "description", "picture", "bestBefore", "lot", "netContent", "origin"}
)
MAX_DISCLOSURE = 1 << 20


@dataclass(frozen=True)
class Disclosure:
    """A disclosed member, or a decoy if `name` is None."""

    name: str | None
    value: jcs.Json


def digest(text: str) -> str:
    """The digest of a disclosure as it stands in `_sd`."""
    return base64url.encode(sha256(text.encode("ascii")).digest())


def encode(salt: bytes, name: str, value: jcs.Json) -> str:
    """The disclosure of one member, `salt` 16 bytes."""
    return base64url.encode(jcs.encode([base64url.encode(salt), name, value]))


def encode_decoy(salt: bytes) -> str:
    """The preimage of a digest that hides nothing."""
    return base64url.encode(b'["' + base64url.encode(salt).encode() + b'"]')


def decode(text: object) -> Disclosure:
    """What a disclosure discloses; raises FormatError if it is none."""
    if not isinstance(text, str) or len(text) > MAX_DISCLOSURE:
        raise FormatError("a disclosure is no text, or too long")
    parts = jcs.decode(base64url.decode(text))
    if not isinstance(parts, list) or len(parts) not in (1, 3):
        raise FormatError("a disclosure is no array of salt, name and value")
    base64url.decode(parts[0], 16)
    if len(parts) == 1:
        return Disclosure(None, None)
    name = parts[1]
    if not isinstance(name, str):
        raise FormatError("a disclosure's name is no text")
    return Disclosure(name, parts[2])


def split_members(content: Mapping[str, jcs.Json]) -> dict[str, jcs.Json]:
    """The named disclosures of an event or notice in its canonical form, `type` and items left out."""
    core: dict[str, jcs.Json] = {}
    where: dict[str, jcs.Json] = {}
    named: dict[str, jcs.Json] = {}
    for name, value in content.items():
        if name in CORE_MEMBERS:
            core[name] = value
        elif name in WHERE_MEMBERS:
            where[name] = value
        elif name not in ITEM_MEMBERS and name != "type":
            named[name] = value
    if where:
        named[WHERE] = where
    return {CORE: core, **named}


def disclose(members: Mapping[str, jcs.Json], salt: Salt) -> tuple[dict[str, str], list[str]]:
    """The disclosures of `members` by name, and the decoys that pad them to a multiple of 8."""
    disclosures = disclose_some(members, salt)
    decoys = [
        encode_decoy(salt(b"wayproof decoy v1\0" + number.to_bytes(4, "big")))
        for number in range(-len(disclosures) % 8)
    ]
    return disclosures, decoys


def disclose_some(members: Mapping[str, jcs.Json], salt: Salt) -> dict[str, str]:
    """The disclosures of `members`, which may be some of the statement's, by name."""
    write = jcs.encode_plain if jcs.is_plain(dict(members)) else jcs.encode
    return {
        name: base64url.encode(
            write([base64url.encode(salt(b"wayproof disclosure v1\0" + name.encode())), name, value])
        )
        for name, value in members.items()
    }


def digests(disclosures: Sequence[str]) -> tuple[str, ...]:
    """The `_sd` array of these disclosures and decoys."""
    return tuple(sorted([digest(text) for text in disclosures]))


def name_is_allowed(name: str, *, notice: bool) -> bool:
    """Whether a disclosure of this name may stand in an event, or in a Notice."""
    if name == CORE:
        return True
    if notice:
        return name in DESCRIPTION_MEMBERS
    return name not in CORE_MEMBERS | WHERE_MEMBERS | ITEM_MEMBERS | {"type", "recordTime"}


_OFFSET = re.compile(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]\Z")


def core_is_well_formed(core: jcs.Json, *, notice: bool) -> bool:
    """Whether `core` has the members and types that docs/format.md 3.3 gives it."""
    if not isinstance(core, dict) or core.keys() - CORE_MEMBERS:
        return False
    if notice and core.keys() != {"eventTime", "eventTimeZoneOffset"}:
        return False
    time, offset = core.get("eventTime"), core.get("eventTimeZoneOffset")
    if not isinstance(time, str) or not isinstance(offset, str) or not _OFFSET.match(offset):
        return False
    if any(not isinstance(core[name], str) for name in ("action", "bizStep", "disposition") if name in core):
        return False
    persistent = core.get("persistentDisposition", {})
    if not isinstance(persistent, dict) or persistent.keys() - {"set", "unset"}:
        return False
    return all(
        isinstance(words, list) and all(isinstance(word, str) for word in words) for words in persistent.values()
    ) and isinstance(core.get("errorDeclaration", {}), dict)


def where_is_well_formed(where: jcs.Json) -> bool:
    """Whether `where` has one or both of its members, each an object with an `id`."""
    return (
        isinstance(where, dict)
        and bool(where)
        and not where.keys() - WHERE_MEMBERS
        and all(isinstance(place, dict) and isinstance(place.get("id"), str) for place in where.values())
    )
