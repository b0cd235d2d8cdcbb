"""What the worker does by the clock: Celery ticks the data path, and the database remembers what is to be done.

A tick that is lost is made up for by the next, and one that runs twice at once does no harm: so messages need neither
be kept nor be answered, and any broker will do.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from threading import Lock

import structlog
from celery import Celery  # type: ignore[import-untyped]

from ledger import broker
from ledger.chain_status import note_tick
from ledger.chain_tick import tick_chain
from ledger.errors import LedgerError
from ledger.funding import fund_on_development_chain
from ledger.jobs import work_on_verifications
from ledger.sequence import BATCH, sequence
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from ledger.striking import strike_unauthentic
from ledger.ticking import add_clock

SCHEDULE = {"tick_sequence": 0.25, "tick_chain": 1.0, "tick_jobs": 1.0}
"""Seconds between ticks."""

_POLLING_SECONDS = 0.1
_MOST_BATCHES = 50

_log = structlog.get_logger()


def make_app(settings: Settings) -> Celery:
    """The Celery application for a ledger, which is opened by the first tick."""
    app = Celery("wayproof", broker=settings.broker)
    app.conf.update(
        accept_content=["json"],
        broker_connection_max_retries=None,  # for as long as the broker is away
        broker_connection_retry_on_startup=True,
        broker_transport=None if settings.broker_url else broker.TRANSPORT,
        broker_transport_options=_transport_options(settings),
        task_ignore_result=True,
        timezone="UTC",
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
    )
    opened = functools.cache(lambda: open_ledger(settings))
    for name, work in (("tick_sequence", tick_sequence), ("tick_chain", tick_the_chain), ("tick_jobs", tick_jobs)):
        app.task(name=name, shared=False)(_once_at_a_time(name, work, opened))
    return app


def run_worker(settings: Settings, *, clock: bool = True) -> None:
    """Work until a signal ends it; with `clock` also be one, of which there may be any number but none."""
    app = make_app(settings)
    if clock:
        add_clock(app, SCHEDULE)
    arguments = ["worker", "--pool=threads", "--concurrency=3", "--loglevel=warning", "--without-gossip"]
    arguments += ["--without-mingle", "--without-heartbeat"]
    app.worker_main(arguments)


def tick_sequence(ledger: Ledger) -> None:
    """Give waiting statements their place in the log, unless the chain knows more of it than this database."""
    ledger.comparison.require(ledger.store, ledger.chain)
    for _ in range(_MOST_BATCHES):
        if sequence(ledger.store, ledger.log_signer, ledger.clock()) < BATCH:
            return


def tick_the_chain(ledger: Ledger) -> None:
    """Send, anchor, confirm: all that concerns the chain; how it went is noted for whoever asks how the ledger does."""
    try:
        _work_on_the_chain(ledger)
    except LedgerError as error:
        note_tick(ledger.store, ledger.chain, error, ledger.clock())
        raise
    note_tick(ledger.store, ledger.chain, None, ledger.clock())


def _work_on_the_chain(ledger: Ledger) -> None:
    ledger.comparison.require(ledger.store, ledger.chain)
    fund_on_development_chain(ledger.chain)
    tick_chain(
        ledger.store,
        ledger.chain,
        ledger.index,
        ledger.log_identity,
        ledger.chain_policy,
        ledger.clock(),
        ledger.readers_chain,
    )
    strike_unauthentic(ledger)


def tick_jobs(ledger: Ledger) -> None:
    """Work on lists to verify."""
    work_on_verifications(ledger)


def _transport_options(settings: Settings) -> dict[str, object]:
    if settings.broker_url:
        return {}
    folder = settings.broker_dir
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "polling_interval": _POLLING_SECONDS,
    }


def _once_at_a_time(name: str, work: Callable[[Ledger], None], opened: Callable[[], Ledger]) -> Callable[[], None]:
    """A tick that is skipped while one like it runs in this process, and that says once why it cannot be done."""
    running = Lock()
    said: list[str] = []

    def tick() -> None:
        if not running.acquire(blocking=False):
            return
        try:
            work(opened())
            said.clear()
        except Exception as error:
            if said != [str(error)]:
                said[:] = [str(error)]
                _say(name, error)
        finally:
            running.release()

    return tick


def _say(name: str, error: Exception) -> None:
    if isinstance(error, LedgerError):
        _log.warning("a tick could not do all its work and will be repeated", tick=name, reason=str(error))
    else:
        trace = "".join(traceback.format_exception(error))
        _log.error("a tick failed and will be repeated", tick=name, trace=trace)
