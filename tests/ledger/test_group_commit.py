"""Group commit: who waits shares the next commit, and each gets the answer that is its own, after it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from ledger.group_commit import GroupCommit


class Disk:
    """Commits groups of words; each commit waits until it is let go. A word in `faulty` gets an error of its own."""

    def __init__(self, *faulty: str) -> None:
        self.groups: list[list[str]] = []
        self.begun, self.go = Event(), Event()
        self.broken = False
        self._faulty = faulty

    def commit(self, group: Sequence[str]) -> list[Exception | None]:
        self.begun.set()
        assert self.go.wait(30)
        if self.broken:
            raise OSError("the disk is full")
        self.groups.append(list(group))
        return [ValueError(word) if word in self._faulty else None for word in group]


async def while_one_is_on_its_way(disk: Disk, commits: GroupCommit[str], *words: str) -> list[asyncio.Task[None]]:
    """Tasks of submitted words: the first is being committed, the others have come meanwhile."""
    first = asyncio.create_task(commits.submit(words[0]))
    await asyncio.to_thread(disk.begun.wait, 30)
    others = [asyncio.create_task(commits.submit(word)) for word in words[1:]]
    await asyncio.sleep(0)
    assert not any(task.done() for task in (first, *others))
    return [first, *others]


def test_what_comes_during_a_commit_shares_the_next_in_order() -> None:
    disk = Disk()

    async def work() -> None:
        commits = GroupCommit(disk.commit, 100)
        tasks = await while_one_is_on_its_way(disk, commits, "a", "b", "c", "d")
        disk.go.set()
        await asyncio.gather(*tasks)
        await commits.submit("e")
        commits.close()

    asyncio.run(work())
    assert disk.groups == [["a"], ["b", "c", "d"], ["e"]]


def test_an_error_is_its_submitters_alone() -> None:
    disk = Disk("b")

    async def work() -> list[BaseException | None]:
        commits = GroupCommit(disk.commit, 100)
        tasks = await while_one_is_on_its_way(disk, commits, "a", "b", "c")
        disk.go.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    a, b, c = asyncio.run(work())
    assert (a, c) == (None, None)
    assert isinstance(b, ValueError)


def test_a_commit_that_raises_fails_its_group_and_no_later_one() -> None:
    disk = Disk()

    async def work() -> list[BaseException | None]:
        commits = GroupCommit(disk.commit, 100)
        disk.broken = True
        tasks = await while_one_is_on_its_way(disk, commits, "a", "b")
        disk.go.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        disk.broken = False
        await commits.submit("c")
        return results

    assert all(isinstance(result, OSError) for result in asyncio.run(work()))
    assert disk.groups == [["c"]]


def test_a_group_is_closed_when_it_is_large_enough() -> None:
    disk = Disk()

    async def work() -> None:
        commits = GroupCommit(disk.commit, 5)
        tasks = await while_one_is_on_its_way(disk, commits, "a", "bb", "ccc", "dddd", "eeeeeeee", "f")
        disk.go.set()
        await asyncio.gather(*tasks)

    asyncio.run(work())
    assert disk.groups == [["a"], ["bb", "ccc"], ["dddd", "eeeeeeee"], ["f"]]


def test_whose_submitter_has_gone_is_not_committed() -> None:
    disk = Disk()

    async def work() -> None:
        commits = GroupCommit(disk.commit, 100)
        first, gone, last = await while_one_is_on_its_way(disk, commits, "a", "b", "c")
        gone.cancel()
        disk.go.set()
        await asyncio.gather(first, last)
        with pytest.raises(asyncio.CancelledError):
            await gone

    asyncio.run(work())
    assert disk.groups == [["a"], ["c"]]


def test_closing_waits_for_the_commit_that_is_on_its_way() -> None:
    disk = Disk()

    async def work() -> None:
        commits = GroupCommit(disk.commit, 100)
        (task,) = await while_one_is_on_its_way(disk, commits, "a")
        task.cancel()
        closing = asyncio.create_task(asyncio.to_thread(commits.close))
        await asyncio.sleep(0)
        assert not closing.done()
        disk.go.set()
        await closing
        with pytest.raises(RuntimeError):
            await commits.submit("b")

    asyncio.run(work())
    assert disk.groups == [["a"]]


def test_it_serves_one_event_loop_after_another() -> None:
    disk = Disk()
    disk.go.set()
    commits = GroupCommit(disk.commit, 100)
    for word in ("a", "b"):
        asyncio.run(commits.submit(word))
    assert disk.groups == [["a"], ["b"]]
