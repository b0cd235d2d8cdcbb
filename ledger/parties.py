"""Parties: registered here and on chain, with the keys that the service keeps for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ledger import registry, store_chain, store_parties
from ledger.deployment import Deployment
from ledger.epcis_error import MemberError
from ledger.errors import AlreadyThere, NotReady, PartySuspended, UnknownParty
from ledger.party_keys import make_hosted_key
from ledger.service import Ledger
from ledger.store_parties import Party, SigningKey
from verifier.format.errors import FormatError
from verifier.format.item import canonical_party, party_id

ROLES = {"producer": 1, "carrier": 2, "warehouse": 4, "retailer": 8, "certifier": 16, "auditor": 32}
"""A party's roles by name, as the bits that the registry on chain adds up."""

_MAX_NAME = 200
COMPANY_PREFIX = re.compile(r"[0-9]{4,12}")
"""The form of a GS1 company prefix."""


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """A party with its keys, its company prefixes, and those of others under which it may commission."""

    party: Party
    keys: tuple[SigningKey, ...]
    prefixes: tuple[str, ...]
    delegations: tuple[str, ...]
    created_at: int

    @property
    def roles(self) -> list[str]:
        """Its roles by name."""
        return role_names(self.party.roles)


def role_names(roles: int) -> list[str]:
    """The names of the roles that a sum stands for."""
    return [name for name, bit in ROLES.items() if roles & bit]


def register_party(
    ledger: Ledger,
    uri: str,
    name: str,
    roles: Sequence[str],
    prefixes: Sequence[str] = (),
    *,
    shows_places: bool = True,
    shows_readings: bool = False,
    hides_inputs: bool = False,
) -> PartyDetails:
    """Register a party with its company prefixes and one key that the service keeps, here and, in order, on chain.

    `uri` is a PGLN or a DID in any spelling, `roles` names from ROLES. The prefixes are bound to this log. What it says
    counts as soon as the chain has its key; statements may be captured at once, since they are anchored after it.

    Raises:
        MemberError: naming the argument that is wrong.
        AlreadyThere: a party of that URI, or a prefix, is registered.
        NotReady: the contracts are not on the chain yet.
    """
    try:
        canonical = canonical_party(uri)
    except FormatError as error:
        raise MemberError(("uri",), f"is no party's name: {error}") from None
    if not canonical.isascii() or not canonical.isprintable() or len(canonical) > 512:
        raise MemberError(("uri",), "must be at most 512 visible ASCII characters")
    if not name.strip() or len(name) > _MAX_NAME or not name.isprintable():
        raise MemberError(("name",), f"must be 1 to {_MAX_NAME} printable characters")
    party = Party(
        id=party_id(canonical),
        uri=canonical,
        name=name.strip(),
        roles=_role_bits(roles),
        shows_places=shows_places,
        hides_inputs=hides_inputs,
        suspended=False,
        shows_readings=shows_readings,
    )
    now = ledger.clock()
    with ledger.store.write() as connection:
        where = deployed(connection)
        if store_parties.find_party(connection, party.id) is not None:
            raise AlreadyThere(f"the party {canonical} is registered")
        store_parties.insert_party(connection, party, now)
        registry.register_party(connection, where, uri=canonical, party_id=party.id, roles=party.roles, now=now)
        for position, prefix in enumerate(prefixes):
            _grant(connection, where, party.id, prefix, ("prefixes", position), now)
        _add_key(ledger, connection, where, party.id, now)
        return _details(connection, party.id)


def add_prefix(ledger: Ledger, party: bytes, prefix: str) -> PartyDetails:
    """Grant a party one more company prefix, bound to this log.

    Raises as `register_party` does; UnknownParty; PartySuspended, for the registry takes nothing of such a party.
    """
    now = ledger.clock()
    with ledger.store.write() as connection:
        where = deployed(connection)
        _active_party(connection, party)
        _grant(connection, where, party, prefix, ("prefix",), now)
        return _details(connection, party)


def add_key(ledger: Ledger, party: bytes) -> SigningKey:
    """Make and register one more key for a party; statements are signed with the oldest that is not retired.

    Raises UnknownParty, NotReady; PartySuspended, for the registry takes no key of such a party.
    """
    with ledger.store.write() as connection:
        where = deployed(connection)
        _active_party(connection, party)
        return _add_key(ledger, connection, where, party, ledger.clock())


def retire_key(ledger: Ledger, party: bytes, kid: bytes) -> None:
    """Sign no more with a party's key. It stays registered, so that what it signed stays authentic.

    Raises UnknownParty if the party has no such key.
    """
    with ledger.store.write() as connection:
        key = store_parties.find_key(connection, kid)
        if key is None or key.party_id != party:
            raise UnknownParty("the party has no such key")
        store_parties.retire_key(connection, kid)


