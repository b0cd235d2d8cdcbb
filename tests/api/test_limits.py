"""Counts of requests: bounded in memory, shared by Redis, and going on without it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from api import rate_store
from api.limits import MOST_COUNTED, WINDOW_SECONDS, Kind, RateLimiter, Rates
from api.problems import Problem
from api.rate_store import RateStore
from tests.api.service import MIDDLE_OF_A_MINUTE, Service
from tests.redis_server import RedisServer

DATABASES = ("sqlite",)

PASSWORD = "correct-horse"


class Clock:
    now = MIDDLE_OF_A_MINUTE

    def __call__(self) -> float:
        return self.now


def takes(limiter: RateLimiter, who: str = "203.0.113.7", kind: Kind = Kind.PUBLIC) -> bool:
    async def count() -> bool:
        try:
            limiter.count(kind, who)
        except Problem as problem:
            assert problem.status == 429
            return False
        return True

    return asyncio.run(count())


def test_each_caller_and_each_kind_is_counted_apart() -> None:
    limiter = RateLimiter(Rates(public=2, tiles=1), clock=Clock())
    assert [takes(limiter) for _ in range(3)] == [True, True, False]
    assert takes(limiter, "203.0.113.8")
    assert [takes(limiter, kind=Kind.TILES) for _ in range(2)] == [True, False]


def test_the_next_minute_begins_anew_and_the_answer_says_when() -> None:
    clock = Clock()
    limiter = RateLimiter(Rates(public=1), clock=clock)
    assert [takes(limiter) for _ in range(2)] == [True, False]
    with pytest.raises(Problem) as refused:
        limiter.count(Kind.PUBLIC, "203.0.113.7")
    wait = int(refused.value.headers["Retry-After"])
    clock.now += wait - 1
    assert not takes(limiter)
    clock.now += 1
    assert takes(limiter)
    assert 1 <= wait <= WINDOW_SECONDS


def test_a_clock_that_is_set_back_refuses_nobody_for_longer_than_a_window(tmp_path: Path) -> None:
    async def exchanges(limiter: RateLimiter) -> bool:
        limiter.count(Kind.PUBLIC, "b")
        return limiter._exchanging is not None

    clock = Clock()
    limiter = RateLimiter(Rates(public=1), RateStore("redis://127.0.0.1:1"), clock)
    assert takes(limiter)
    assert not takes(limiter)
    clock.now -= 3_600
    assert takes(limiter)
    assert not takes(limiter)
    clock.now += WINDOW_SECONDS
    assert takes(limiter)
    clock.now += 2 * WINDOW_SECONDS - 3_600
    assert asyncio.run(exchanges(limiter)), "what is counted is told, now as before"


def test_memory_is_bounded_however_many_addresses_there_are() -> None:
    limiter = RateLimiter(Rates(public=1), clock=Clock())
    for number in range(MOST_COUNTED + 5_000):
        limiter.count(Kind.PUBLIC, f"2001:db8:{number:x}::/64")
    assert len(limiter) == MOST_COUNTED
    assert not takes(limiter, f"2001:db8:{MOST_COUNTED + 4_999:x}::/64"), "the latest are still counted"


@pytest.fixture(autouse=True)
def patient_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that answers is waited for, however busy the machine is."""
    monkeypatch.setattr(rate_store, "_SECONDS", 60.0)


def test_processes_add_up_what_they_counted(tmp_path: Path) -> None:
    with RedisServer(tmp_path, PASSWORD) as server:
        clock = Clock()
        one, other = (RateLimiter(Rates(public=10), RateStore(server.url), clock) for _ in range(2))
        assert all(takes(one) for _ in range(8))
        asyncio.run(one.exchange())
        assert takes(other), "it has not heard of it yet"
        asyncio.run(other.exchange())
        assert takes(other)
        assert not takes(other), "8 there, 2 here"
        asyncio.run(other.exchange())
        assert takes(one), "it hears of a caller when that caller comes"
        asyncio.run(one.exchange())
        assert not takes(one)
        clock.now += WINDOW_SECONDS
        assert takes(one)
        assert one.fault is other.fault is None


def test_wrong_keys_are_added_up_too(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        clock = Clock()
        one, other = (RateLimiter(Rates(wrong_key=3), RateStore(server.url), clock) for _ in range(2))
        other.check(Kind.WRONG_KEY, "a")
        for limiter, count in ((one, 2), (other, 1)):
            for _ in range(count):
                takes(limiter, "a", Kind.WRONG_KEY)
            asyncio.run(limiter.exchange())
        with pytest.raises(Problem):
            other.check(Kind.WRONG_KEY, "a")


def test_without_the_store_each_process_counts_for_itself_and_says_so(tmp_path: Path) -> None:
    with RedisServer(tmp_path, PASSWORD) as server:
        limiter = RateLimiter(Rates(public=3), RateStore(server.url), Clock())
        asyncio.run(limiter.exchange())
        server.stop()
        assert [takes(limiter) for _ in range(4)] == [True, True, True, False], "the limit holds"
        asyncio.run(limiter.exchange())
        assert limiter.fault is not None
        assert PASSWORD not in limiter.fault
        assert str(server.port) in limiter.fault
        server.start()
        asyncio.run(limiter.exchange())
        assert limiter.fault is None
        other = RateLimiter(Rates(public=3), RateStore(server.url), Clock())
        assert takes(other)
        asyncio.run(other.exchange())
        assert not takes(other), "what was counted while the store was away is told later"


def test_a_wrong_password_is_a_fault_that_does_not_show_it(tmp_path: Path) -> None:
    with RedisServer(tmp_path, PASSWORD) as server:
        limiter = RateLimiter(Rates(), RateStore(server.url.replace(PASSWORD, "not-" + PASSWORD)), Clock())
        takes(limiter)
        asyncio.run(limiter.exchange())
        assert limiter.fault is not None
        assert "not-" not in limiter.fault


def test_two_api_processes_share_their_counts_and_health_warns_when_they_cannot(tmp_path: Path) -> None:
    with (
        RedisServer(tmp_path) as server,
        Service(tmp_path / "one", rate_public=200, rate_store_url=server.url) as one,
        Service(tmp_path / "other", rate_public=200, rate_store_url=server.url) as other,
    ):
        statuses = [each.get("/api/v1/anchors").status_code for _ in range(150) for each in (one, other)]
        if 429 not in statuses:  # all within one second, after which they know of each other
            for each in (one, other, one):
                asyncio.run(each.app.state.limiter.exchange())
            statuses += [each.get("/api/v1/anchors").status_code for each in (one, other)]
        assert statuses.count(429) > 0
        assert one.get("/health/ready", headers={"X": "y"}).status_code in (429, 503)
        server.stop()
        asyncio.run(one.app.state.limiter.exchange())
        one.app.state.limiter._window = -1  # a new minute
        health = one.get("/health/ready").json()
        assert "each process counts for itself" in health["warnings"][0]
