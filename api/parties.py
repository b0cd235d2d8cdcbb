"""Set-up, for the operator: parties, their keys and products."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool

from api.auth import AnyCaller, LedgerHere, OperatorCaller
from api.bodies import read_model
from api.openapi import answers, json_body
from api.party_schemas import (
    KeyAnswer,
    KeyHolder,
    PartyAnswer,
    PartyBody,
    PrefixBody,
    ShowingBody,
    SuspensionBody,
)
from api.problems import Problem, faulty_events
from api.product_schemas import ProductAnswer, ProductBody
from ledger import delegations, parties, products
from ledger.capture import Captured, Outcome
from ledger.checkpoint_steps import STEPS, steps_suiting
from ledger.parties import PartyDetails
from ledger.service import Ledger
from ledger.store_parties import SigningKey
from verifier.format import base64url
from verifier.format.cose_key import ED25519
from verifier.format.errors import FormatError
from verifier.format.jcs import Json

router = APIRouter(prefix="/api/v1", tags=["set-up"])

_ROASTER = {
    "uri": "(417)9521321000001",
    "name": "Highland Roasters (example)",
    "roles": ["producer"],
    "prefixes": ["9521321"],
}
_COFFEE = {
    "gtin": "09521321000421",
    "name": "Highland Espresso, whole beans",
    "brand": "Highland (example)",
    "netContent": "500 g",
    "serialised": True,
}
_SHOWING = {"showsPlaces": True, "showsReadings": True, "hidesInputs": False}
_REFUSALS = answers(e403="The key is no operator's.")
_REFUSALS_OF_SUSPENDED = answers(e403="The key is no operator's, or the party is suspended.")
_NO_PARTY = answers(e404="There is no such party.")


async def party_id_of(
    party: Annotated[str, Path(description="The party's id, as the answer to its registration gives it.")],
) -> bytes:
    """The id of a party in a path; raises Problem 404 for what cannot be one."""
    try:
        return base64url.decode(party, 32)
    except FormatError:
        raise Problem(404, f"There is no party {party}: its id has 32 bytes in base64url.") from None


PartyHere = Annotated[bytes, Depends(party_id_of)]
PrefixHere = Annotated[str, Path(description="Another party's GS1 company prefix, 4 to 12 digits.", max_length=12)]


@router.get("/key", response_model=KeyHolder)
def read_own_key(ledger: LedgerHere, caller: AnyCaller) -> dict[str, Any]:
    """Whose the API key is that the request shows: its role, its party if it has one, and what it may post."""
    answer: dict[str, Any] = {"role": caller.role, "party": None, "name": None, "expiresAt": caller.expires_at}
    if caller.party_id is None:
        return answer | {"steps": [], "otherSteps": []}
    details = parties.party_details(ledger, caller.party_id)
    suiting = [step.name for step in steps_suiting(details.roles)]
    others = [step.name for step in STEPS.values() if not (caller.role == "poster" and step.notifies)]
    answer |= {"party": details.party.uri, "name": details.party.name}
    return answer | {"steps": suiting, "otherSteps": [name for name in others if name not in suiting]}


@router.get("/parties", response_model=dict[str, list[PartyAnswer]], responses=_REFUSALS)
def list_parties(ledger: LedgerHere, _: OperatorCaller) -> dict[str, list[PartyAnswer]]:
    """All parties."""
    return {"parties": [party_answer(found) for found in parties.all_parties(ledger)]}


@router.post(
    "/parties",
    status_code=201,
    response_model=PartyAnswer,
    responses=answers(e409="The party or a prefix is registered already.", e422="A member is wrong.") | _REFUSALS,
    openapi_extra=json_body(PartyBody, producer=("A producer with its company prefix", _ROASTER)),
)
async def create_party(request: Request, ledger: LedgerHere, _: OperatorCaller) -> PartyAnswer:
    """Register a party, with a signing key that the service keeps for it, here and on the chain."""
    body = await read_model(request, PartyBody)
    return party_answer(await run_in_threadpool(_register, ledger, body))


@router.get("/parties/{party}", response_model=PartyAnswer, responses=_REFUSALS | _NO_PARTY)
def read_party(ledger: LedgerHere, _: OperatorCaller, party: PartyHere) -> PartyAnswer:
    """One party."""
    return party_answer(parties.party_details(ledger, party))


@router.post(
    "/parties/{party}/keys", status_code=201, response_model=KeyAnswer, responses=_REFUSALS_OF_SUSPENDED | _NO_PARTY
)
def create_key(ledger: LedgerHere, _: OperatorCaller, party: PartyHere) -> KeyAnswer:
    """Make and register one more signing key that the service keeps for the party."""
    return _key(parties.add_key(ledger, party))


@router.post(
    "/parties/{party}/prefixes",
    status_code=201,
    response_model=PartyAnswer,
    responses=answers(e409="It is granted already.", e422="It is no prefix.") | _REFUSALS_OF_SUSPENDED | _NO_PARTY,
    openapi_extra=json_body(PrefixBody, prefix=("One more company prefix", {"prefix": "9521322"})),
)
async def create_prefix(request: Request, ledger: LedgerHere, _: OperatorCaller, party: PartyHere) -> PartyAnswer:
    """Grant the party a GS1 company prefix."""
    body = await read_model(request, PrefixBody)
    return party_answer(await run_in_threadpool(parties.add_prefix, ledger, party, body.prefix))


@router.put(
    "/parties/{party}/delegations/{prefix}",
    response_model=PartyAnswer,
    responses=answers(e422="It is no prefix of another party, or that party is suspended.") | _REFUSALS | _NO_PARTY,
)
def put_delegation(ledger: LedgerHere, _: OperatorCaller, party: PartyHere, prefix: PrefixHere) -> PartyAnswer:
    """Let the party speak for items under another's GS1 company prefix, as a contract manufacturer does."""
    delegations.set_delegate(ledger, prefix, party, allowed=True)
    return party_answer(parties.party_details(ledger, party))


