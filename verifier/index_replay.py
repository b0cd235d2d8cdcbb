"""The item index as an auditor replays it: each list's frontier in SQLite, and the trie above them, brought up to date
at each anchor by what has changed.

The trie's bottom is buckets, the lists whose keys share their first `depth` bits, each about as many as eight; its top
is a heap of their roots. Memory is the heap's: 64 bytes for eight lists.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from verifier.format import item_list, trie
from verifier.format.item_list import ListEntry, ListValue
from verifier.format.merkle import HASH_SIZE, Frontier

SCHEMA = (
    "create table if not exists list (key blob primary key, frontier blob not null) without rowid",
    "create table if not exists bucket (number integer primary key, root blob not null)",
)
_BUCKET = 8
_MAX_DEPTH = 24
_MOST_DIRTY = 50_000
_KEY_BITS = 256
_EMPTY = bytes(HASH_SIZE)
_BEYOND = b"\xff" * 33
_READ = "select frontier from list where key = ?"
_WRITE = "insert into list values (?, ?) on conflict (key) do update set frontier = excluded.frontier"
_RANGE = "select key, frontier from list where key >= ? and key < ? order by key"
_ALL = "select key, frontier from list order by key"


class IndexReplay:
    """The item index of a log as far as it was replayed.

    `depth` and `count`, of bits and of lists, are as they were when the tables were last committed.
    """

    def __init__(self, connection: sqlite3.Connection, depth: int = 0, count: int = 0) -> None:
        self.depth = depth
        self.count = count
        self._connection = connection
        self._grown: dict[bytes, Frontier] = {}
        self._changed: set[int] = set()
        for statement in SCHEMA:
            connection.execute(statement)
        self._heap = self._load()

    def add(self, key: bytes, entry: ListEntry) -> None:
        """Append an entry, of a higher index than those before it, to the list under a key."""
        frontier = self._grown.get(key)
        if frontier is None:
            row = self._connection.execute(_READ, (key,)).fetchone()
            frontier = Frontier() if row is None else Frontier.from_bytes(row[0])
            self.count += row is None
            if len(self._grown) >= _MOST_DIRTY:
                self._write()
            self._grown[key] = frontier
        frontier.append(item_list.entry_hash(entry))

    def root(self) -> bytes:
        """The index root."""
        self._write()
        if self.count > _BUCKET << self.depth and self.depth < _MAX_DEPTH:
            self._deepen()
        self._rehash(self._changed)
        self._changed = set()
        top = bytes(self._heap[HASH_SIZE : 2 * HASH_SIZE])
        return trie.EMPTY_ROOT if top == _EMPTY else top

    def value(self, key: bytes) -> ListValue | None:
        """What the index holds under a key, None if nothing."""
        self._write()
        row = self._connection.execute(_READ, (key,)).fetchone()
        return None if row is None else _value(row[0])

    def first_key(self) -> bytes | None:
        """The lowest key of any list, None if there is none."""
        self._write()
        key: bytes | None = self._connection.execute("select min(key) from list").fetchone()[0]
        return key

    def beside(self, key: bytes, bit: int) -> tuple[bytes, bytes | None]:
        """Of the keys that agree with `key` up to `bit` and not in it: their subtree's root, and the first of them.

        Without any the root is that of an empty index, and the key None.
        """
        self.root()
        shift = _KEY_BITS - 1 - bit
        path = int.from_bytes(key, "big") >> shift ^ 1
        low = path << shift
        high = low + (1 << shift)
        end = _BEYOND if high >> _KEY_BITS else high.to_bytes(HASH_SIZE, "big")
        rows = self._connection.execute(_RANGE, (low.to_bytes(HASH_SIZE, "big"), end))
        first = rows.fetchone()
        if first is None:
            return trie.EMPTY_ROOT, None
        if bit < self.depth:  # the heap has it; to read half of all lists would take longer than an anchor does
            return self._get((2 << bit) + path), first[0]
        return trie.root_of(_pairs(_chain(first, rows))), first[0]

    def recomputed_root(self) -> bytes:
        """The root from the lists alone, which the buckets must give as well."""
        self._write()
        return trie.root_of(_pairs(self._connection.execute(_ALL)))

    def _write(self) -> None:
        shift = 32 - self.depth
        self._changed.update(int.from_bytes(key[:4], "big") >> shift for key in self._grown)
        rows = ((key, frontier.to_bytes()) for key, frontier in sorted(self._grown.items()))
        self._connection.executemany(_WRITE, rows)
        self._grown = {}

    def _rehash(self, numbers: set[int]) -> None:
        shift = 32 - self.depth
        first = 1 << self.depth
        rows = []
        for number in sorted(numbers):
            end = _BEYOND if number + 1 == first else (number + 1 << shift).to_bytes(4, "big")
            found = self._connection.execute(_RANGE, ((number << shift).to_bytes(4, "big"), end))
            root = trie.root_of(_pairs(found))
            rows.append((number, root))
            self._put(first + number, root)
        self._connection.executemany("insert or replace into bucket values (?, ?)", rows)
        self._rehash_above({first + number for number in numbers})

    def _rehash_above(self, nodes: set[int]) -> None:
        for bit in range(self.depth - 1, -1, -1):
            nodes = {node >> 1 for node in nodes}
            for node in nodes:
                left, right = self._get(2 * node), self._get(2 * node + 1)
                if _EMPTY in (left, right):
                    self._put(node, right if left == _EMPTY else left)
                else:
                    self._put(node, trie.inner_hash(bit, left, right))

    def _deepen(self) -> None:
        """Divide the lists into so many buckets that there is room for as many again."""
        while self.count > _BUCKET // 2 << self.depth and self.depth < _MAX_DEPTH:
            self.depth += 1
        shift = 32 - self.depth
        self._connection.execute("delete from bucket")
        buckets = groupby(_pairs(self._connection.execute(_ALL)), lambda pair: int.from_bytes(pair[0][:4], "big"))
        rows = (
            (number, trie.root_of(pair for _, pairs in part for pair in pairs))
            for number, part in groupby(buckets, lambda found: found[0] >> shift)
        )
        self._connection.executemany("insert into bucket values (?, ?)", list(rows))
        self._changed = set()
        self._heap = self._load()

    def _load(self) -> bytearray:
        """The heap over the stored buckets."""
        first = 1 << self.depth
        self._heap = bytearray(2 * first * HASH_SIZE)
        nodes = set()
        for number, root in self._connection.execute("select number, root from bucket"):
            self._put(first + number, root)
            nodes.add(first + number)
        self._rehash_above(nodes)
        return self._heap

    def _get(self, node: int) -> bytes:
        return bytes(self._heap[node * HASH_SIZE : (node + 1) * HASH_SIZE])

    def _put(self, node: int, hash_: bytes) -> None:
        self._heap[node * HASH_SIZE : (node + 1) * HASH_SIZE] = hash_


def _pairs(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    for key, frontier in rows:
        yield key, _value(frontier).to_bytes()


def _value(data: bytes) -> ListValue:
    frontier = Frontier.from_bytes(data)
    return ListValue(frontier.size, frontier.root())


def _chain(first: tuple[bytes, bytes], rest: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    yield first
    yield from rest
