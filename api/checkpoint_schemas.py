"""What is said of checkpoints and recalls over HTTP, and what is answered."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from api.schemas import Answer, Body, Identifier
from ledger import recalls
from ledger.checkpoint_event import MAX_ITEMS, MAX_NOTE, MAX_PHOTOS, MAX_READINGS
from ledger.checkpoint_steps import STEPS, UNITS
from verifier.format.recall_text import MAX_TEXT, MAX_TRANSLATIONS

_STAYING = ", ".join(f"`{step.name}`" for step in STEPS.values() if step.stays)


class QuantityBody(Body):
    """How much of a lot or class."""

    value: float = Field(description="A number above zero.", examples=[240])
    unit: str | None = Field(None, description=f"{', '.join(UNITS)}, or a UN/CEFACT Recommendation 20 code.")


class ReadingBody(Body):
    """What a sensor measured."""

    type: str = Field(description="A measurement type of the CBV.", examples=["Temperature"])
    value: float = Field(examples=[18.4])
    unit: str = Field(description=f"{', '.join(UNITS)}, or a UN/CEFACT Recommendation 20 code.", examples=["°C"])


class PositionBody(Body):
    """A position in degrees of WGS 84, rounded to four decimals: about 11 metres."""

    latitude: float = Field(ge=-90, le=90, description="North is positive.", examples=[57.4778])
    longitude: float = Field(ge=-180, le=180, description="East is positive.", examples=[-4.2247])


class CheckpointBody(Body):
    """One checkpoint in plain words. Identifiers are Digital Links, EPC URNs or element strings, as they come."""

    step: str = Field(
        description="What happened:\n\n" + "\n".join(f"- `{step.name}`: {step.meaning}" for step in STEPS.values()),
        json_schema_extra={"enum": list(STEPS)},
    )
    time: str = Field(description="When, with the offset from UTC.", examples=["2026-03-31T08:15:00+02:00"])
    item: Identifier | None = Field(
        None, description="What it happened to.", examples=["(01)09521321000421(21)HLE0001"]
    )
    items: list[Identifier] | None = Field(
        None, min_length=1, max_length=MAX_ITEMS, description="Instead of `item`, if it happened to several at once."
    )
    container: Identifier | None = Field(
        None, description="What it was put into or taken out of. Without items, unpacking empties it."
    )
    place: Identifier | None = Field(None, description="Where: a GLN, or another URI.", examples=["(414)9521321000018"])
    position: PositionBody | None = Field(
        None,
        description="Where, as a position: the event's read point, as a `geo:` URI. Beside it `place` says where the "
        f"goods are from then on, so that both may only stand at the steps {_STAYING}; at others give one of them.",
    )
    quantity: QuantityBody | None = Field(None, description="How much of it, if the item is a lot or a class.")
    lot: str | None = Field(None, description="For `produced`: the lot of the serialised goods.")
    best_before: str | None = Field(None, description="For `produced`: a day.", examples=["2027-03-31"])
    readings: list[ReadingBody] | None = Field(None, max_length=MAX_READINGS)
    note: str | None = Field(None, min_length=1, max_length=MAX_NOTE)
    photos: list[str] | None = Field(
        None,
        max_length=MAX_PHOTOS,
        description="SHA-256 digests (base64url) of photos that were taken. The photos stay with whoever took them.",
    )


class AcceptedCheckpoint(Answer):
    """An accepted checkpoint."""

    statement: str = Field(description="The statement's id.")
    accepted_at: int = Field(description="Unix seconds.")
    promise: str = Field(description="A signed note: by its deadline a final anchor covers the statement.")
    receipt: str = Field(description="Where the receipt is.")
    repeated: bool = Field(description="Whether it was accepted before; nothing was then stored again.")


class RecallWordsBody(Body):
    """What whoever holds the goods is told."""

    reason: str = Field(min_length=1, max_length=MAX_TEXT, description="Why the goods are recalled.")
    instructions: str | None = Field(None, min_length=1, max_length=MAX_TEXT, description="What to do with them.")


class RecallBody(RecallWordsBody):
    """A recall. Its texts are shown, for ever, to everybody who looks at an affected passport."""

    items: list[Identifier] = Field(
        min_length=1,
        max_length=recalls.MAX_ITEMS,
        description="Classes, lots or single items; one of a class or lot is of all that is in it.",
        examples=[["(01)09521321000421(10)HL-2604"]],
    )
    contact: str | None = Field(None, min_length=1, max_length=MAX_TEXT, description="Whom to ask.")
    link: str | None = Field(None, max_length=MAX_TEXT, pattern=r"^https://[!-~]+$", description="Where to read more.")
    translations: dict[str, RecallWordsBody] | None = Field(
        None, max_length=MAX_TRANSLATIONS, description="The words in other languages, by BCP 47 tag."
    )


class RecallAnswer(Answer):
    """A recall in force."""

    statement: str = Field(description="The statement's id, by which its party withdraws it.")
    index: int = Field(description="Where it is in the log.")
    about: str = Field(description="What it recalls: the item, its lot, its class, or what it was made from.")
    issuer: str = Field(description="The party that recalls.")
    time: str
    text: dict[str, Any] | None = Field(description="Its text, as docs/format.md 3.5 has it; null if it has none.")


class RecallsAnswer(Answer):
    """The recalls in force for an item."""

    item: str = Field(description="Its canonical URI.")
    recalls: list[RecallAnswer]


class DescendantAnswer(Answer):
    """An item that came of another."""

    item: str = Field(description="Its canonical URI.")
    how: Literal["made", "container", "packed with"] = Field(
        description="`made`: from the item, or it is of the lot, or was packed into it; `container`: something of that "
        "was in it; `packed with`: it was in such a container besides."
    )
    first_index: int = Field(description="Where the log names it first.")


class DescendantsAnswer(Answer):
    """What came of an item, in the order in which the log names it first."""

    item: str = Field(description="Its canonical URI.")
    descendants: list[DescendantAnswer]
    next: str | None = Field(description="For `after` in the next request; null at the end.")
