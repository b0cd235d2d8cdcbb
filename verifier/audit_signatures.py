"""Whose word each statement of a whole log is: step 8 of docs/format.md 8, for many statements with few questions."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.chain import ChainReader, KeyRecord, PartyState
from verifier.format.item import party_id
from verifier.format.statement import Statement
from verifier.signatures import fault_of_key, fault_of_signature

BATCH = 1_000
"""Statements that wait to be judged before the chain is asked about them."""

_PER_CALL = 200


@dataclass(frozen=True)
class Struck:
    """A statement that was not authentically its issuer's at its time, and why."""

    index: int
    reason: str


class SignatureAudit:
    """Statements to be judged, and those that were struck; a key's record is asked for once."""

    def __init__(self) -> None:
        self.judged = 0
        self.struck: list[Struck] = []
        self._waiting: list[tuple[int, Statement, int]] = []
        self._keys: dict[bytes, KeyRecord | None] = {}

    def add(self, index: int, statement: Statement, time: int) -> bool:
        """Take a statement with its covering anchor's time; whether it is time to `judge`."""
        self._waiting.append((index, statement, time))
        return len(self._waiting) >= BATCH

    def judge(self, chain: ChainReader) -> None:
        """Judge all that wait; raises ChainError if the chain cannot be read."""
        waiting, self._waiting = self._waiting, []
        self._read_keys(chain, {statement.claims.kid for _, statement, _ in waiting})
        parties = _read_parties(chain, {(party_id(each.claims.issuer), time) for _, each, time in waiting})
        for index, statement, time in waiting:
            issuer = statement.claims.issuer
            key = self._keys[statement.claims.kid]
            fault = fault_of_key(issuer, key, parties[party_id(issuer), time], time)
            if fault is None and key is not None:
                fault = fault_of_signature(statement, key)
            if fault is not None:
                self.struck.append(Struck(index, fault))
        self.judged += len(waiting)

    def forget_keys(self) -> None:
        """Ask for all keys again, since the chain is read at a newer block."""
        self._keys = {}

    def _read_keys(self, chain: ChainReader, kids: set[bytes]) -> None:
        unknown = sorted(kids - self._keys.keys())
        for start in range(0, len(unknown), _PER_CALL):
            part = unknown[start : start + _PER_CALL]
            self._keys.update(zip(part, chain.keys(part), strict=True))


def _read_parties(chain: ChainReader, queries: set[tuple[bytes, int]]) -> dict[tuple[bytes, int], PartyState]:
    found: dict[tuple[bytes, int], PartyState] = {}
    asked = sorted(queries)
    for start in range(0, len(asked), _PER_CALL):
        part = asked[start : start + _PER_CALL]
        found.update(zip(part, chain.parties(part), strict=True))
    return found
