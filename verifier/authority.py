"""Who may speak for an item: the owner of its longest registered prefix, or a delegate (docs/format.md 8, step 10)."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.chain import Authority, ChainReader
from verifier.checkpoint import Checkpoint
from verifier.format.errors import FormatError
from verifier.format.item import describe_item, party_id

RESTRICTED_NOTICES = frozenset({"recall", "serialised", "description"})
"""Notices that count only from the prefix owner of the item they are about, or a delegate."""

Query = tuple[str, bytes, int]


def prefix_digits(uri: str | None) -> str | None:
    """The digits in which an item's company prefix is looked up, None if it has none."""
    if uri is None:
        return None
    try:
        return describe_item(uri).prefix_digits
    except FormatError:
        return None


class Authorities:
    """The registry's answers to all the questions of one verification, asked at once."""

    def __init__(self, chain: ChainReader, queries: Iterable[Query | None]) -> None:
        """Ask the chain; raises ChainError if it cannot be read."""
        asked = sorted({query for query in queries if query is not None})
        self._answers: dict[Query, Authority] = dict(zip(asked, chain.authorities(asked), strict=True))

    def of(self, query: Query | None) -> Authority | None:
        """The answer to one of the questions asked, None for an item that no prefix could cover."""
        return None if query is None else self._answers[query]

    def allows(self, query: Query | None) -> bool:
        """Whether the party of the question may speak for the item."""
        answer = self.of(query)
        return answer is not None and answer.length > 0 and answer.allowed


def query_for(checkpoint: Checkpoint, key: bytes) -> Query | None:
    """The question whether a statement's issuer may speak for the item that it opens under `key`."""
    digits = prefix_digits(checkpoint.name_of(key))
    if digits is None or checkpoint.judged_at is None:
        return None
    return digits, party_id(checkpoint.issuer), checkpoint.judged_at
