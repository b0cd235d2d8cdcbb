"""How far an auditor has replayed a log: one SQLite file in a folder, which is either as it was or as it is next.

Without a folder the state is a temporary file, gone at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from verifier.format import base64url, jcs
from verifier.format.errors import FormatError, WayproofError
from verifier.format.json_shape import integer, members, octets, text
from verifier.index_replay import IndexReplay
from verifier.log_edge import LogEdge

FILE = "state.db"
EVIDENCE = "evidence"
_NO_HEAD = bytes(32)
_FACTS = ("anchorage", "depth", "edge", "head", "index", "lists", "logId", "origin", "seq", "struck", "treeHead")


class StateError(WayproofError):
    """The state folder cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Progress:
    """What was replayed and agreed: all anchors below `seq`, the last of which has `head` and `index_root`.

    `edge` is the log's right edge there, `index_root` None where the index is not replayed; `tree_head` is the newest
    tree head seen, a note, and `struck` counts statements that were not authentic at their time.
    """

    seq: int = 0
    head: bytes = _NO_HEAD
    edge: bytes = bytes(8)
    index_root: bytes | None = None
    tree_head: bytes = b""
    struck: int = 0
    depth: int = 0
    lists: int = 0

    @property
    def size(self) -> int:
        """The log's size at the last anchor that was replayed."""
        return int.from_bytes(self.edge[:8], "big")


class AuditState:
    """The state of one auditor about one log. `with` it, and `save` it at anchors; what is not saved is undone."""

    def __init__(self, folder: Path | None, origin: str, log_id: bytes, anchorage: dict[str, jcs.Json]) -> None:
        """Open or make the state; raises StateError if it is damaged, another log's, or in use."""
        self._who: dict[str, jcs.Json] = {
            "anchorage": jcs.encode(anchorage).decode(),
            "logId": base64url.encode(log_id),
            "origin": origin,
        }
        self._folder = folder
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            path = "" if folder is None else str(folder / FILE)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=1, check_same_thread=False)
            for pragma in ("journal_mode=wal", "synchronous=full", "cache_size=-65536", "locking_mode=exclusive"):
                self._connection.execute(f"pragma {pragma}")
            self._connection.execute("create table if not exists progress (facts blob not null, digest blob not null)")
            self._connection.execute("begin exclusive")
            self.progress = self._read()
            self.index = self._open_index()
        except (OSError, sqlite3.Error) as error:
            raise StateError(self._about(f"cannot be used ({error}): is another audit using it?")) from None

    def __enter__(self) -> AuditState:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def edge(self) -> LogEdge:
        """The log's right edge at the last anchor replayed."""
        return LogEdge.from_bytes(self.progress.edge)

    @contextmanager
    def written(self) -> Iterator[None]:
        """Within, a file that cannot be read or written, as on a full disk, is a StateError."""
        try:
            yield
        except sqlite3.Error as error:
            raise StateError(self._about(f"cannot be read or written: {error}")) from None

    def restart(self) -> None:
        """Begin with the first entry again; the newest tree head seen is remembered."""
        self.progress = Progress(tree_head=self.progress.tree_head)
        for table in ("list", "bucket"):
            self._connection.execute(f"delete from {table}")  # noqa: S608
        self.index = IndexReplay(self._connection)

    def save(self, progress: Progress) -> None:
        """Make what was replayed lasting."""
        self.progress = replace(progress, depth=self.index.depth, lists=self.index.count)
        facts = jcs.encode(self._encode(self.progress))
        try:
            self._connection.execute("delete from progress")
            self._connection.execute("insert into progress values (?, ?)", (facts, sha256(facts).digest()))
            self._connection.execute("commit")
            self._connection.execute("begin exclusive")
        except sqlite3.Error as error:
            raise StateError(self._about(f"cannot be written: {error}")) from None

    def undo(self) -> None:
        """Go back to what was saved last."""
        self._connection.execute("rollback")
        self._connection.execute("begin exclusive")
        self.progress = self._read()
        self.index = self._open_index()

    def check_whole(self) -> None:
        """Raise StateError unless the lists as saved give the index root that was agreed on."""
        self.undo()
        if self.progress.index_root is not None and self.index.recomputed_root() != self.progress.index_root:
            raise StateError(self._about("is damaged: its lists are not those that were replayed"))

    def keep_evidence(self, name: str, content: bytes) -> Path | None:
        """Put a file beside the state, for whoever is to be shown it; None where there is no folder.

        Raises OSError if it cannot be written.
        """
        if self._folder is None:
            return None
        folder = self._folder / EVIDENCE
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        return path

    def _open_index(self) -> IndexReplay:
        index = IndexReplay(self._connection, self.progress.depth, self.progress.lists)
        root = self.progress.index_root
        if root is not None and index.root() != root:
            raise StateError(self._about("is damaged: its index has another root than the one that was replayed"))
        return index

    def _read(self) -> Progress:
        row = self._connection.execute("select facts, digest from progress").fetchone()
        if row is None:
            return Progress()
        facts, digest = row
        try:
            if sha256(facts).digest() != digest:
                raise FormatError("its digest is another")
            value = members(jcs.decode(facts), "the state", frozenset(_FACTS))
            progress = Progress(
                seq=integer(value["seq"], "seq"),
                head=octets(value["head"], "head", 32),
                edge=octets(value["edge"], "edge"),
                index_root=octets(value["index"], "index", 32) if value["index"] else None,
                tree_head=text(value["treeHead"], "treeHead", 0).encode(),
                struck=integer(value["struck"], "struck"),
                depth=integer(value["depth"], "depth", 0, 24),
                lists=integer(value["lists"], "lists"),
            )
            LogEdge.from_bytes(progress.edge)
        except FormatError as error:
            raise StateError(self._about(f"is damaged: {error}")) from None
        if {name: value[name] for name in self._who} != self._who:
            raise StateError(self._about("is about another log, or another chain, than the trust root"))
        return progress

    def _encode(self, progress: Progress) -> dict[str, jcs.Json]:
        return self._who | {
            "depth": progress.depth,
            "edge": base64url.encode(progress.edge),
            "head": base64url.encode(progress.head),
            "index": base64url.encode(progress.index_root or b""),
            "lists": progress.lists,
            "seq": progress.seq,
            "struck": progress.struck,
            "treeHead": progress.tree_head.decode(),
        }

    def _about(self, what: str) -> str:
        return f"the state in {self._folder or 'a temporary file'} {what}"


def seen_tree_head(folder: Path) -> bytes:
    """The newest tree head, a note, that the auditor of a state folder has seen; raises StateError if it has none."""
    try:
        with closing(sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            facts, digest = connection.execute("select facts, digest from progress").fetchone()
        if sha256(facts).digest() != digest:
            raise FormatError("its digest is another")
        return text(jcs.decode_object(facts).get("treeHead"), "treeHead", 1).encode()
    except (sqlite3.Error, TypeError, FormatError) as error:
        raise StateError(f"the state in {folder} has seen no tree head that can be read: {error}") from None
