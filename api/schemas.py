"""The bodies that the interface takes and answers with: what they have in common, and those of log, jobs and health."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(min_length=1, max_length=2048)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


class Body(BaseModel):
    """What a request says: members as documented, and no others."""

    model_config = ConfigDict(extra="forbid", alias_generator=_camel, strict=True, frozen=True)


class Answer(BaseModel):
    """What an answer says."""

    model_config = ConfigDict(alias_generator=_camel, validate_by_name=True, serialize_by_alias=True)


class Fault(Answer):
    """A member that is wrong."""

    pointer: str = Field(description="JSON Pointer (RFC 6901) of the member.")
    detail: str


class ProblemBody(Answer):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Fault] | None = None


class CaptureJobAnswer(Answer):
    """A capture job (EPCIS 2.0 section 12.6.1), with what became of each event."""

    capture_id: str = Field(alias="captureID")
    created_at: str
    finished_at: str | None
    running: bool
    success: bool
    capture_error_behaviour: Literal["rollback", "proceed"]
    errors: list[dict[str, Any]]
    outcomes: list[dict[str, Any]] = Field(description="One of each event, in the document's order.")


class VerificationJobState(Answer):
    """A list of items to verify, and how far it has come."""

    id: str
    created_at: int = Field(description="Unix seconds.")
    finished_at: int | None
    total: int
    done: int


class VerificationJobAnswer(VerificationJobState):
    """A list of items to verify, how far it has come, and a page of its reports."""

    reports: list[dict[str, Any]] = Field(description="Reports that are there, in the order of the items.")
    next: int | None = Field(description="The next page's `start`; null if there is none yet.")


class AnchorageAnswer(Answer):
    """Where an anchor stands."""

    chain_id: int
    contract: str = Field(description="The TraceAnchor contract's address, as 0x….")


class AnchorAnswer(Answer):
    """An anchor (docs/format.md section 6), with its state on the chain."""

    anchorage: AnchorageAnswer
    block_time: int | None = Field(description="Unix seconds of its block; null while it is in none.")
    head: str = Field(description="The 32 bytes that stand on the chain, as 0x….")
    index_root: str
    log_id: str
    log_root: str
    prev: str
    prev_size: int
    seq: int
    size: int
    state: Literal["stored", "mined", "final"]


class AnchorsAnswer(Answer):
    """A page of anchors."""

    anchors: list[AnchorAnswer]
    next: int | None = Field(description="The next page's `before`; null on the last page.")


class ListAnswer(Answer):
    """A list of the item index, or that there is none, at an anchor."""

    anchor: AnchorAnswer
    list: dict[str, Any] = Field(description="As in a passport (docs/passport.schema.json).")


class DependencyState(Answer):
    """Whether one dependency is in order."""

    ready: bool
    fault: str | None


class HealthAnswer(Answer):
    """The ledger's state."""

    ready: bool
    dependencies: dict[str, DependencyState]
    warnings: list[str] = Field(description="What should be looked after, and keeps nobody from working.")
    log_size: int | None = Field(description="Statements in the log; null, as all figures, while that is not known.")
    final_size: int | None = Field(description="Statements under a final anchor.")
    waiting: int | None = Field(description="Accepted statements that are not in the log yet.")
    oldest_not_final_seconds: int | None


class VerificationBody(Body):
    """What to verify: exactly one of these."""

    item: Identifier | None = None
    items: list[Identifier] | None = Field(None, min_length=1)
    passport: dict[str, Any] | None = None
    receipt: dict[str, Any] | None = None
