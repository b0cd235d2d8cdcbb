"""Verification on request, for auditors: the verifier's report on an item, a passport, a receipt, or many items."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.auth import AuditorCaller, LedgerHere, settings_of
from api.bodies import JSON_TYPES, parse_model, read_body
from api.openapi import answers, header, json_body
from api.own_threads import chain_threads_of
from api.problems import Problem, faulty_members
from api.schemas import VerificationBody, VerificationJobAnswer, VerificationJobState
from ledger import jobs, prove
from ledger.jobs import VerificationJob
from ledger.service import Ledger
from ledger.showing import Reader
from verifier.format import base64url, jcs, passport, receipt
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item

router = APIRouter(prefix="/api/v1", tags=["verifications"])

PAGE = 100
_MAX_BODY = 24 << 20
_FILES = {passport.MEDIA_TYPE: "passport", receipt.MEDIA_TYPE: "receipt"}
_ITEM = {"item": "https://id.gs1.org/01/09521321000421/21/HLE0101"}
_ITEMS = {"items": ["(01)09521321000421(21)HLE0101", "(01)09521321000421(21)HLE0102"]}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {}}, "description": "The report (docs/report.schema.json)."},
    202: {
        "model": VerificationJobState,
        "description": "A list was taken as a job.",
        **header("Location", "The job."),
    },
}


@router.post(
    "/verifications",
    response_class=Response,
    responses=_RESPONSES
    | answers(
        e403="The key is no auditor's.",
        e422="A member is wrong.",
        e503="No anchor is final yet, or the chain cannot be read.",
    ),
    openapi_extra=json_body(
        VerificationBody, item=("One item", _ITEM), items=("A list, as a job with progress", _ITEMS)
    ),
)
async def create_verification(request: Request, ledger: LedgerHere, caller: AuditorCaller) -> Response:
    """Verify an item, a passport or a receipt, and get the report; or order the verification of a list of items.

    A passport or a receipt may also be the body itself, under its own media type.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request, _MAX_BODY, (*JSON_TYPES, *_FILES))
    if media_type in _FILES:
        wanted = {_FILES[media_type]: base64url.encode(body)}
        return await chain_threads_of(request).run(partial(_verify_file, ledger, wanted))
    asked = _only_one(parse_model(body, VerificationBody))
    if asked.items is not None:
        if len(asked.items) > settings_of(request).max_verifications:
            raise faulty_members([("/items", f"has more than {settings_of(request).max_verifications} items")])
        return await run_in_threadpool(_start, ledger, caller.key_id, asked.items)
    if asked.item is not None:
        return await chain_threads_of(request).run(partial(_verify_item, ledger, asked.item))
    return await chain_threads_of(request).run(partial(_verify_file, ledger, _file(asked)))


@router.get(
    "/verifications/{job_id}",
    response_model=VerificationJobAnswer,
    responses=answers(e404="The API key has no such job."),
)
def read_verification(
    ledger: LedgerHere,
    caller: AuditorCaller,
    job_id: str,
    start: Annotated[int, Query(ge=0, le=1 << 31, description="The first report's position.")] = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE, description="At most so many reports.")] = PAGE,
) -> Response:
    """How far a job has come, and the reports that are there, a page at a time, in the order of its items."""
    job = jobs.verification_job(ledger, caller.key_id, job_id)
    reports = jobs.verification_reports(ledger, job, start, limit)
    following = start + len(reports)
    more = following if following < job.done else None
    return _answer(_encode(job) | {"reports": reports, "next": more})


def _only_one(body: VerificationBody) -> VerificationBody:
    given = [name for name, value in body if value is not None]
    if len(given) != 1:
        names = ", ".join(VerificationBody.model_fields)
        raise faulty_members([("", f"must have exactly one of {names}")])
    return body


def _start(ledger: Ledger, key_id: str, items: list[str]) -> Response:
    wanted = [{"item": _canonical(item, f"/items/{number}")} for number, item in enumerate(items)]
    job = jobs.start_verifications(ledger, key_id, wanted)
    return _answer(_encode(job), 202, {"Location": f"/api/v1/verifications/{job.id}"})


def _verify_item(ledger: Ledger, item: str) -> Response:
    return _answer(dict(prove.passport(ledger, _canonical(item, "/item"), Reader(auditor=True)).report.encode()))


def _verify_file(ledger: Ledger, wanted: dict[str, str]) -> Response:
    report = jobs.verify_one(ledger, wanted)
    if "error" in report:
        raise Problem(503, f"{report['error']}.", headers={"Retry-After": "2"})
    return _answer(report)


def _file(asked: VerificationBody) -> dict[str, str]:
    name, value = ("passport", asked.passport) if asked.passport is not None else ("receipt", asked.receipt)
    try:
        return {name: base64url.encode(jcs.encode(value))}
    except FormatError as error:
        raise faulty_members([(f"/{name}", f"is no {name}: {error}")]) from None


def _canonical(item: str, pointer: str) -> str:
    try:
        return canonical_item(item)
    except FormatError as error:
        raise faulty_members([(pointer, f"is no usable identifier: {error}")]) from None


def _encode(job: VerificationJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "createdAt": job.created_at,
        "finishedAt": job.finished_at,
        "total": job.total,
        "done": job.done,
    }


def _answer(value: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(value), status, {"Cache-Control": "no-store", **(headers or {})}, "application/json")
