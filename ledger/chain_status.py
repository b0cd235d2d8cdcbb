"""What the last tick found of the chain, kept in the database: whoever asks how the ledger does is another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from ledger import errors, store_outgoing
from ledger.chain import Chain
from ledger.errors import ChainRefused, ChainUnavailable, LedgerError, WrongChain
from ledger.outbox import Purpose
from ledger.store import Store
from ledger.store_chain import fact, put_fact

KEPT_FOR = 5
"""Seconds for which a note of a tick that found nothing new will do."""

FIGURES_KEPT_FOR = 15
"""Seconds after which the chain is asked for its figures again."""

_FACT = "chain status"
# No node's address and no amount: this is for strangers to read.
_PLAIN: dict[type[LedgerError], str] = {
    errors.ChainUnavailable: "does not answer the worker",
    errors.ChainReverted: "refuses what the ledger asks of a contract",
    errors.ChainRefused: "refuses what the ledger asks",
    errors.FeeTooHigh: "asks more per gas than the fee ceiling allows: nothing is anchored until it is cheaper",
    errors.BalanceTooLow: "the chain account cannot pay: nothing is anchored until it is sent funds",
    errors.WrongChain: "is not the one that this ledger's data belongs to",
    errors.NotDeployed: "does not have this ledger's contracts",
    errors.LedgerBehind: "is left alone: more was seen of this log than this database has, which is an old backup",
    errors.AnchorConflict: "holds an anchor that this ledger did not make: another copy of it is anchoring",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """When the chain was asked, the account's balance in wei, the fee in wei per gas, an anchor's gas if known."""

    at: int
    balance: int
    fee: int
    anchor_gas: int | None

    @property
    def anchors_left(self) -> int | None:
        """How many anchors the account can pay for at this fee; None if it is not known what one takes."""
        return self.balance // (self.anchor_gas * self.fee) if self.anchor_gas and self.fee else None


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """When the last tick was, what kept it from its work in plain words, since when, and the chain's figures."""

    ticked_at: int
    fault: str | None
    since: int
    figures: Figures | None


def read_status(connection: sa.Connection) -> ChainStatus | None:
    """What the last tick noted; None before the first."""
    noted = fact(connection, _FACT)
    if noted is None:
        return None
    fields: dict[str, Any] = orjson.loads(noted)
    figures = fields.pop("figures")
    if figures is not None:
        figures = Figures(**{**figures, "balance": int(figures["balance"])})
    return ChainStatus(**fields, figures=figures)


def note_tick(store: Store, chain: Chain, error: Exception | None, now: int) -> None:
    """Note a tick and what it raised, and from time to time what the chain costs."""
    fault = None if error is None else plainly(error)
    with store.read() as connection:
        before = read_status(connection)
    figures = None if before is None else before.figures
    since = before.since if before is not None and before.fault == fault else now
    answers = error is None or (isinstance(error, LedgerError) and not isinstance(error, ChainUnavailable | WrongChain))
    asked = answers and (figures is None or not 0 <= now - figures.at < FIGURES_KEPT_FOR)
    if asked:
        figures = _ask(store, chain, now) or figures
    if not asked and before is not None and before.fault == fault and 0 <= now - before.ticked_at < KEPT_FOR:
        return
    with store.write() as connection:
        put_fact(connection, _FACT, _encode(ChainStatus(now, fault, since, figures)))


def plainly(error: Exception) -> str:
    """What a tick raised, in words for whoever looks after the ledger, without a node's address."""
    return next((words for kind, words in _PLAIN.items() if isinstance(error, kind)), f"fails: {type(error).__name__}")


def _ask(store: Store, chain: Chain, now: int) -> Figures | None:
    try:
        fee, balance = chain.fees().now, chain.balance()
    except (ChainUnavailable, ChainRefused):
        return None
    with store.read() as connection:
        return Figures(now, balance, fee, store_outgoing.newest_gas(connection, Purpose.ANCHOR.value))


def _encode(status: ChainStatus) -> str:
    figures = status.figures
    kept = None
    if figures is not None:  # a balance may be larger than JSON's integers
        kept = {
            "at": figures.at,
            "balance": str(figures.balance),
            "fee": figures.fee,
            "anchor_gas": figures.anchor_gas,
        }
    fields = {"ticked_at": status.ticked_at, "fault": status.fault, "since": status.since, "figures": kept}
    return orjson.dumps(fields).decode()
