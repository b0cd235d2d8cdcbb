"""Statements per second that the log and the item index take up after capture."""

from __future__ import annotations

from functools import partial

from bench import events, worlds
from bench.figures import Figure, compared, in_turn
from bench.item_index import Least
from bench.primitives import primitives
from ledger.lists import index_changes
from ledger.sequence import sequence
from ledger.service import Ledger
from ledger.store_index import IndexRows


def measure(rounds: int, batch: int = 1000) -> list[Figure]:
    """Sequence and index `batch` statements in each of `rounds`."""
    sequenced, indexed = [], []
    with worlds.capturing() as (ledger, party), primitives(batch) as least, worlds.folder() as beside:
        hashes = Least(str(beside / "least.db"), rounds * batch // events.SEEN, batch // events.SEEN)
        feed, size = events.observations(), 1
        for _ in range(rounds):
            for body in events.documents(feed, batch // 100, 100):
                worlds.say(ledger, party, body)
            least.insert_together()
            work = partial(sequence, ledger.store, ledger.log_signer, ledger.clock())
            sequenced += in_turn([work], least.sequence)
            indexed += in_turn([partial(_index, ledger, size, batch)], hashes.change)
            size += batch
        hashes.close()
    what = f"indices, tiles, lists and a signed tree head for {batch} statements in a transaction"
    return [
        compared("sequence", what, "/s", sequenced, batch),
        compared("index", f"{batch} statements put into the item index, and made final", "/s", indexed, batch),
    ]


def _index(ledger: Ledger, size: int, batch: int) -> None:
    """Bring the item index from one size of the log to the next and make it final, as anchoring and confirming do."""
    with ledger.store.write() as connection:
        rows = IndexRows(connection)
        revision = ledger.index.latest(rows).rev + 1
        ledger.index.apply(rows, revision, index_changes(connection, size, size + batch))
    with ledger.store.write() as connection:
        ledger.index.finalize(IndexRows(connection), revision)
