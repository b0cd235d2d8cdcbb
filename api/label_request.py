"""From a request for many labels to what is printed and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from api.label_data import LabelData, LabelError, check_stem, date_elements, label_of, trade_item_label
from api.label_layout import LabelStyle, Size
from api.label_process import SheetOrder
from api.label_schemas import LabelsBody, SheetBody
from api.label_serials import random_serials
from api.label_sheet import A4, LETTER, PRESETS, Sheet, roll
from api.problems import faulty_members
from ledger.checkpoint_event import PlainCheckpoint
from ledger.commissioning import commissioning
from ledger.errors import UnknownStatement
from ledger.service import Ledger
from verifier.format import base64url, element_string
from verifier.format.errors import FormatError, IdentifierError
from verifier.format.gs1_key import Elements, check_values

_PAGES = {"a4": A4, "letter": LETTER}


def labels_of(ledger: Ledger, party: bytes, body: LabelsBody, own_stem: str) -> list[LabelData]:
    """The labels that a party asks for; raises Problem 422 naming what is wrong."""
    _check_combination(body)
    with named_members():
        stem = own_stem if body.resolver is None else check_stem(body.resolver)
        dates = date_elements(body.best_before, None)
    if body.statement is not None:
        return _commissioned(ledger, party, body.statement, stem)
    serials = random_serials(body.count) if body.count is not None else body.serials or []
    if len(set(serials)) != len(serials):
        raise faulty_members([("/serials", "has a serial number twice")])
    gtin = str(body.gtin).zfill(14)
    _check_value("/gtin", "01", gtin)
    if body.lot is not None:
        _check_value("/lot", "10", body.lot)
    for number, serial in enumerate(serials):
        _check_value(f"/serials/{number}", "21", serial)
    with named_members("/gtin"):
        return [trade_item_label(gtin, stem, serial=serial, lot=body.lot, dates=dates) for serial in serials]


def checkpoint_of(ledger: Ledger, body: LabelsBody, labels: list[LabelData]) -> PlainCheckpoint:
    """That the labelled items were made."""
    now = datetime.fromtimestamp(ledger.clock(), UTC).isoformat()
    pointers = [f"/serials/{number}" if body.serials else "/gtin" for number in range(len(labels))]
    return PlainCheckpoint(
        step="produced",
        time=body.time or now,
        items=[label.item for label in labels],
        pointers=pointers,
        place=body.place,
        lot=body.lot,
        best_before=body.best_before,
    )


def order_of(body: LabelsBody, labels: list[LabelData]) -> bytes:
    """The order for the process that prints; raises Problem 422 naming what is wrong with it."""
    with named_members():
        style = LabelStyle(body.x_dimension, body.text)
        order = SheetOrder(labels, body.symbol, style, _sheet(body.sheet), body.skip, body.crop_marks)
        order.pieces()  # which looks at everything now, and draws nothing yet
        return order.encode()


@contextmanager
def named_members(otherwise: str = "") -> Iterator[None]:
    """Raise Problem 422 for what is wrong with a label, at the member that it names or else at `otherwise`."""
    try:
        yield
    except LabelError as error:
        raise faulty_members([(f"/{error.member}" if error.member else otherwise, str(error))]) from None
    except IdentifierError as error:
        raise faulty_members([(otherwise, f"cannot be used: {error}")]) from None


def answer_of(statement: str | None, labels: list[LabelData]) -> dict[str, object]:
    """The labels by name, as `LabelsAnswer` says."""
    return {
        "statement": statement,
        "labels": [
            {
                "item": label.item,
                "digitalLink": label.codes.uri,
                "elementString": element_string.to_bracketed(label.elements),
            }
            for label in labels
        ],
    }


def _check_combination(body: LabelsBody) -> None:
    ways = [name for name in ("count", "serials", "statement") if getattr(body, name) is not None]
    if len(ways) != 1:
        raise faulty_members([("", "must have exactly one of count, serials and statement")])
    if body.statement is None:
        if body.gtin is None:
            raise faulty_members([("/gtin", "is missing")])
    else:
        known = {"gtin": body.gtin, "lot": body.lot, "bestBefore": body.best_before}
        said = [name for name, value in known.items() if value is not None] + ["commission"] * body.commission
        if said:
            raise faulty_members([(f"/{said[0]}", "is known already from the statement, and must not be given")])
    if not body.commission:
        for name, value in (("time", body.time), ("place", body.place)):
            if value is not None:
                raise faulty_members([(f"/{name}", "is only for commission")])


def _commissioned(ledger: Ledger, party: bytes, statement: str, stem: str) -> list[LabelData]:
    try:
        made = commissioning(ledger, party, base64url.decode(statement, 32))
    except (FormatError, UnknownStatement):
        raise faulty_members([("/statement", "is no statement that you have made")]) from None
    if not made.items:
        raise faulty_members([("/statement", "commissions no items with serial numbers")])
    with named_members("/statement"):
        dates = date_elements(made.best_before, made.expiry)
        return [_label_with(label_of(item, stem), made.lot, dates) for item in made.items]


def _check_value(pointer: str, code: str, value: str) -> None:
    with named_members(pointer):
        check_values(((code, value),))


def _label_with(label: LabelData, lot: str | None, dates: Elements) -> LabelData:
    """The label of an instance with what the event says besides, if it is a trade item with a serial number."""
    values = dict(label.elements)
    if values.keys() != {"01", "21"}:
        return label
    return trade_item_label(values["01"], label.stem, serial=values["21"], lot=lot, dates=dates)


def _sheet(body: SheetBody) -> Sheet:
    if body.preset is not None:
        if body.preset not in PRESETS:
            raise LabelError(f"must be one of {', '.join(PRESETS)}", "sheet/preset")
        if body.model_fields_set != {"preset"}:
            raise LabelError("has measures of its own; leave out the others", "sheet/preset")
        return PRESETS[body.preset]
    if body.width is None or body.height is None:
        raise LabelError("is missing; so is preset", "sheet/width" if body.width is None else "sheet/height")
    if body.page is None and body.page_width is None and body.page_height is None:
        if body.model_fields_set != {"width", "height"}:
            raise LabelError("is missing: a roll has width and height alone", "sheet/page")
        return roll(body.width, body.height)
    if body.page is not None:
        page = _PAGES[body.page]
    elif body.page_width is not None and body.page_height is not None:
        page = Size(body.page_width, body.page_height)
    else:
        raise LabelError("is missing", "sheet/pageWidth" if body.page_width is None else "sheet/pageHeight")
    label = Size(body.width, body.height)
    return Sheet(page, label, body.columns, body.rows, body.left, body.top, body.across, body.down)
