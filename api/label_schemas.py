"""What requests for labels say, and what they are answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.label_layout import LARGEST_X_DIMENSION, SMALLEST_X_DIMENSION, X_DIMENSION
from api.label_sheet import DEFAULT_PRESET, MAX_LABELS, PRESETS
from api.label_symbols import SymbolChoice
from api.schemas import Answer, Body, Identifier

Serial = Annotated[str, Field(min_length=1, max_length=20)]
Millimetres = Annotated[float, Field(ge=0, le=1_000)]


class SheetBody(Body):
    """How labels stand on pages, in millimetres: a preset, or a roll of `width` × `height`, or a page of one's own."""

    preset: str | None = Field(
        None, description="A sheet by paper, columns and rows, or a roll.", json_schema_extra={"enum": list(PRESETS)}
    )
    width: Millimetres | None = Field(None, description="A label's width.", examples=[63.5])
    height: Millimetres | None = Field(None, description="A label's height.", examples=[38.1])
    page: Literal["a4", "letter"] | None = Field(None, description="The page, if it is no roll.")
    page_width: Millimetres | None = Field(None, description="The page's width, if `page` does not name it.")
    page_height: Millimetres | None = None
    columns: int = Field(1, ge=1, le=100)
    rows: int = Field(1, ge=1, le=100)
    left: Millimetres = Field(0.0, description="From the page's edge to the first column.")
    top: Millimetres = Field(0.0, description="From the page's edge to the first row.")
    across: Millimetres = Field(0.0, description="Between columns.")
    down: Millimetres = Field(0.0, description="Between rows.")


class LabelsBody(Body):
    """Labels of trade items: of exactly one of `count`, `serials` and `statement`."""

    gtin: str | None = Field(
        None,
        pattern=r"^([0-9]{8}|[0-9]{12,14})$",
        description="GTIN-8, 12, 13 or 14; not with `statement`.",
        examples=["09521321000421"],
    )
    count: int | None = Field(None, ge=1, le=MAX_LABELS, description="So many new serial numbers of 65 random bits.")
    serials: list[Serial] | None = Field(None, min_length=1, max_length=MAX_LABELS)
    statement: str | None = Field(
        None, max_length=64, description="The id of a commissioning of the caller's own, whose items are labelled."
    )
    lot: str | None = Field(None, min_length=1, max_length=20)
    best_before: str | None = Field(None, description="A day, from 2000 to 2049.", examples=["2027-03-31"])
    commission: bool = Field(False, description="Record too that the items were made: a checkpoint `produced`.")
    time: str | None = Field(None, description="For `commission`: when they were made (default: now).")
    place: Identifier | None = Field(None, description="For `commission`: where.", examples=["(414)9521321000018"])
    format: Literal["pdf", "json"] = Field("pdf", description="`json` names the labels for printers of one's own.")
    symbol: SymbolChoice = "qr"
    x_dimension: float = Field(
        X_DIMENSION,
        ge=SMALLEST_X_DIMENSION,
        le=LARGEST_X_DIMENSION,
        description="The side of a module in millimetres; 0.396 to 0.990 for retail.",
    )
    text: bool = Field(True, description="Whether the elements stand on the label for people to read.")
    sheet: SheetBody = Field(SheetBody(preset=DEFAULT_PRESET))
    skip: int = Field(0, ge=0, description="Positions of the first sheet that stay empty.")
    crop_marks: bool = False
    resolver: str | None = Field(
        None,
        max_length=200,
        description="Where the QR codes lead instead of to this ledger: https and a domain that sends on to it.",
        examples=["https://id.example.com"],
    )


class LabelAnswer(Answer):
    """One label."""

    item: str = Field(description="The item's canonical URI.")
    digital_link: str = Field(description="What its QR code holds.")
    element_string: str = Field(description="What its GS1 DataMatrix holds, with application identifiers in brackets.")


class LabelsAnswer(Answer):
    """Labels, and the statement that commissioned their items if the request asked for that."""

    statement: str | None
    labels: list[LabelAnswer]
