"""The capture interface of EPCIS 2.0 (section 12.6.1 and its REST bindings): documents of events, as capture jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import Response

from api.auth import LedgerHere, PartyCaller, count_public, settings_of
from api.bodies import read_body
from api.direct_route import DirectRoute
from api.openapi import answers, header
from api.problems import Problem
from api.recording import RecorderHere
from api.schemas import CaptureJobAnswer
from ledger.jobs import CaptureAsJob, CaptureJob, capture_job, capture_jobs
from ledger.settings import Settings

router = APIRouter(prefix="/epcis", tags=["EPCIS"])
_direct = APIRouter(route_class=DirectRoute)

MAX_LISTED = 100
_VERSIONS = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-CBV-Min": "2.0.0",
    "GS1-CBV-Max": "2.0.0",
    "GS1-EPC-Format": "Always_GS1_Digital_Link",
}
_DOCUMENT = {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    "type": "EPCISDocument",
    "schemaVersion": "2.0",
    "creationDate": "2026-03-31T06:20:00Z",
    "epcisBody": {
        "eventList": [
            {
                "type": "ObjectEvent",
                "action": "ADD",
                "bizStep": "commissioning",
                "disposition": "active",
                "eventTime": "2026-03-31T06:15:00Z",
                "eventTimeZoneOffset": "+02:00",
                "epcList": ["https://id.gs1.org/01/09521321000421/21/HLE0201"],
                "readPoint": {"id": "https://id.gs1.org/414/9521321000018"},
                "ilmd": {"cbvmda:lotNumber": "HL-2604"},
            }
        ]
    },
}
_DESCRIBED = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {
                "schema": {"type": "object"},
                "examples": {"commissioning": {"summary": "One bag is made", "value": _DOCUMENT}},
            }
            for media_type in ("application/json", "application/ld+json")
        },
    }
}

_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"description": "The document was read, and its events are dealt with.", **header("Location", "The job.")}
}

Behaviour = Annotated[
    str,
    Header(
        alias="GS1-Capture-Error-Behaviour",
        description="`rollback` (nothing is captured unless everything is right) or `proceed` (what is right is).",
        examples=["rollback"],
        json_schema_extra={"enum": ["rollback", "proceed"]},
    ),
]
Version = Annotated[
    str | None,
    Header(
        alias="GS1-EPCIS-Version",
        description="2.0 or 2.0.x, or absent.",
        json_schema_extra={"pattern": r"^2\.0(\..*)?$"},
    ),
]


@_direct.post(
    "/capture",
    status_code=202,
    response_class=Response,
    responses=_ACCEPTED
    | answers(
        e400="The body is no EPCIS document whose events could be reached; nothing is captured.",
        e403="The key is no party's, or the party is suspended.",
        e406="The version asked for is not supported.",
    ),
    openapi_extra=_DESCRIBED,
)
async def capture_document(
    request: Request,
    ledger: LedgerHere,
    recorder: RecorderHere,
    caller: PartyCaller,
    behaviour: Behaviour = "rollback",
    version: Version = None,
) -> Response:
    """Capture an EPCISDocument, an EPCISQueryDocument, or a single event, of any number of events.

    The job at `Location` says what became of each event. It is done when this answers: what it says is accepted is
    stored. Sending a document again is harmless.
    """
    if behaviour not in ("rollback", "proceed"):
        raise Problem(400, "GS1-Capture-Error-Behaviour must be rollback or proceed.")
    if version is not None and not (version == "2.0" or version.startswith("2.0.")):
        raise Problem(406, "Only EPCIS 2.0 is captured here.", headers=_VERSIONS)
    body = await read_body(request, settings_of(request).max_document_bytes)
    prepare = partial(CaptureAsJob, ledger, caller.party_id or b"", body, proceed=behaviour == "proceed")
    capture = await recorder.prepare(len(body), prepare)
    await recorder.prepare(len(body), capture.sign)
    await recorder.record(capture.submission)
    return Response(None, 202, {"Location": f"/epcis/capture/{capture.job_id}", **_VERSIONS})


router.include_router(_direct)


@router.options("/capture", status_code=204, response_class=Response, dependencies=[Depends(count_public)])
def discover_capture(request: Request) -> Response:
    """What this capture interface supports, in headers."""
    return Response(None, 204, {"Allow": "GET, OPTIONS, POST", **_capabilities(settings_of(request))})


@router.get("/capture", response_model=list[CaptureJobAnswer])
def list_capture_jobs(
    ledger: LedgerHere,
    caller: PartyCaller,
    per_page: Annotated[int, Query(alias="perPage", ge=1, le=MAX_LISTED, description="At most so many.")] = 30,
) -> Response:
    """The party's newest capture jobs. Their promises are with each job, at its own address."""
    found = capture_jobs(ledger, caller.party_id or b"", per_page)
    return Response(orjson.dumps([_encode(job) for job in found]), 200, _VERSIONS, "application/json")


@router.get(
    "/capture/{capture_id}", response_model=CaptureJobAnswer, responses=answers(e404="The party has no such job.")
)
def read_capture_job(ledger: LedgerHere, caller: PartyCaller, capture_id: str) -> Response:
    """What became of a document's events."""
    job = capture_job(ledger, caller.party_id or b"", capture_id)
    return Response(orjson.dumps(_encode(job)), 200, _VERSIONS, "application/json")


def _capabilities(settings: Settings) -> dict[str, str]:
    return {
        **_VERSIONS,
        "GS1-Capture-Error-Behaviour": "all",
        "GS1-EPCIS-Capture-File-Size-Limit": str(settings.max_document_bytes),
    }


def _encode(job: CaptureJob) -> dict[str, Any]:
    return {
        "captureID": job.id,
        "createdAt": _time(job.created_at),
        "finishedAt": _time(job.finished_at),
        "running": False,
        "success": job.success,
        "captureErrorBehaviour": "proceed" if job.proceed else "rollback",
        "errors": [_fault(fault) for outcome in job.outcomes for fault in outcome["errors"]],
        "outcomes": [_outcome(outcome) for outcome in job.outcomes],
    }


def _outcome(outcome: Mapping[str, Any]) -> dict[str, Any]:
    if "statementId" not in outcome:
        return dict(outcome)
    return {**outcome, "receipt": f"/api/v1/receipts/{outcome['statementId']}"}


def _fault(fault: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "epcisException:ValidationException",
        "title": "Event refused",
        "status": 400,
        "detail": f"{fault['pointer']} {fault['detail']}",
        "pointer": fault["pointer"],
    }


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
