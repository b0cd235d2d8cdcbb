"""Authority: may this party say this? Asked at capture, so that nothing is signed that verifiers would not count."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import sqlalchemy as sa

from ledger import store_parties
from ledger.epcis_error import MemberError
from ledger.statement import Saying
from verifier.format.errors import FormatError
from verifier.format.item import describe_item
from verifier.format.jcs import Json

_SHORTEST_PREFIX = 4
_PRIMARY_KEY = re.compile(r"https://id\.gs1\.org/[0-9]{2,4}/[^/]+")
_OWNERS_NOTICES = frozenset({"recall", "description", "serialised"})

Path = tuple[str | int, ...]


class Grants:
    """Which company prefixes a party may speak for, by what this ledger has registered."""

    def __init__(self, connection: sa.Connection, party_id: bytes) -> None:
        self._connection = connection
        self._party = party_id
        self._owners: dict[str, dict[str, bytes]] = {}

    @cached_property
    def _delegated(self) -> set[str]:
        return store_parties.delegated_to(self._connection, self._party)

    def fault(self, uri: str) -> str | None:
        """Why the party may not speak for an item; None if it may.

        Items that no company prefix could cover are anybody's: no verifier takes their commissioning as authentic.
        """
        digits = prefix_digits(uri)
        if digits is None or len(digits) < _SHORTEST_PREFIX:
            return None
        stem = digits[:_SHORTEST_PREFIX]
        if stem not in self._owners:
            self._owners[stem] = store_parties.owners_under(self._connection, stem)
        owners = self._owners[stem]
        for length in range(len(digits), _SHORTEST_PREFIX - 1, -1):
            prefix = digits[:length]
            if prefix in owners:
                if owners[prefix] == self._party or prefix in self._delegated:
                    return None
                return f"belongs to the company prefix {prefix}, which is another party's"
        return f"belongs to no company prefix that is registered here; its number begins {digits}"


def prefix_digits(uri: str) -> str | None:
    """The digits in which a canonical URI's company prefix is looked up; None if it has none."""
    primary = _PRIMARY_KEY.match(uri)
    return None if primary is None else _prefix_digits(primary[0])


@functools.lru_cache(maxsize=4096)
def _prefix_digits(primary_key_uri: str) -> str | None:
    try:
        return describe_item(primary_key_uri).prefix_digits
    except FormatError:
        return None


def check_authority(saying: Saying, grants: Grants) -> None:
    """Raise MemberError, naming the member, if the party may not say this.

    Making goods (an ObjectEvent ADD, a transformation's outputs) and notices about goods (recall, description,
    serialised) are for the owner of their company prefix, or its delegate (docs/format.md section 8).
    """
    for path, uri in made_items(saying.event):
        fault = grants.fault(uri)
        if fault:
            raise MemberError(path, f"{fault}: only its owner or a delegate brings such an item into being")
    if saying.notice in _OWNERS_NOTICES:
        for uri in saying.roles:
            fault = grants.fault(uri)
            if fault:
                raise MemberError(_notice_path(saying), f"says it of {uri}, which {fault}")


def _notice_path(saying: Saying) -> Path:
    return ("persistentDisposition", "set") if saying.notice == "recall" else ("items",)


def made_items(event: Mapping[str, Json]) -> Iterator[tuple[Path, str]]:
    """The items that a canonical event brings into being, and where in it each stands."""
    if event.get("type") == "ObjectEvent" and event.get("action") == "ADD":
        yield from _named(event, "epcList", "quantityList")
    elif event.get("type") == "TransformationEvent":
        yield from _named(event, "outputEPCList", "outputQuantityList")


def _named(event: Mapping[str, Json], epcs: str, quantities: str) -> Iterator[tuple[Path, str]]:
    for position, epc in enumerate(_list(event.get(epcs))):
        yield (epcs, position), str(epc)
    for position, element in enumerate(_list(event.get(quantities))):
        if isinstance(element, dict):
            yield (quantities, position, "epcClass"), str(element.get("epcClass"))


def _list(value: Json) -> Iterable[Json]:
    return value if isinstance(value, list) else ()
