"""What the ledger's own directory calls parties: a courtesy to readers, signed by nobody."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.auth import Anybody, LedgerHere
from api.openapi import answers
from ledger.parties import names_of

_MOST = 64

router = APIRouter(prefix="/api/v1", tags=["passports"])


class Names(BaseModel):
    """Display names by party URI; parties that the ledger does not know are left out."""

    names: dict[str, str]


@router.get("/names", response_model=Names, responses=answers(e422=f"More than {_MOST} parties, or none."))
def read_names(
    ledger: LedgerHere,
    _: Anybody,
    party: Annotated[
        list[str], Query(min_length=1, max_length=_MOST, description="Party URIs, as statements name them.")
    ],
) -> Names:
    """What this ledger's operator calls parties. No signature says so: show a name as the ledger's, not the party's."""
    return Names(names=names_of(ledger, party))
