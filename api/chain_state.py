"""The development chain's state on disk. Anvil writes over its only copy, so a whole one is kept beside it.

An anvil that is killed while it writes leaves half a file, with which it will not start again. Each start also adds a
first block of its own to those of the state, and with several it is chance which one the next start takes for the
chain's: of another the ledger would think that the chain began anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import orjson

from ledger.files import write_file

KEEP_EVERY_SECONDS = 60.0


def state_file(data_dir: Path) -> Path:
    """Where the development chain keeps its state."""
    return data_dir / "chain.json"


def copy_of(state: Path) -> Path:
    """Where a whole copy of it is kept."""
    return state.with_name(f"{state.stem}.whole{state.suffix}")


def make_whole(state: Path, say: Callable[[str], None]) -> None:
    """Before the chain starts: see that it finds a state that it can read, with one beginning, or none."""
    if not state.exists():
        copy_of(state).unlink(missing_ok=True)  # whoever took the state away wants a new chain
        return
    content = _whole(state)
    if content is None:
        content = _whole(copy_of(state))
        if content is None:
            state.unlink()
            say("the chain's state was not written to its end: the chain begins anew, and all is anchored again")
            return
        say("the chain's state was not written to its end: the chain goes on from an older copy")
    content = _with_one_beginning(content)
    for path in (state, copy_of(state)):
        write_file(path, content)


def keep(state: Path) -> bool:
    """Copy the state if it is whole; whether it is."""
    content = _whole(state)
    if content is not None:
        write_file(copy_of(state), content)
    return content is not None


@contextmanager
def kept(state: Path, seconds: float = KEEP_EVERY_SECONDS) -> Iterator[None]:
    """Keep a copy that is at most so old, or as old as the last state that was written."""
    ended = Event()

    def work() -> None:
        while not ended.wait(seconds):
            keep(state)

    thread = Thread(target=work, name="copies of the chain's state", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _whole(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        return content if isinstance(orjson.loads(content), dict) else None
    except (OSError, orjson.JSONDecodeError):
        return None


def _with_one_beginning(content: bytes) -> bytes:
    """A state with the oldest of its first blocks alone: the others are of later starts, and nothing builds on them."""
    read = orjson.loads(content)
    blocks = read.get("blocks", [])
    first = [block for block in blocks if _header(block, "number") == 0]
    if len(first) < 2:
        return content
    oldest = min(first, key=lambda block: _header(block, "timestamp"))
    others = [block for block in blocks if _header(block, "number") != 0]
    return orjson.dumps({**read, "blocks": [oldest, *others]})


def _header(block: dict[str, Any], name: str) -> int:
    return int(block["header"][name], 16)
