"""A worker's clock: a thread that orders what is due, for whichever worker of this ledger is free.

Celery's own beat is a process beside the worker, which goes on when the worker alone is killed, and it goes by the time
of day: it would be silent for an hour when the time of day is set back by one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Event, Thread

import structlog
from celery import Celery, bootsteps  # type: ignore[import-untyped]

_EXPIRES_SECONDS = 5
"""A tick that nobody took for so long is made up for by a later one."""

_log = structlog.get_logger()


def add_clock(app: Celery, schedule: Mapping[str, float], note: Callable[[bool], None] = lambda away: None) -> None:
    """Let the workers of an application be clocks: each task of `schedule` is ordered every so many seconds.

    `note` is told whether the broker is away: whenever it took no order, and when it takes orders again.
    """

    class Step(bootsteps.StartStopStep):  # type: ignore[misc]
        requires = ("celery.worker.components:Pool",)

        def create(self, worker: object) -> Clock:
            return Clock(app, schedule, note)

    app.steps["worker"].add(Step)


class Clock(Thread):
    """Orders tasks until it is stopped. While the broker is away it says so once, and goes on by itself."""

    def __init__(
        self, app: Celery, schedule: Mapping[str, float], note: Callable[[bool], None] = lambda away: None
    ) -> None:
        super().__init__(name="clock", daemon=True)
        self._app = app
        self._schedule = schedule
        self._note = note
        self._ended = Event()
        self._away = False

    def run(self) -> None:
        """Order what is due, again and again."""
        due = dict.fromkeys(self._schedule, time.monotonic())
        while not self._ended.wait(max(0.0, min(due.values()) - time.monotonic())):
            now = time.monotonic()
            for name, seconds in self._schedule.items():
                if now >= due[name]:
                    due[name] = now + seconds
                    self._order(name)

    def stop(self) -> None:
        """Order nothing more."""
        self._ended.set()

    def _order(self, name: str) -> None:
        try:
            self._app.send_task(name, expires=_EXPIRES_SECONDS, ignore_result=True, retry=False)
        except Exception as error:  # each transport has faults of its own, and none may end the clock
            if not self._away:
                _log.warning("the broker takes no ticks; trying again", reason=f"{type(error).__name__}: {error}")
            self._away = True
            self._note(True)
        else:
            if self._away:
                _log.warning("the broker takes ticks again")
                self._note(False)
            self._away = False
