"""What is wrong with an EPCIS document or one of its events, by member and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.errors import LedgerError


class EventError(LedgerError):
    """One fault of one event. `pointer` (RFC 6901) leads from the document to the member, `message` says what is wrong.

    The message completes a sentence that begins with the member: "must be a URI".
    """

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(pointer, message)
        self.pointer = pointer
        self.message = message

    def __str__(self) -> str:
        return f"{self.pointer or 'the document'} {self.message}"


class MemberError(LedgerError):
    """A fault at `path` below an event, before it is known where in which document the event stands."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message


class DocumentError(LedgerError):
    """A document whose events cannot be reached, or not be understood. `problems` has at least one fault."""

    def __init__(self, problems: Sequence[EventError]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "; ".join(map(str, self.problems))


def pointer_to(base: str, path: Iterable[str | int]) -> str:
    """The JSON Pointer of what lies at `path` below `base`."""
    return base + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
