"""API keys, for the operator: made, listed and revoked."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.auth import KnownKeys, LedgerHere, OperatorCaller
from api.bodies import read_model
from api.openapi import answers, json_body
from api.parties import PartyHere
from api.party_schemas import ApiKeyAnswer, ApiKeyBody, KnownApiKey, RoleKeyBody
from api.problems import Problem
from ledger.api_keys import list_api_keys, make_api_key, revoke_api_key
from ledger.service import Ledger
from ledger.store_parties import ApiKey
from verifier.format import base64url

router = APIRouter(prefix="/api/v1", tags=["set-up"])

_REFUSALS = answers(e403="The key is no operator's.")


@router.post(
    "/parties/{party}/api-keys",
    status_code=201,
    response_model=ApiKeyAnswer,
    responses=answers(e422="A member is wrong.") | _REFUSALS | answers(e404="There is no such party."),
    openapi_extra=json_body(ApiKeyBody, key=("A key for the party's own system", {"label": "warehouse system"})),
)
async def create_party_api_key(
    request: Request, response: Response, ledger: LedgerHere, _: OperatorCaller, party: PartyHere
) -> ApiKeyAnswer:
    """Make an API key with which the party's systems post. It is shown this once."""
    body = await read_model(request, ApiKeyBody)
    response.headers["Cache-Control"] = "no-store"
    return await run_in_threadpool(_api_key, ledger, "party", party, body.label)


@router.get("/api-keys", response_model=dict[str, list[KnownApiKey]], responses=_REFUSALS)
def read_api_keys(ledger: LedgerHere, _: OperatorCaller) -> dict[str, list[KnownApiKey]]:
    """All API keys but what opens anything: those of posting links and those that ended too, oldest first."""
    return {"keys": [_known(key) for key in list_api_keys(ledger)]}


@router.post(
    "/api-keys",
    status_code=201,
    response_model=ApiKeyAnswer,
    responses=answers(e422="A member is wrong.") | _REFUSALS,
    openapi_extra=json_body(RoleKeyBody, auditor=("A key for an auditor", {"role": "auditor", "label": "2027"})),
)
async def create_api_key(request: Request, response: Response, ledger: LedgerHere, _: OperatorCaller) -> ApiKeyAnswer:
    """Make an API key for an auditor or an operator. It is shown this once."""
    body = await read_model(request, RoleKeyBody)
    response.headers["Cache-Control"] = "no-store"
    return await run_in_threadpool(_api_key, ledger, body.role, None, body.label)


@router.delete(
    "/api-keys/{key_id}",
    status_code=204,
    response_class=Response,
    responses=_REFUSALS | answers(e404="There is no such API key, or it is revoked already."),
)
def delete_api_key(request: Request, ledger: LedgerHere, _: OperatorCaller, key_id: str) -> Response:
    """Revoke an API key; with several processes it may open something for five more seconds."""
    revoked = revoke_api_key(ledger, key_id)
    known: KnownKeys = request.app.state.known_keys
    known.forget()
    if not revoked:
        raise Problem(404, f"There is no API key {key_id}, or it is revoked already.")
    return Response(status_code=204)


def _api_key(ledger: Ledger, role: str, party: bytes | None, label: str) -> ApiKeyAnswer:
    key, text = make_api_key(ledger, role, party, label)
    return ApiKeyAnswer(id=key.id, key=text, role=key.role, label=key.label)


def _known(key: ApiKey) -> KnownApiKey:
    return KnownApiKey(
        id=key.id,
        role=key.role,
        party=None if key.party_id is None else base64url.encode(key.party_id),
        label=key.label,
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
    )
