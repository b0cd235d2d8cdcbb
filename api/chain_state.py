"""The development chain's state on disk. Anvil writes over its only copy, so a whole one is kept beside it.

An anvil that is killed while it writes leaves half a file, with which it will not start again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

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
    """Before the chain starts: see that it finds a state that it can read, or none."""
    if not state.exists():
        copy_of(state).unlink(missing_ok=True)  # whoever took the state away wants a new chain
        return
    if keep(state):
        return
    kept = _whole(copy_of(state))
    if kept is None:
        state.unlink()
        say("the chain's state was not written to its end: the chain begins anew, and all is anchored again")
    else:
        write_file(state, kept)
        say("the chain's state was not written to its end: the chain goes on from an older copy")


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
