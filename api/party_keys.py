"""The end of a party's signing key, for the operator: retired in order, or declared to be in the wrong hands."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool

from api.auth import LedgerHere, OperatorCaller
from api.bodies import read_model
from api.openapi import answers, json_body
from api.parties import PartyHere, party_answer
from api.party_schemas import CompromiseBody, PartyAnswer
from api.problems import Problem, faulty_members
from ledger import parties
from verifier.format import base64url
from verifier.format.errors import FormatError
from verifier.format.timestamp import parse_timestamp

router = APIRouter(prefix="/api/v1/parties/{party}/keys/{kid}", tags=["set-up"])

_REFUSALS = answers(e403="The key is no operator's.", e404="There is no such party, or it has no such key.")


async def kid_of(
    kid: Annotated[str, Path(description="The signing key's COSE thumbprint (RFC 9679), base64url.")],
) -> bytes:
    """The signing key in a path; raises Problem 404 for what cannot be one."""
    try:
        return base64url.decode(kid, 32)
    except FormatError:
        raise Problem(404, f"There is no key {kid}: its thumbprint has 32 bytes in base64url.") from None


KidHere = Annotated[bytes, Depends(kid_of)]


@router.delete("", response_model=PartyAnswer, responses=_REFUSALS)
def retire_key(ledger: LedgerHere, _: OperatorCaller, party: PartyHere, kid: KidHere) -> PartyAnswer:
    """Sign no more with the key. What it signed stays authentic."""
    parties.retire_key(ledger, party, kid)
    return party_answer(parties.party_details(ledger, party))


@router.put(
    "/compromise",
    response_model=PartyAnswer,
    responses=answers(e422="The time is wrong.", e503="The contracts are not on the chain yet.") | _REFUSALS,
    openapi_extra=json_body(CompromiseBody, stolen=("Since when", {"since": "2026-03-30T08:15:00Z"})),
)
async def declare_compromise(
    request: Request, ledger: LedgerHere, _: OperatorCaller, party: PartyHere, kid: KidHere
) -> PartyAnswer:
    """Declare that others may have had the key since a time: it signs no more, it is revoked on chain, and what it
    signed since then is shown as disputed."""
    body = await read_model(request, CompromiseBody)
    try:
        since = int(parse_timestamp(body.since).timestamp())
    except FormatError as error:
        raise faulty_members([("/since", f"is no time: {error}")]) from None
    await run_in_threadpool(lambda: parties.declare_compromise(ledger, party, kid, since))
    return party_answer(await run_in_threadpool(parties.party_details, ledger, party))
