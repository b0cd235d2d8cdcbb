"""What the worker does by the clock: Celery ticks the data path, and the database remembers what is to be done.

A tick that is lost is made up for by the next, and one that runs twice at once does no harm: so messages need neither
be kept nor be answered, and any broker will do.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
from ledger.tick_notes import BROKER, SEQUENCING, VERIFYING, in_words, note_fault
from ledger.ticking import add_clock

SCHEDULE = {"tick_sequence": 0.25, "tick_chain": 1.0, "tick_jobs": 1.0}
"""Seconds between ticks."""

_POLLING_SECONDS = 0.1
_MOST_BATCHES = 50
_REDIS_SECONDS = 5.0
"""More than the second for which a worker's request for messages is left unanswered."""

_log = structlog.get_logger()


def make_app(settings: Settings) -> Celery:
    """The Celery application for a ledger, which is opened by the first tick."""
    return _make_app(settings, _opened_once(settings))


def run_worker(settings: Settings, *, clock: bool = True) -> None:
    """Work until a signal ends it; with `clock` also be one, of which there may be any number but none."""
    opened = _opened_once(settings)
    app = _make_app(settings, opened)
    if clock:
        add_clock(app, SCHEDULE, functools.partial(_note_broker, opened))
    arguments = ["worker", "--pool=threads", "--concurrency=3", "--loglevel=warning", "--without-gossip"]
    arguments += ["--without-mingle", "--without-heartbeat"]
    app.worker_main(arguments)


def _opened_once(settings: Settings) -> Callable[[], Ledger]:
    return functools.cache(lambda: open_ledger(settings))


def _make_app(settings: Settings, opened: Callable[[], Ledger]) -> Celery:
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
    for name, work in (("tick_sequence", tick_sequence), ("tick_chain", tick_the_chain), ("tick_jobs", tick_jobs)):
        app.task(name=name, shared=False)(_once_at_a_time(name, work, opened))
    return app


def tick_sequence(ledger: Ledger) -> None:
    """Give waiting statements their place in the log, unless the chain knows more of it than this database."""
    with _noted(ledger, SEQUENCING):
        ledger.comparison.require(ledger.store, ledger.chain)
        for _ in range(_MOST_BATCHES):
            if sequence(ledger.store, ledger.log_signer, ledger.clock()) < BATCH:
                return


def tick_the_chain(ledger: Ledger) -> None:
    """Send, anchor, confirm: all that concerns the chain; how it went is noted for whoever asks how the ledger does."""
    try:
        _work_on_the_chain(ledger)
    except Exception as error:
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
    with _noted(ledger, VERIFYING):
        work_on_verifications(ledger)


@contextmanager
def _noted(ledger: Ledger, part: str) -> Iterator[None]:
    """Note what a tick raises, or that it does its work again, for whoever asks how the ledger does."""
    try:
        yield
    except Exception as error:
        with suppress(Exception):  # the database itself may be the cause
            note_fault(ledger.store, part, in_words(error), ledger.clock())
        raise
    note_fault(ledger.store, part, None, ledger.clock())


def _note_broker(opened: Callable[[], Ledger], away: bool) -> None:
    with suppress(Exception):  # the clock goes on, and notes it again
        ledger = opened()
        note_fault(ledger.store, BROKER, "takes no ticks of the worker's clock" if away else None, ledger.clock())


def _transport_options(settings: Settings) -> dict[str, object]:
    if settings.broker_url.startswith("redis"):
        # A server that hangs, or whose network is gone, would keep the clock for ever: no error ends the wait.
        seconds = _REDIS_SECONDS
        return {"socket_timeout": seconds, "socket_connect_timeout": seconds, "socket_keepalive": True}
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
