"""Ledgers to measure on: opened as the service opens them, in a folder that is gone afterwards."""

from __future__ import annotations

import importlib
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.events import PREFIX
from ledger.capture import capture, promise_of
from ledger.chain_tick import tick_chain
from ledger.funding import fund_on_development_chain
from ledger.parties import ROLES, register_party
from ledger.party_keys import make_hosted_key
from ledger.sequence import sequence
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from ledger.store_chain import FINAL, newest_anchor
from ledger.store_log import newest_tree_head
from ledger.store_parties import Party, insert_key, insert_party, insert_prefix
from tests.anvil import Anvil
from verifier.format.item import party_id

if TYPE_CHECKING:
    from tests.postgresql import Postgresql

PARTY = "https://id.gs1.org/417/9521321000018"
_PATIENCE = 200
_UNLIMITED = 10**9


KINDS = ("sqlite", "postgresql")


class _Current:
    """The PostgreSQL cluster on which ledgers are made now; None for SQLite."""

    server: Postgresql | None = None


@contextmanager
def on_database(kind: str) -> Iterator[None]:
    """Make all ledgers on one of KINDS, a PostgreSQL that syncs what it commits."""
    if kind == "sqlite":
        yield
        return
    # Not before it is wanted, for its package is large.
    with importlib.import_module("tests.postgresql").Postgresql(durable=True) as server:
        _Current.server = server
        try:
            yield
        finally:
            _Current.server = None


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder on the disk that the checkout is on, for the speed of a disk is measured too."""
    with tempfile.TemporaryDirectory(prefix="data-", dir=Path(__file__).parent) as made:
        yield Path(made)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings_for(data: Path, **changes: object) -> Settings:
    """The default settings for a data folder, but without limits on requests, and anchoring at once.

    Other than on SQLite, they are of a new database each time.
    """
    wanted: dict[str, object] = {"rate_public": _UNLIMITED, "rate_keyed": _UNLIMITED, "anchor_every_statements": 1}
    if _Current.server is not None:
        wanted["database_url"] = _Current.server.database()
    return Settings.model_validate({"data_dir": data, **wanted, **changes})


@contextmanager
def opened(settings: Settings) -> Iterator[Ledger]:
    """The ledger of these settings."""
    ledger = open_ledger(settings)
    try:
        yield ledger
    finally:
        ledger.close()


def add_party(ledger: Ledger) -> bytes:
    """A party with one company prefix, known to the ledger alone: capture asks no chain. Returns its id."""
    id_ = party_id(PARTY)
    with ledger.store.write() as connection:
        insert_party(connection, Party(id_, PARTY, "Producer", sum(ROLES.values()), True, False, False), ledger.clock())
        insert_key(connection, make_hosted_key(ledger.keyring, id_))
        insert_prefix(connection, PREFIX, id_)
    return id_


@contextmanager
def capturing() -> Iterator[tuple[Ledger, bytes]]:
    """A ledger that no chain is before, and its party."""
    with folder() as data, opened(settings_for(data)) as ledger:
        yield ledger, add_party(ledger)


@contextmanager
def anchored() -> Iterator[tuple[Ledger, bytes, Settings]]:
    """A ledger before a chain of its own, its party registered there, and its settings."""
    with Anvil() as chain, folder() as data:
        settings = settings_for(data, chain_port=chain.port)
        with opened(settings) as ledger:
            fund_on_development_chain(ledger.chain)
            while _tick(ledger) is None:
                pass
            party = register_party(ledger, PARTY, "Producer", list(ROLES), [PREFIX]).party.id
            settle(ledger)
            yield ledger, party, settings


def say(ledger: Ledger, party: bytes, body: bytes) -> None:
    """Capture a document that must be in order, and sign the promises."""
    for outcome in capture(ledger, party, body):
        assert outcome.captured is not None, outcome.problems
        promise_of(ledger, outcome.captured.statement_id, outcome.captured.accepted_at)


def disk(ledger: Ledger) -> int:
    """The bytes that a ledger's database takes on disk."""
    engine = ledger.store.engine
    if engine.dialect.name == "sqlite":
        return sum(path.stat().st_size for path in Path(str(engine.url.database)).parent.glob("ledger.db*"))
    with ledger.store.read() as connection:
        return int(connection.exec_driver_sql("select pg_database_size(current_database())").scalar_one())


def settle(ledger: Ledger) -> None:
    """Until everything is sequenced, anchored and final."""
    for _ in range(_PATIENCE):
        while sequence(ledger.store, ledger.log_signer, ledger.clock()):
            pass
        _tick(ledger)
        with ledger.store.read() as connection:
            head, anchor = newest_tree_head(connection), newest_anchor(connection, FINAL)
        if head is not None and anchor is not None and anchor.anchor.size == head.size:
            return
    raise TimeoutError(f"not final after {_PATIENCE} ticks")


def _tick(ledger: Ledger) -> object:
    return tick_chain(
        ledger.store, ledger.chain, ledger.index, ledger.log_identity, ledger.chain_policy, ledger.clock()
    )
