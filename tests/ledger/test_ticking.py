"""A worker's clock goes on whatever happens to the broker, and orders each task as often as it should."""

from __future__ import annotations

import threading
import time

from structlog.testing import capture_logs

from ledger.ticking import Clock

DATABASES = ("sqlite",)


class Orders:
    """Stands where the Celery application is: takes orders, or has no broker to give them to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refused = 0
        self.away = False
        self.changed = threading.Event()

    def send_task(self, name: str, **options: object) -> None:
        self.changed.set()
        if self.away:
            self.refused += 1
            raise ConnectionRefusedError("nobody there")
        self.taken.append(name)


def wait_for(orders: Orders, done) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        orders.changed.wait(1)
        orders.changed.clear()


def test_each_task_is_ordered_again_and_again_the_frequent_one_more_often():
    orders = Orders()
    clock = Clock(orders, {"often": 0.01, "seldom": 0.5})
    clock.start()
    wait_for(orders, lambda: orders.taken.count("seldom") >= 3)
    clock.stop()
    clock.join(10)
    assert orders.taken.count("often") > orders.taken.count("seldom")


def test_a_broker_that_is_away_is_said_once_and_stops_nothing():
    orders = Orders()
    orders.away = True
    noted: list[bool] = []
    with capture_logs() as logs:
        clock = Clock(orders, {"task": 0.001}, noted.append)
        clock.start()
        wait_for(orders, lambda: orders.refused > 3)
        orders.away = False
        wait_for(orders, lambda: len(orders.taken) > 3)
        clock.stop()
        clock.join(10)
    assert [line["event"] for line in logs] == [
        "the broker takes no ticks; trying again",
        "the broker takes ticks again",
    ]
    assert noted == [*[True] * orders.refused, False]


def test_the_time_of_day_is_nothing_to_it(monkeypatch):
    orders = Orders()
    clock = Clock(orders, {"task": 0.001})
    clock.start()
    wait_for(orders, lambda: len(orders.taken) > 3)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    before = len(orders.taken)
    wait_for(orders, lambda: len(orders.taken) > before + 3)
    clock.stop()
