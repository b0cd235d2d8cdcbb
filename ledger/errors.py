"""The errors of the ledger, under one root."""

from verifier.format.errors import WayproofError


class LedgerError(WayproofError):
    """Root of every error that the ledger raises on purpose."""


class IndexCorrupt(LedgerError):
    """The stored item index contradicts itself; the message names the row or revision that is wrong."""


class RevisionConflict(LedgerError):
    """A revision of the item index was asked for that is not next in order, or not pending."""


class ChainUnavailable(LedgerError):
    """The chain does not answer, or a node answers for a past that is already known to be past. Try again later."""


class ChainRefused(LedgerError):
    """The node answered with an error, or with something that is no answer; `code` is the JSON-RPC error code."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class ChainReverted(ChainRefused):
    """A contract refuses the call: `name` is its custom error, `arguments` are what the error says."""

    def __init__(self, message: str, name: str = "", arguments: tuple[object, ...] = ()) -> None:
        super().__init__(message, 3)
        self.name = name
        self.arguments = arguments


class FeeTooHigh(LedgerError):
    """The chain asks for more per unit of gas than the operator is willing to pay."""


class BalanceTooLow(LedgerError):
    """The chain account cannot pay for a transaction."""


class WrongChain(LedgerError):
    """The chain is not the one that this ledger's data belongs to; the message says what to do."""


class NotDeployed(LedgerError):
    """The contracts are not on this chain, and the service does not deploy them there unasked."""


class AnchorConflict(LedgerError):
    """The chain holds an anchor of this log that this ledger did not make: another copy of it is anchoring."""
