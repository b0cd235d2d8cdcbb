"""The labels of the demonstration's bags, to print and scan."""

from __future__ import annotations

from pathlib import Path

from api.demo_journey import BAGS, LOT, bag
from api.label_data import LabelError, check_stem, trade_item_label
from api.label_layout import LabelStyle
from api.label_sheet import PRESETS, sheet_pdf
from ledger.files import write_with
from verifier.format.item import describe_item

_NAME = "demo-labels.pdf"
_SHEET = PRESETS["a4-3x8"]
_STYLE = LabelStyle(x_dimension=0.4)


def write_labels(folder: Path, base_url: str) -> Path | None:
    """Write one sheet of all bags' labels, which lead to `base_url`; None if no code can hold that address."""
    path = folder / _NAME
    try:
        stem = check_stem(base_url, schemes=("https", "http"))
        items = [describe_item(bag(number)) for number in range(1, BAGS + 1)]
        labels = [trade_item_label(str(item.gtin), stem, serial=item.serial, lot=LOT) for item in items]
        pieces = sheet_pdf(labels, "both", _STYLE, _SHEET)
    except LabelError:
        return None
    write_with(path, lambda file: file.writelines(pieces))
    return path