@router.delete(
    "/parties/{party}/delegations/{prefix}",
    response_model=PartyAnswer,
    responses=answers(e422="It is no prefix of another party, or that party is suspended.") | _REFUSALS | _NO_PARTY,
)
def delete_delegation(ledger: LedgerHere, _: OperatorCaller, party: PartyHere, prefix: PrefixHere) -> PartyAnswer:
    """End a delegation, here at once, on chain when all that the party said under it is final: that counts on."""
    delegations.set_delegate(ledger, prefix, party, allowed=False)
    return party_answer(parties.party_details(ledger, party))


@router.put(
    "/parties/{party}/suspension",
    response_model=PartyAnswer,
    responses=answers(e422="A member is wrong.") | _REFUSALS | _NO_PARTY,
    openapi_extra=json_body(SuspensionBody, suspend=("Suspend the party", {"suspended": True})),
)
async def put_suspension(request: Request, ledger: LedgerHere, _: OperatorCaller, party: PartyHere) -> PartyAnswer:
    """Suspend the party, or end that: what it says from then on does not count."""
    body = await read_model(request, SuspensionBody)
    await run_in_threadpool(lambda: parties.set_suspended(ledger, party, suspended=body.suspended))
    return party_answer(await run_in_threadpool(parties.party_details, ledger, party))


@router.put(
    "/parties/{party}/showing",
    response_model=PartyAnswer,
    responses=answers(e422="A member is wrong.") | _REFUSALS | _NO_PARTY,
    openapi_extra=json_body(ShowingBody, readings=("Let everybody see places and readings", _SHOWING)),
)
async def put_showing(request: Request, ledger: LedgerHere, _: OperatorCaller, party: PartyHere) -> PartyAnswer:
    """Choose what anonymous readers are shown of the party's events. What was shown once may have been kept."""
    body = await read_model(request, ShowingBody)
    return party_answer(await run_in_threadpool(lambda: parties.set_showing(ledger, party, **body.model_dump())))


@router.post(
    "/parties/{party}/products",
    status_code=201,
    response_model=ProductAnswer,
    responses=answers(e409="It is another party's product.", e422="A member is wrong.") | _REFUSALS | _NO_PARTY,
    openapi_extra=json_body(ProductBody, coffee=("A product whose bags are all serialised", _COFFEE)),
)
async def create_product(request: Request, ledger: LedgerHere, _: OperatorCaller, party: PartyHere) -> dict[str, Any]:
    """Describe a class of goods in the party's name; saying the same again changes nothing."""
    body = await read_model(request, ProductBody)
    return await run_in_threadpool(_product, ledger, party, body)


def _register(ledger: Ledger, body: PartyBody) -> PartyDetails:
    return parties.register_party(
        ledger,
        body.uri,
        body.name,
        body.roles,
        body.prefixes,
        shows_places=body.shows_places,
        shows_readings=body.shows_readings,
        hides_inputs=body.hides_inputs,
    )


def _product(ledger: Ledger, party: bytes, body: ProductBody) -> dict[str, Any]:
    given = body.model_dump(by_alias=True, exclude_none=True)
    members: dict[str, Json] = {
        name: value for name, value in given.items() if name not in ("gtin", "serialised", "anchoring")
    }
    uri = f"(01){body.gtin.zfill(14)}"
    products.refuse_anothers(ledger, party, uri)  # before anything is signed
    statements: dict[str, str] = {}
    if members:
        statements["description"] = _accepted(products.describe(ledger, party, uri, members))
    if body.serialised:
        statements["serialised"] = _accepted(products.declare_serialised(ledger, party, uri))
    product = products.put_product(ledger, party, uri, body.anchoring)
    return {"uri": product.uri, "anchoring": product.anchoring, "statements": statements}


def _accepted(outcome: Outcome) -> str:
    captured: Captured | None = outcome.captured
    if captured is None:
        raise faulty_events(outcome.problems)
    return base64url.encode(captured.statement_id)


def party_answer(found: PartyDetails) -> PartyAnswer:
    """A party as answers show it."""
    return PartyAnswer(
        id=base64url.encode(found.party.id),
        uri=found.party.uri,
        name=found.party.name,
        roles=found.roles,
        prefixes=list(found.prefixes),
        delegations=list(found.delegations),
        keys=[_key(key) for key in found.keys],
        shows_places=found.party.shows_places,
        shows_readings=found.party.shows_readings,
        hides_inputs=found.party.hides_inputs,
        suspended=found.party.suspended,
        created_at=found.created_at,
    )


def _key(key: SigningKey) -> KeyAnswer:
    return KeyAnswer(
        kid=base64url.encode(key.kid),
        algorithm="Ed25519" if key.alg == ED25519 else "ES256",
        hosted=key.sealed is not None,
        registered_at=key.registered_at,
        retired=key.retired,
    )
