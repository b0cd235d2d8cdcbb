"""One checkpoint at a time, in plain JSON."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from api.auth import Caller, LedgerHere, PosterCaller
from api.bodies import SMALL, parse_model, read_body
from api.checkpoint_schemas import AcceptedCheckpoint, CheckpointBody
from api.direct_route import DirectRoute
from api.openapi import answers, header, json_body
from api.problems import Problem, faulty_events, faulty_members
from api.recording import RecorderHere
from ledger.capture import Capture, Captured, promise_of
from ledger.checkpoint_event import PlainCheckpoint, Quantity, Reading, checkpoint_document, plain_pointer
from ledger.checkpoint_steps import STEPS
from ledger.epcis_document import read_document
from ledger.epcis_error import DocumentError
from ledger.position import Position
from ledger.service import Ledger
from verifier.format import base64url

router = APIRouter(prefix="/api/v1", tags=["checkpoints"], route_class=DirectRoute)

_PRODUCED = {
    "step": "produced",
    "items": ["(01)09521321000421(21)HLE0101", "(01)09521321000421(21)HLE0102"],
    "time": "2026-03-31T08:15:00+02:00",
    "place": "(414)9521321000018",
    "position": {"latitude": 57.4778, "longitude": -4.2247},
    "lot": "HL-2604",
    "bestBefore": "2027-03-31",
}
_MEASURED = {
    "step": "measured",
    "item": "https://id.gs1.org/01/09521321000421/21/HLE0101",
    "time": "2026-04-01T11:00:00+02:00",
    "readings": [{"type": "Temperature", "value": 18.4, "unit": "°C"}],
    "note": "Read at the gate.",
}
_PACKED = {
    "step": "packed",
    "items": ["urn:epc:id:sgtin:9521321.000042.HLE0101", "urn:epc:id:sgtin:9521321.000042.HLE0102"],
    "container": "(00)095213210000000117",
    "time": "2026-03-31T09:00:00+02:00",
}
_LOCATION = header("Location", "The receipt.")
_ACCEPTED: dict[int | str, dict[str, Any]] = {
    201: {"model": AcceptedCheckpoint, "description": "Accepted: it is stored, and will be anchored.", **_LOCATION},
    200: {"model": AcceptedCheckpoint, "description": "It was accepted before; nothing is stored again.", **_LOCATION},
}


@router.post(
    "/checkpoints",
    status_code=201,
    response_class=Response,
    responses=_ACCEPTED
    | answers(
        e403="The key is no party's, the party is suspended, or the step takes a key of more rights.",
        e422="A member is wrong; nothing is stored.",
    ),
    openapi_extra=json_body(
        CheckpointBody,
        produced=("Two bags of a lot were made", _PRODUCED),
        packed=("They were packed into a case", _PACKED),
        measured=("A temperature was taken", _MEASURED),
    ),
)
async def create_checkpoint(
    request: Request, ledger: LedgerHere, recorder: RecorderHere, caller: PosterCaller
) -> Response:
    """Record one checkpoint.

    It is signed in the party's name and answered once it is stored, with the promise that a final anchor will cover it.
    Sending it again is harmless.
    """
    body = await read_body(request, SMALL)
    prepare = partial(_prepare, ledger, caller, body)
    checkpoint, capture = await recorder.prepare(len(body), prepare)
    await recorder.prepare(len(body), capture.sign)
    await recorder.record(capture.submission)
    (outcome,) = capture.outcomes()
    if outcome.captured is None:
        raise faulty_members(
            [(plain_pointer(checkpoint, problem.pointer), problem.message) for problem in outcome.problems]
        )
    answer = await recorder.in_a_row(partial(encode_accepted, ledger, outcome.captured))
    headers = {"Location": answer["receipt"], "Cache-Control": "no-store"}
    return Response(orjson.dumps(answer), 201 if outcome.captured.new else 200, headers, "application/json")


def encode_accepted(ledger: Ledger, captured: Captured) -> dict[str, Any]:
    """What is answered to something accepted."""
    statement = base64url.encode(captured.statement_id)
    return {
        "statement": statement,
        "acceptedAt": captured.accepted_at,
        "promise": promise_of(ledger, captured.statement_id, captured.accepted_at),
        "receipt": f"/api/v1/receipts/{statement}",
        "repeated": not captured.new,
    }


def _prepare(ledger: Ledger, caller: Caller, body: bytes) -> tuple[PlainCheckpoint, Capture]:
    checkpoint = _plain(parse_model(body, CheckpointBody))
    step = STEPS.get(checkpoint.step)
    if caller.role == "poster" and step is not None and step.notifies:
        raise Problem(403, f"A posting link does not take the step {step.name}; that takes the party's own API key.")
    try:
        document = read_document(checkpoint_document(checkpoint))
    except DocumentError as error:
        raise faulty_events(error.problems) from None
    return checkpoint, Capture(ledger, caller.party_id or b"", document)


def _plain(body: CheckpointBody) -> PlainCheckpoint:
    if body.item is not None and body.items is not None:
        raise faulty_members([("/items", "must not stand beside item")])
    given = {"/item": body.item} if body.items is None else {f"/items/{n}": each for n, each in enumerate(body.items)}
    items = {pointer: item for pointer, item in given.items() if item is not None}
    return PlainCheckpoint(
        step=body.step,
        time=body.time,
        items=list(items.values()),
        pointers=list(items),
        container=body.container,
        place=body.place,
        position=None if body.position is None else Position(body.position.latitude, body.position.longitude),
        quantity=None if body.quantity is None else Quantity(body.quantity.value, body.quantity.unit),
        lot=body.lot,
        best_before=body.best_before,
        readings=[Reading(each.type, each.value, each.unit) for each in body.readings or ()],
        note=body.note,
        photos=body.photos or (),
    )
