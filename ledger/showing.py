"""What a reader is shown of a statement: the openings and disclosures in a passport (docs/format.md 7.1 and 8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.statement import Opened
from ledger.store_parties import Party
from verifier.format import disclosure, item_tree, recall_text
from verifier.format.item_tree import Opening
from verifier.format.statement import NOTICE_TYPE
from verifier.verify import ARRIVED

_READINGS = "sensorElementList"
_CERTIFICATE = "certificationInfo"
_MOST_LEAVES_SHOWN_WHOLE = 1024
"""Beyond, even the issuer's passport shows only what concerns its item; the openings file has the rest."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: anyone, or a party, or an auditor."""

    party_id: bytes | None = None
    auditor: bool = False

    def may_see_whole(self, issuer: bytes | None) -> bool:
        """Whether nothing of an issuer's statements is hidden from this reader."""
        return self.auditor or (self.party_id is not None and self.party_id == issuer)


ANYONE = Reader()

Shown = tuple[tuple[str, ...], tuple[Opening, ...]]
"""Disclosures and openings."""


def show(opened: Opened, visited: Iterable[bytes], issuer: Party | None, reader: Reader) -> Shown:
    """The disclosures and the openings for a reader; `visited` are the keys of the items that the passport visits."""
    whole = reader.may_see_whole(issuer.id if issuer else None)
    disclosures = opened.all_disclosures() if whole else opened.disclose(_shown_names(opened, issuer))
    if whole and len(opened.leaves) <= _MOST_LEAVES_SHOWN_WHOLE:
        positions = set(range(len(opened.leaves)))
    else:
        positions = {opened.positions[key] for key in visited if key in opened.positions}
        if any(opened.leaves[position].role & ARRIVED for position in positions):
            positions |= set(range(opened.up))
    hide = issuer is not None and issuer.hides_inputs and not whole
    openings = (
        item_tree.open_leaf(opened.leaves, opened.levels, position, hide=hide) for position in sorted(positions)
    )
    return tuple(disclosures), tuple(openings)


def _shown_names(opened: Opened, issuer: Party | None) -> list[str]:
    """The members that anyone may see, in the order of the disclosures."""
    if opened.saying.type == NOTICE_TYPE:
        return list(opened.members)
    shown = {disclosure.CORE}
    if issuer is None or issuer.shows_places:
        shown.add(disclosure.WHERE)
    if opened.saying.notice == "recall":
        shown.add(recall_text.MEMBER)
    if opened.saying.notice == "certificate":
        shown.add(_CERTIFICATE)
    if issuer is not None and issuer.shows_readings:
        shown.add(_READINGS)
    return [name for name in opened.members if name in shown]
