"""Others who have seen a log: a running host of it, an archive, the state folder of an auditor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import BackupError
from verifier import audit_state
from verifier.audit_source import SourceError, open_source
from verifier.format.errors import FormatError
from verifier.format.note import NoteKey
from verifier.format.tree_head import TreeHead, open_tree_head


@dataclass(frozen=True, slots=True)
class Peer:
    """One of them, by http address or folder."""

    name: str

    def tree_head(self, origin: str, keys: Sequence[NoteKey]) -> TreeHead:
        """The newest tree head that it has; raises BackupError if it has none of that log."""
        try:
            return open_tree_head(self._note(), origin, keys)
        except (SourceError, audit_state.StateError, FormatError) as error:
            raise BackupError(f"{self.name} cannot be asked about the log: {error}") from None

    def _note(self) -> bytes:
        if (Path(self.name) / audit_state.FILE).is_file():
            return audit_state.seen_tree_head(Path(self.name))
        return open_source(self.name).tree_head()
