"""What the tests of the item index share: an empty store, random items, and their root by the reference."""

from __future__ import annotations

import random

from ledger.store import Store
from ledger.store_index import index_delta, index_meta, index_node, index_state
from verifier.format.trie import root_of

Items = dict[bytes, bytes]


def new_store() -> Store:
    """A store in memory with the index's tables and no rows."""
    store = Store("sqlite://")
    with store.write() as connection:
        for table in (index_node, index_delta, index_meta, index_state):
            table.create(connection)
    return store


def random_items(rng: random.Random, n: int) -> Items:
    return {rng.randbytes(32): rng.randbytes(40) for _ in range(n)}


def reference(items: Items) -> bytes:
    """The root of these items, computed from nothing else."""
    return root_of(sorted(items.items()))
