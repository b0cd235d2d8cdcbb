"""The pictures of link previews, at `/p/preview/…`."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.auth import LedgerHere, count_public
from api.digital_link import raw_path
from api.preview_card import draw_card
from api.preview_tags import number_of
from api.preview_words import PreviewWords, words_for
from api.previews import Preview, previews_of
from api.problems import Problem
from ledger.bounded_cache import BoundedCache
from verifier.format.errors import IdentifierError
from verifier.format.item import from_path

MOST_KEPT = 256

router = APIRouter(prefix="/p/preview", include_in_schema=False, dependencies=[Depends(count_public)])


class Cards(BoundedCache[tuple[str, Preview, str], bytes]):
    """Cards that were drawn lately."""

    def __init__(self) -> None:
        super().__init__(MOST_KEPT)

    def of(self, item: str, preview: Preview, words: PreviewWords) -> bytes:
        """The card of an item."""
        key = item, preview, words.locale
        card = self.get(key)
        if card is None:
            card = draw_card(preview, number_of(item), words)
            self.put(key, card)
        return card


@router.get("/{path:path}")
def preview_picture(request: Request, ledger: LedgerHere, lang: str = "en") -> Response:
    """The card of the item whose Digital Link path follows; `at` in its query makes its address another one."""
    try:
        item = from_path(raw_path(request).removeprefix("/p/preview"))
    except IdentifierError as error:
        raise Problem(404, f"There is no such item: {error}.") from None
    preview = previews_of(request).find(item, make=True)
    if preview is None:
        raise Problem(503, "The picture cannot be made now.", headers={"Retry-After": "10"})
    cards: Cards = request.app.state.cards
    headers = {"Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*"}
    return Response(cards.of(item, preview, words_for(lang)), 200, headers, "image/png")
