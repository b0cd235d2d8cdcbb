"""The errors of the ledger, under one root."""

from verifier.format.errors import WayproofError


class LedgerError(WayproofError):
    """Root of every error that the ledger raises on purpose."""


class IndexCorrupt(LedgerError):
    """The stored item index contradicts itself; the message names the row or revision that is wrong."""


class DatabaseUnavailable(LedgerError):
    """The database does not do its work: it is gone, its disk is full, or it is kept by another. Try again later."""


class WriteConflict(LedgerError):
    """A transaction of somebody else was quicker with the same rows; try again."""


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
    """A contract refuses the call: `name` is its custom error, `arguments` what the error says, `data` its bytes."""

    def __init__(self, message: str, *, name: str = "", arguments: tuple[object, ...] = (), data: bytes = b"") -> None:
        super().__init__(message, 3)
        self.name = name
        self.arguments = arguments
        self.data = data


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


class LedgerBehind(LedgerError):
    """Chain or peers have seen more of this log than this database has: it is an old backup, and must sign nothing."""


class LogCorrupt(LedgerError):
    """The stored log contradicts itself; the message names the tile, tree head or statement that is wrong."""


class Broken(LedgerError):
    """`fsck` found something wrong; the message names it."""


class NotReady(LedgerError):
    """What was asked for does not exist yet, and will by itself: no anchor is final, or a worker is behind."""


class NotProvable(LedgerError):
    """The ledger's own data fails its own verification, so that nothing is served; the message says where."""


class TooLarge(LedgerError):
    """What was asked for is more than its format can hold."""


class UnknownParty(LedgerError):
    """No party of that name is registered with this ledger."""


class PartySuspended(LedgerError):
    """The registrar has suspended the party: nothing that it says from now on counts."""


class UnknownStatement(LedgerError):
    """No statement of that id is on this ledger."""


class UnknownLink(LedgerError):
    """No link of that id belongs to whoever asks."""


class UnknownJob(LedgerError):
    """No job of that id belongs to whoever asks."""


class AlreadyThere(LedgerError):
    """What was to be made is there already, and is another's or says something else."""


class TooMany(LedgerError):
    """There are as many as there may be at one time; the message says of what, and what to do."""


class SettingsError(LedgerError):
    """A setting is wrong; the message names it and says where it was set."""


class KeyringError(LedgerError):
    """The master key cannot be used, or does not open what was sealed; the message says what to do."""


class SchemaTooNew(LedgerError):
    """The database was written by a newer version of this software."""


class OtherOrigin(LedgerError):
    """The data folder is the log of another name than the settings say."""


class ArchiveConflict(LedgerError):
    """A folder is the archive of another log, or of this one further on than this database; the message says which."""


class AgeError(LedgerError):
    """A file cannot be encrypted, or a key, passphrase or encrypted file is not what it must be."""


class BackupError(LedgerError):
    """A backup cannot be made or restored: it is damaged, of another log, or its target is not empty."""


class NoteRefused(LedgerError):
    """An auditor's index note is not taken; the message says why."""
