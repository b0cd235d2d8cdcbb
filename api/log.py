"""The log for everybody: C2SP tlog-tiles."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.auth import LedgerHere, count_tile
from api.openapi import answers, content
from api.problems import Problem
from ledger import public_log
from verifier.format.errors import FormatError
from verifier.format.tiles import parse_path

router = APIRouter(prefix="/log", tags=["log"], dependencies=[Depends(count_tile)])

IMMUTABLE = "public, max-age=31536000, immutable"


@router.get(
    "/checkpoint",
    response_class=Response,
    responses=content("A C2SP tlog-checkpoint.", "text/plain") | answers(e503="The log is not begun yet."),
)
def tree_head(ledger: LedgerHere) -> Response:
    """The newest signed tree head, which C2SP calls a checkpoint."""
    return Response(public_log.tree_head(ledger), 200, {"Cache-Control": "no-cache"}, "text/plain; charset=utf-8")


@router.get(
    "/tile/{path:path}",
    response_class=Response,
    responses=content("Hashes of 32 bytes, or entries.", "application/octet-stream")
    | answers(e404="There is no such tile, or none so wide yet."),
)
def tile(
    ledger: LedgerHere,
    path: Annotated[
        str,
        Path(
            description="`<L>/<N>` for hashes or `entries/<N>` for entries, and `.p/<W>` for a partial one.",
            examples=["0/000.p/5", "entries/x001/234"],
        ),
    ],
) -> Response:
    """A tile of hashes or a bundle of entries, by its C2SP path; what a path leads to never changes."""
    try:
        wanted = parse_path(f"tile/{path}")
    except FormatError as error:
        raise Problem(404, f"There is no tile at tile/{path}: {error}.") from None
    found = public_log.tile_bytes(ledger, wanted)
    if found is None:
        raise Problem(404, f"The log has no tile/{path} yet.")
    return Response(found, 200, {"Cache-Control": IMMUTABLE}, "application/octet-stream")
