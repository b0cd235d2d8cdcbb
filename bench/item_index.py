"""How fast the item index takes keys, makes them final, proves them, is loaded and is rebuilt.

Beside it, in the same run, what one changed key costs any trie of this shape: the hashes of one bucket and of
one path, and the upsert of one row. Every fifth revision is made final, with those before it.

Run: python -m bench.item_index --json figures.json
"""

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from ledger.item_index import ItemIndex
from ledger.item_index_buckets import fitting_depth, scan
from ledger.item_index_entries import pairs_of
from ledger.store import Store
from ledger.store_index import IndexRows, index_delta, index_meta, index_node, index_state


class Clock:
    """Seconds spent inside `measure`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def measure(self) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - start


def fresh(batch: int) -> dict[bytes, bytes]:
    """A batch of random entries."""
    blob = os.urandom(72 * batch)
    return {blob[at : at + 32]: blob[at + 32 : at + 72] for at in range(0, len(blob), 72)}


def fill(store: Store, index: ItemIndex, n: int) -> None:
    """Make `n` random keys final."""
    rev = 0
    while n:
        rev += 1
        with store.write() as connection:
            rows = IndexRows(connection)
            index.apply(rows, rev, fresh(min(n, 200_000)))
            index.finalize(rows, rev)
        n -= min(n, 200_000)


def rates(store: Store, index: ItemIndex, batch: int) -> dict[str, float]:
    """Keys per second: laid over alone, and with every fifth revision made final."""
    apply, final = Clock(), Clock()
    count = max(5, min(20, 100_000 // batch))
    count -= count % 5
    for done in range(1, count + 1):
        entries = fresh(batch)
        with apply.measure(), store.write() as connection:
            rows = IndexRows(connection)
            rev = index.latest(rows).rev + 1
            index.apply(rows, rev, entries)
        if done % 5 == 0:
            with final.measure(), store.write() as connection:
                index.finalize(IndexRows(connection), rev)
    keys = batch * count
    return {"apply": keys / apply.seconds, "final": keys / (apply.seconds + final.seconds)}


def primitives(n: int, folder: Path) -> float:
    """Keys per second if all there was to do were the hashes of one bucket and one path, and one row's upsert."""
    depth = fitting_depth(n)
    entries = n / (1 << depth)
    leaf, inner, row = os.urandom(75), os.urandom(66), os.urandom(int(72 * entries))
    rounds = 20_000
    start = time.perf_counter()
    for _ in range(rounds):
        sha256(leaf).digest()
    leaf_seconds = (time.perf_counter() - start) / rounds
    start = time.perf_counter()
    for _ in range(rounds):
        sha256(inner).digest()
    inner_seconds = (time.perf_counter() - start) / rounds
    store = Store(f"sqlite:///{folder}/primitives.db")
    with store.write() as connection:
        index_node.create(connection)
    start = time.perf_counter()
    with store.write() as connection:
        IndexRows(connection).put_nodes((id_, row) for id_ in range(rounds))
    upsert_seconds = (time.perf_counter() - start) / rounds
    store.close()
    return 1 / (entries * leaf_seconds + (entries - 1 + depth) * inner_seconds + upsert_seconds)


def proof_microseconds(store: Store, index: ItemIndex, keys: list[bytes]) -> float:
    """Median time of one proof on an open snapshot."""
    times = []
    with store.read() as connection:
        rows = IndexRows(connection)
        for key in keys:
            start = time.perf_counter()
            index.prove(rows, key)
            times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def measure(n: int, batches: list[int]) -> dict[str, Any]:
    """All figures for an index that starts with `n` keys."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/bench.db")
        index = ItemIndex()
        with store.write() as connection:
            for table in (index_node, index_delta, index_meta, index_state):
                table.create(connection)
        fill(store, index, n)
        result: dict[str, Any] = {"keys": n, "primitives_keys_per_second": primitives(n, Path(folder))}
        result["batches"] = {batch: rates(store, index, batch) for batch in batches}
        with store.read() as connection:
            rows = IndexRows(connection)
            tree = rows.tree()
            assert tree is not None
            items = [item for run in scan(rows, tree.depth) for item in pairs_of(run)]
        result["proof_present_us"] = proof_microseconds(store, index, [key for key, _ in items[:: len(items) // 1000]])
        result["proof_absent_us"] = proof_microseconds(store, index, [os.urandom(32) for _ in range(1000)])
        start = time.perf_counter()
        with store.write() as connection:
            ItemIndex().get(IndexRows(connection), bytes(32))
        result["load_seconds"] = time.perf_counter() - start
        start = time.perf_counter()
        with store.write() as connection:
            index.rebuild(IndexRows(connection), items)
        result["rebuild_keys_per_second"] = len(items) / (time.perf_counter() - start)
        result["database_bytes"] = sum(file.stat().st_size for file in Path(folder).iterdir())
        store.close()
    result["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def main() -> None:
    """Print one table; write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, nargs="+", default=[10_000, 100_000], help="sizes to start from")
    parser.add_argument("--million", action="store_true", help="also start from a million keys")
    parser.add_argument("--batch", type=int, nargs="+", default=[1_000, 10_000], help="keys per revision")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    arguments = parser.parse_args()
    sizes = [*arguments.keys, *([1_000_000] if arguments.million else [])]
    results = [measure(n, arguments.batch) for n in sizes]
    heading = "      keys   batch   apply/s  +final/s  primit./s  proof us  absent us  load s  rebuild/s"
    print(heading)
    for result in results:
        for batch, rate in result["batches"].items():
            print(
                f"{result['keys']:>10,} {batch:>7,} {rate['apply']:>9,.0f} {rate['final']:>9,.0f} "
                f"{result['primitives_keys_per_second']:>10,.0f} {result['proof_present_us']:>9.0f} "
                f"{result['proof_absent_us']:>10.0f} {result['load_seconds']:>7.2f} "
                f"{result['rebuild_keys_per_second']:>10,.0f}"
            )
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
