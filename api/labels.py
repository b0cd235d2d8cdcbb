"""Labels: one item's for anybody, sheets of them for parties, with new serial numbers and their commissioning."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.auth import Anybody, LedgerHere, PartyCaller, settings_of
from api.bodies import SMALL, read_model
from api.label_data import LabelData, check_stem, label_of
from api.label_drawing import LARGEST_DPI, SMALLEST_DPI, png, svg
from api.label_layout import LARGEST_X_DIMENSION, SMALLEST_X_DIMENSION, X_DIMENSION, LabelStyle, arrange
from api.label_places import SheetPlaces, SheetResponse
from api.label_request import answer_of, checkpoint_of, labels_of, named_members, order_of
from api.label_schemas import LabelsAnswer, LabelsBody
from api.label_symbols import SymbolChoice, symbols_of
from api.openapi import answers, content, json_body
from api.passports import EXAMPLE_ITEM
from api.problems import faulty_events, faulty_members
from api.recording import Recorder, RecorderHere
from ledger.capture import Capture
from ledger.checkpoint_event import PlainCheckpoint, checkpoint_document, plain_pointer
from ledger.epcis_document import read_document
from ledger.epcis_error import DocumentError
from ledger.service import Ledger
from ledger.settings import Settings
from verifier.format import base64url

router = APIRouter(prefix="/api/v1", tags=["labels"])

_PDF = "application/pdf"
_MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
_NEW = {"gtin": "09521321000421", "count": 3, "lot": "HL-2604", "bestBefore": "2027-03-31", "commission": True}
_KNOWN = {"gtin": "09521321000421", "serials": ["HLE0101"], "symbol": "both", "sheet": {"width": 60, "height": 40}}

_LABELS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": LabelsAnswer,
        "description": "The sheets, or the labels by name; nothing was recorded.",
        "content": {_PDF: {}},
    },
    201: {
        "model": LabelsAnswer,
        "description": "The same, and the items' commissioning is accepted: its receipt is at Location.",
        "content": {_PDF: {}},
    },
}

SettingsHere = Annotated[Settings, Depends(settings_of)]


async def places_of(request: Request) -> SheetPlaces:
    """The application's places for sheets."""
    places: SheetPlaces = request.app.state.sheet_places
    return places


@router.get(
    "/labels",
    response_class=Response,
    responses=content("The label, in its true size.", *_MEDIA_TYPES.values())
    | answers(e422="The identifier is wrong or names nothing that GS1 has a key for, or a parameter is out of range."),
)
def read_label(
    settings: SettingsHere,
    _: Anybody,
    item: Annotated[
        str,
        Query(
            description="Element string, Digital Link or EPC URN; what it says besides the item stands on the label.",
            examples=["(01)09521321000421(15)270331(10)HL-2604(21)HLE0001", EXAMPLE_ITEM],
        ),
    ],
    symbol: SymbolChoice = "qr",
    format: Literal["svg", "png"] = "svg",
    x_dimension: Annotated[
        float, Query(alias="xDimension", ge=SMALLEST_X_DIMENSION, le=LARGEST_X_DIMENSION, description="Millimetres.")
    ] = X_DIMENSION,
    text: Annotated[bool, Query(description="Whether the elements stand on it for people to read.")] = True,
    dpi: Annotated[int, Query(ge=SMALLEST_DPI, le=LARGEST_DPI, description="For a PNG, about.")] = 600,
) -> Response:
    """An item's label, as SVG or PNG. It is drawn from the identifier alone: nobody is asked whether the item exists.

    The QR code holds the GS1 Digital Link to this ledger, the GS1 DataMatrix the element string.
    """
    with named_members("/item"):
        label = label_of(item, stem_of(settings))
        layout = arrange(symbols_of(label.codes, symbol), label.lines, LabelStyle(x_dimension, text))
        drawn = svg(layout) if format == "svg" else png(layout, dpi)
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(drawn, 200, headers, _MEDIA_TYPES[format])


@router.post(
    "/labels",
    response_class=Response,
    responses=_LABELS
    | answers(
        e403="The key is no party's, or the party is suspended.",
        e422="A member is wrong, or the labels do not fit; nothing is recorded.",
        e503="Other sheets are being made.",
    ),
    openapi_extra=json_body(
        LabelsBody,
        new=("Three new bags of a lot, which are commissioned", _NEW),
        known=("A label of one's own number, with both codes, on a roll", _KNOWN),
    ),
)
async def create_labels(
    request: Request,
    ledger: LedgerHere,
    settings: SettingsHere,
    recorder: RecorderHere,
    caller: PartyCaller,
    places: Annotated[SheetPlaces, Depends(places_of)],
) -> Response:
    """Labels of trade items: of new serial numbers, of given ones, or of all that a commissioning made.

    As a PDF of exact size, or by name. With `commission` the items are also recorded as made, in one statement, before
    the answer begins; sending the same serials and time again is then harmless.
    """
    body = await read_model(request, LabelsBody, SMALL)
    party = caller.party_id or b""
    labels = await run_in_threadpool(labels_of, ledger, party, body, stem_of(settings))
    if body.format == "json":
        return await _answer(ledger, recorder, party, body, labels)
    order = await run_in_threadpool(order_of, body, labels)
    place = await places.take()
    try:
        statement = await _commission(ledger, recorder, party, body, labels)
        headers = {"Content-Disposition": 'attachment; filename="labels.pdf"'} | _located(statement)
        return SheetResponse(order, place, 201 if statement else 200, headers)
    except BaseException:
        await place.give_back()
        raise


def stem_of(settings: Settings) -> str:
    """Where QR codes lead: to this ledger; raises LabelError if its address is none that a Digital Link can have."""
    return check_stem(settings.base_url, schemes=("https", "http"))


async def _answer(
    ledger: Ledger, recorder: Recorder, party: bytes, body: LabelsBody, labels: list[LabelData]
) -> Response:
    statement = await _commission(ledger, recorder, party, body, labels)
    made = await run_in_threadpool(lambda: orjson.dumps(answer_of(statement, labels)))
    return Response(made, 201 if statement else 200, _located(statement), "application/json")


def _located(statement: str | None) -> dict[str, str]:
    return {"Location": f"/api/v1/receipts/{statement}"} if statement else {}


async def _commission(
    ledger: Ledger, recorder: Recorder, party: bytes, body: LabelsBody, labels: list[LabelData]
) -> str | None:
    """The id of the statement that the labels' items were made, if that is to be recorded."""
    if not body.commission:
        return None
    checkpoint = checkpoint_of(ledger, body, labels)
    capture = await run_in_threadpool(partial(_prepare, ledger, party, checkpoint))
    await run_in_threadpool(capture.sign)
    await recorder.record(capture.submission)
    (outcome,) = capture.outcomes()
    if outcome.captured is None:
        raise faulty_members(
            [(plain_pointer(checkpoint, problem.pointer), problem.message) for problem in outcome.problems]
        )
    return base64url.encode(outcome.captured.statement_id)


def _prepare(ledger: Ledger, party: bytes, checkpoint: PlainCheckpoint) -> Capture:
    try:
        document = read_document(checkpoint_document(checkpoint))
    except DocumentError as error:
        raise faulty_events(error.problems) from None
    return Capture(ledger, party, document)
