"""Work of one turn of the event loop is done in a row, and each result is its asker's."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from api.in_a_row import InARow


def test_work_is_done_in_a_row_and_answered_to_its_asker() -> None:
    order: list[str] = []

    def answer_for(name: str) -> str:
        order.append(f"for {name}")
        return name.upper()

    async def ask(row: InARow, name: str) -> str:
        order.append(f"{name} asks")
        answer = await row.run(partial(answer_for, name))
        order.append(f"{name} is told")
        return answer

    async def work() -> tuple[str, str]:
        row = InARow()
        a, b = await asyncio.gather(ask(row, "a"), ask(row, "b"))
        return a, b

    assert asyncio.run(work()) == ("A", "B")
    assert order == ["a asks", "b asks", "for a", "for b", "a is told", "b is told"]


def test_what_fails_fails_for_its_asker_alone() -> None:
    async def work() -> list[tuple[int, int] | BaseException]:
        row = InARow()
        return await asyncio.gather(*[row.run(partial(divmod, 1, n)) for n in (1, 0, 1)], return_exceptions=True)

    first, second, third = asyncio.run(work())
    assert (first, third) == ((1, 0), (1, 0))
    assert isinstance(second, ZeroDivisionError)


def test_an_asker_who_has_gone_is_passed_over_and_the_next_loop_is_served() -> None:
    row = InARow()
    done: list[str] = []

    async def leave() -> None:
        asking = asyncio.create_task(row.run(lambda: done.append("gone")))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    async def stop_with_work_left() -> None:
        asyncio.get_running_loop().stop()
        await row.run(lambda: done.append("left"))

    asyncio.run(leave())
    with pytest.raises(RuntimeError):
        asyncio.run(stop_with_work_left())
    asyncio.run(row.run(lambda: done.append("served")))
    assert done[-1] == "served"
    assert "gone" not in done
