"""What is on the disk after a power cut: SQLite's writes and syncs are recorded, and files made as it could leave them.

Up to a file's last sync everything is there. Of what was written since, each sector of each write may be there or not.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

SECTOR = 512

_Open = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_WORD = ctypes.sizeof(ctypes.c_void_p)
# sqlite3.h: sqlite3_vfs and sqlite3_io_methods begin with three ints and one, padded to a word.
_VFS_OPEN, _VFS_DELETE = 5 * _WORD, 6 * _WORD
_CREATE, _JOURNALS = 0x4, 0x800 | 0x80000
"""Flags of xOpen. The first sync of a journal or write-ahead log that was made syncs its folder (os_unix.c)."""
_WRITE, _TRUNCATE, _SYNC, _METHODS = 3, 4, 5, 19


@dataclass(frozen=True)
class Act:
    """A write at an offset, a truncation to a size (`data` is None), or a sync (`offset` is None); or the file's
    deletion. With `folder` the folder is synced too, and with it every deletion before."""

    file: str
    offset: int | None = None
    data: bytes | None = None
    deletion: bool = False
    folder: bool = False


@dataclass
class Recorder:
    """The acts on the files of one folder, in order."""

    folder: Path
    acts: list[Act] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def add(self, act: Act) -> None:
        """Note an act."""
        with self.lock:
            self.acts.append(act)

    def image(self, target: Path, cut: int, choice: random.Random, share: float) -> None:
        """Make the files as they could be if the power had gone after so many acts; of what was not synced, each
        sector is there with the probability `share`."""
        done = self.acts[:cut]
        synced = {act.file: at for at, act in enumerate(done) if act.offset is None and not act.deletion}
        folder = max((at for at, act in enumerate(done) if act.folder), default=-1)
        files: dict[str, bytearray] = {}
        for at, act in enumerate(done):
            if act.deletion:
                if at <= folder or choice.random() < share:
                    files.pop(act.file, None)
                continue
            if act.offset is None:
                continue
            content = files.setdefault(act.file, bytearray())
            sure = at < synced.get(act.file, -1)
            if act.data is None:
                if sure or choice.random() < share:
                    del content[act.offset :]
                continue
            for start, part in _sectors(act.offset, act.data):
                if sure or choice.random() < share:
                    content.extend(bytes(max(0, start - len(content))))
                    content[start : start + len(part)] = part
        for name, content in files.items():
            (target / name).write_bytes(content)


_ALIVE: list[Any] = []
"""What SQLite may still call: a connection that is collected late closes its file through our table of methods."""


@contextmanager
def recorded(folder: Path) -> Iterator[Recorder]:
    """Record what SQLite does, in this process, to the files of a folder whose connections are opened meanwhile."""
    recorder, names, fresh, kept = Recorder(folder), dict[int, str](), set[int](), list[Any]()
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.c_void_p
    vfs = library.sqlite3_vfs_find(None)
    slots = [ctypes.c_void_p.from_address(vfs + word) for word in (_VFS_OPEN, _VFS_DELETE)]
    originals = [slot.value or 0 for slot in slots]
    open_, delete = ctypes.cast(originals[0], _Open), ctypes.cast(originals[1], _Delete)
    tables: dict[int, Any] = {}

    def opened(self: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = int(open_(self, name, file, flags, out))
        path = Path(ctypes.string_at(name).decode()) if name else Path()  # SQLite keeps the pointer: hand on that one
        if code == 0 and path.parent == folder:
            names[file] = path.name
            if flags & _CREATE and flags & _JOURNALS:
                fresh.add(file)
            methods = ctypes.c_void_p.from_address(file)
            methods.value = ctypes.addressof(table(methods.value or 0))
        return code

    def deleted(self: int, name: bytes, sync_folder: int) -> int:
        code = int(delete(self, name, sync_folder))
        if code == 0 and Path(name.decode()).parent == folder:
            recorder.add(Act(Path(name.decode()).name, deletion=True, folder=bool(sync_folder)))
        return code

    def table(methods: int) -> Any:
        if methods not in tables:
            copy = (ctypes.c_void_p * _METHODS).from_buffer_copy(
                ctypes.string_at(methods, _METHODS * _WORD)  # xClose is word 1
            )
            hooks = _hooks(copy, names, fresh, recorder)
            kept.extend(hooks.values())
            for word, hook in hooks.items():
                copy[word] = ctypes.cast(hook, ctypes.c_void_p).value
            tables[methods] = copy
        return tables[methods]

    hooks = _Open(opened), _Delete(deleted)
    _ALIVE.append((tables, kept, hooks))
    for slot, hook in zip(slots, hooks, strict=True):
        slot.value = ctypes.cast(hook, ctypes.c_void_p).value
    try:
        yield recorder
    finally:
        for slot, original in zip(slots, originals, strict=True):
            slot.value = original


def _hooks(methods: Any, names: dict[int, str], fresh: set[int], recorder: Recorder) -> dict[int, Any]:
    write, truncate, sync = (
        ctypes.cast(methods[word], kind) for word, kind in ((_WRITE, _Write), (_TRUNCATE, _Truncate), (_SYNC, _Sync))
    )

    def on_write(file: int, data: int, size: int, offset: int) -> int:
        recorder.add(Act(names[file], offset, ctypes.string_at(data, size)))
        return int(write(file, data, size, offset))

    def on_truncate(file: int, size: int) -> int:
        recorder.add(Act(names[file], size))
        return int(truncate(file, size))

    def on_sync(file: int, flags: int) -> int:
        code = int(sync(file, flags))
        recorder.add(Act(names[file], folder=file in fresh))
        fresh.discard(file)
        return code

    return {_WRITE: _Write(on_write), _TRUNCATE: _Truncate(on_truncate), _SYNC: _Sync(on_sync)}


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a write that are each in one sector."""
    start = offset
    while start < offset + len(data):
        end = min((start // SECTOR + 1) * SECTOR, offset + len(data))
        yield start, data[start - offset : end - offset]
        start = end
