"""The errors of the ledger, under one root."""

from verifier.format.errors import WayproofError


class LedgerError(WayproofError):
    """Root of every error that the ledger raises on purpose."""


class IndexCorrupt(LedgerError):
    """The stored item index contradicts itself; the message names the row or revision that is wrong."""


class RevisionConflict(LedgerError):
    """A revision of the item index was asked for that is not next in order, or not pending."""
