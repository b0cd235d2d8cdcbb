"""Services that others run: looked for before anything is started, so that the one that is missing is named."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from ledger.errors import DatabaseUnavailable
from ledger.settings import Settings
from ledger.store import Store
from verifier.format.errors import WayproofError

_BROKER_SECONDS = 5


class ServiceMissing(WayproofError):
    """A database or broker that the settings name does not answer; the message says which, without its password."""


def check_services(settings: Settings) -> None:
    """See that the database and the broker of the settings answer, where they are not files of our own.

    A broker that is away later stops nothing for good. Raises ServiceMissing.
    """
    if settings.database_url:
        _check_database(settings.database)
    if settings.broker_url:
        _check_broker(settings.broker_url)


def _check_database(url: str) -> None:
    store = Store(url, pool=1)
    try:
        with store.read():
            pass
    except DatabaseUnavailable as error:
        raise ServiceMissing(f"{error}: is {_place(url)} right, and does it take connections? (database_url)") from None
    finally:
        store.close()


def _check_broker(url: str) -> None:
    kombu: Any = import_module("kombu")  # it takes its time to load, and has half its types
    try:
        with kombu.Connection(url, connect_timeout=_BROKER_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=_BROKER_SECONDS)
    except Exception as error:  # each transport has faults of its own
        where = ", ".join(map(_place, url.split(";")))
        raise ServiceMissing(
            f"the broker at {where} does not answer ({type(error).__name__}): start it, or leave broker_url out"
        ) from None


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or parts.path}" + (f":{parts.port}" if parts.port else "")