def declare_compromise(ledger: Ledger, party: bytes, kid: bytes, since: int) -> None:
    """Declare that others may have had a party's key since a time (Unix seconds), once.

    It signs no more, and the registry revokes it: what it signed and is not anchored by then is struck, and can be
    captured anew under another key. Raises UnknownParty, NotReady, MemberError for a time to come.
    """
    now = ledger.clock()
    if not 0 < since <= now:
        raise MemberError(("since",), "must be a time that is past")
    with ledger.store.write() as connection:
        where = deployed(connection)
        key = store_parties.find_key(connection, kid)
        if key is None or key.party_id != party:
            raise UnknownParty("the party has no such key")
        store_parties.retire_key(connection, kid)
        registry.declare_compromise(connection, where, kid=kid, since=since, now=now)


def set_suspended(ledger: Ledger, party: bytes, *, suspended: bool) -> None:
    """Suspend a party, here at once and on chain, or end that. Raises UnknownParty, NotReady.

    Asking again changes nothing, unless what was ordered before failed on chain: then it is ordered anew.
    """
    now = ledger.clock()
    with ledger.store.write() as connection:
        where = deployed(connection)
        changes = known_party(connection, party).suspended != suspended
        if changes:
            store_parties.set_suspended(connection, party, now if suspended else None)
        if changes or registry.was_suspended(connection, where, party_id=party):
            registry.set_suspended(connection, where, party_id=party, suspended=suspended, now=now)


def set_showing(
    ledger: Ledger, party: bytes, *, shows_places: bool, shows_readings: bool, hides_inputs: bool
) -> PartyDetails:
    """Choose what strangers are shown of a party's events, those already captured too; raises UnknownParty.

    Places, what sensors read, and the names of inputs. What was shown once may have been kept by whoever saw it.
    """
    with ledger.store.write() as connection:
        known_party(connection, party)
        store_parties.set_showing(
            connection, party, shows_places=shows_places, shows_readings=shows_readings, hides_inputs=hides_inputs
        )
        return _details(connection, party)


def party_details(ledger: Ledger, party: bytes) -> PartyDetails:
    """A party with its keys and prefixes; raises UnknownParty."""
    with ledger.store.read() as connection:
        return _details(connection, party)


def all_parties(ledger: Ledger) -> list[PartyDetails]:
    """All parties, by name."""
    with ledger.store.read() as connection:
        return [_details(connection, party.id) for party in store_parties.all_parties(connection)]


def deployed(connection: sa.Connection) -> Deployment:
    """Where the ledger is on chain; raises NotReady."""
    where = store_chain.deployment(connection)
    if where is None:
        raise NotReady("the contracts are not on the chain yet; try again in a moment")
    return where


def names_of(ledger: Ledger, uris: Iterable[str]) -> dict[str, str]:
    """What parties are called here, by URI; those that are not known here are left out."""
    ids = {party_id(uri): uri for uri in uris}
    with ledger.store.read() as connection:
        return {ids[each.id]: each.name for each in store_parties.parties_by_id(connection, ids).values()}


def known_party(connection: sa.Connection, party: bytes) -> Party:
    """A party; raises UnknownParty."""
    found = store_parties.find_party(connection, party)
    if found is None:
        raise UnknownParty("this ledger knows no such party")
    return found


def _active_party(connection: sa.Connection, party: bytes) -> None:
    if known_party(connection, party).suspended:
        raise PartySuspended("the party is suspended: nothing can be registered for it until that ends")


def _details(connection: sa.Connection, party: bytes) -> PartyDetails:
    return PartyDetails(
        party=known_party(connection, party),
        keys=tuple(store_parties.keys_of(connection, party)),
        prefixes=tuple(store_parties.prefixes_of(connection, party)),
        delegations=tuple(sorted(store_parties.delegated_to(connection, party))),
        created_at=store_parties.created_at(connection, party),
    )


def _role_bits(roles: Sequence[str]) -> int:
    bits = 0
    for position, role in enumerate(roles):
        if role not in ROLES:
            raise MemberError(("roles", position), f"must be one of {', '.join(ROLES)}")
        bits |= ROLES[role]
    return bits


def _grant(
    connection: sa.Connection,
    where: Deployment,
    party: bytes,
    prefix: str,
    path: tuple[str | int, ...],
    now: int,
) -> None:
    if not COMPANY_PREFIX.fullmatch(prefix):
        raise MemberError(path, "must be 4 to 12 digits")
    owner = store_parties.owners_under(connection, prefix).get(prefix)
    if owner is not None:
        raise AlreadyThere(f"the company prefix {prefix} is granted {'already' if owner == party else 'to another'}")
    store_parties.insert_prefix(connection, prefix, party)
    registry.register_prefix(connection, where, prefix=prefix, party_id=party, now=now)
    registry.bind_prefix(connection, where, prefix=prefix, log_id=where.log_id, now=now)


def _add_key(ledger: Ledger, connection: sa.Connection, where: Deployment, party: bytes, now: int) -> SigningKey:
    key = make_hosted_key(ledger.keyring, party)
    store_parties.insert_key(connection, key)
    registry.register_key(
        connection, where, kid=key.kid, party_id=party, alg=key.alg, x=key.x, y=key.y, hosted=True, now=now
    )
    return key
