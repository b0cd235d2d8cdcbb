"""`wayproof labels`: labels into files, of old or new serial numbers; only commissioning them needs a service."""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from api.cli_capture import DEFAULT_URL, KEY_VARIABLE, UsageError, check_party
from api.cli_faults import in_one_line
from api.client import Client, ServiceError
from api.label_data import LabelData, LabelError, check_stem, date_elements, label_of, trade_item_label
from api.label_drawing import png, svg
from api.label_layout import X_DIMENSION, LabelStyle, Layout, arrange
from api.label_serials import random_serials
from api.label_sheet import DEFAULT_PRESET, MAX_LABELS, PRESETS, Sheet, roll, sheet_pdf
from api.label_symbols import symbols_of
from ledger.files import write_with
from verifier.format import element_string
from verifier.format.errors import IdentifierError

SUCCESS, REFUSED, USAGE_ERROR = 0, 1, 3
_LISTED = ("elementString", "digitalLink", "item")

_OPTIONS = {
    "bestBefore": "--best-before ",
    "dpi": "--dpi ",
    "resolver": "--link ",
    "sheet": "the sheet ",
    "skip": "--skip ",
    "xDimension": "--x-dimension ",
}
"""What options are called that are wrong, by the member of the HTTP interface that they are."""

_Write = Callable[[BinaryIO], object]


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Write labels with QR codes (GS1 Digital Link), GS1 DataMatrix or both: of ITEMs, or of a trade item's serial "
        "numbers, old or new. Files are .pdf (sheets), .csv (what the codes hold), and for one label .svg and .png."
    )
    parser.epilog = (
        f"Sheets: {', '.join(PRESETS)}. "
        "Exit codes: 0 done, 1 the commissioning was refused and nothing is written, 3 the command could not begin."
    )
    parser.add_argument("items", metavar="ITEM", nargs="*", help="element string, Digital Link or EPC URN")
    parser.add_argument("--out", metavar="FILE", type=Path, action="append", required=True, help="may be given again")
    parser.add_argument(
        "--link", metavar="URL", required=True, help="where the codes lead: this ledger's address, or a domain of yours"
    )
    made = parser.add_argument_group("serial numbers of a trade item")
    made.add_argument("--gtin", help="GTIN-8, 12, 13 or 14")
    made.add_argument("--count", type=int, metavar="N", help=f"so many new ones, at most {MAX_LABELS}")
    made.add_argument("--serials", type=Path, metavar="FILE", help="these, one a line")
    made.add_argument("--lot")
    made.add_argument("--best-before", metavar="DAY", help="such as 2027-03-31")
    look = parser.add_argument_group("look")
    look.add_argument("--symbol", choices=("qr", "datamatrix", "both"), default="qr")
    look.add_argument("--sheet", choices=PRESETS, metavar="NAME", help=f"(default: {DEFAULT_PRESET})")
    look.add_argument("--roll", metavar="WIDTHxHEIGHT", help="labels of these millimetres, one a page, not a sheet")
    look.add_argument("--x-dimension", type=float, default=X_DIMENSION, metavar="MM", help="(default: %(default)s)")
    look.add_argument("--no-text", action="store_true", help="codes alone")
    look.add_argument("--skip", type=int, default=0, metavar="N", help="leave so many labels of the first sheet empty")
    look.add_argument("--crop-marks", action="store_true")
    look.add_argument("--dpi", type=int, default=600, help="of a PNG, about (default: %(default)s)")
    commission = parser.add_argument_group("commissioning, with a service")
    commission.add_argument("--commission", action="store_true", help="record too that the items were made")
    commission.add_argument("--as", dest="party", metavar="PARTY", help="the party that made them: its GLN or URI")
    commission.add_argument("--time", help="when they were made (default: now)")
    commission.add_argument("--place", help="where: a GLN, such as (414)9521321000018")
    commission.add_argument("--url", default=DEFAULT_URL, help="the service's address (default: %(default)s)")
    commission.add_argument("--key", help=f"the party's API key (default: the variable {KEY_VARIABLE})")


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for; returns the exit code."""
    try:
        labels = _labels(options)
        writers = [(path, _writer(path, labels, options)) for path in options.out]
        if options.commission:
            print(f"commissioned: statement {_commission(options, labels)}")
        for path, write in writers:
            write_with(path, write)
    except OSError as error:
        print(f"wayproof labels: {in_one_line(error)}", file=sys.stderr)
        return USAGE_ERROR
    except LabelError as error:
        option = _OPTIONS.get(error.member.partition("/")[0], "")
        print(f"wayproof labels: {option}{error}", file=sys.stderr)
        return USAGE_ERROR
    except (UsageError, IdentifierError) as error:
        print(f"wayproof labels: {error}", file=sys.stderr)
        return USAGE_ERROR
    except ServiceError as error:
        print(f"wayproof labels: {error}", file=sys.stderr)
        return REFUSED if error.faults else USAGE_ERROR
    print(f"{len(labels)} label{'s' if len(labels) > 1 else ''}: {', '.join(map(str, options.out))}")
    return SUCCESS


def _labels(options: argparse.Namespace) -> list[LabelData]:
    stem = check_stem(options.link, schemes=("https", "http"))
    if bool(options.items) == bool(options.gtin):
        raise UsageError("name either ITEMs, or --gtin and its serial numbers")
    if options.items:
        if options.count or options.serials or options.lot or options.best_before or options.commission:
            raise UsageError("--count, --serials, --lot, --best-before and --commission go with --gtin")
        return [label_of(item, stem) for item in options.items]
    if (options.count is None) == (options.serials is None):
        raise UsageError("--gtin takes either --count or --serials")
    if options.count is not None and not 1 <= options.count <= MAX_LABELS:
        raise UsageError(f"--count must be from 1 to {MAX_LABELS}")
    serials = _read_serials(options.serials) if options.serials else random_serials(options.count)
    dates = date_elements(options.best_before, None)
    return [trade_item_label(options.gtin, stem, serial=serial, lot=options.lot, dates=dates) for serial in serials]


def _read_serials(path: Path) -> list[str]:
    try:
        serials = path.read_text(encoding="utf-8").split()
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no text in UTF-8") from None
    if not serials:
        raise UsageError(f"{path} has no serial number")
    if len(set(serials)) != len(serials):
        raise UsageError(f"{path} has a serial number twice")
    return serials


def _writer(path: Path, labels: Sequence[LabelData], options: argparse.Namespace) -> _Write:
    """What writes a file; raises what is wrong with it before anything is written."""
    style = LabelStyle(options.x_dimension, not options.no_text)
    kind = path.suffix.lower()
    if kind == ".csv":
        return partial(_write_list, labels)
    if kind == ".pdf":
        marks = {"skip": options.skip, "crop_marks": options.crop_marks}
        pieces = sheet_pdf(labels, options.symbol, style, _sheet(options), **marks)
        return lambda file: file.writelines(pieces)
    if kind not in (".svg", ".png"):
        raise UsageError(f"{path} ends in none of .pdf, .csv, .svg and .png")
    if len(labels) != 1:
        raise UsageError(f"{path} holds one label; {len(labels)} go into a .pdf")
    content = _draw(kind, arrange(symbols_of(labels[0].codes, options.symbol), labels[0].lines, style), options.dpi)
    return lambda file: file.write(content)


def _draw(kind: str, layout: Layout, dpi: int) -> bytes:
    return svg(layout) if kind == ".svg" else png(layout, dpi)


def _sheet(options: argparse.Namespace) -> Sheet:
    if options.roll is None:
        return PRESETS[options.sheet or DEFAULT_PRESET]
    if options.sheet is not None:
        raise UsageError("--sheet and --roll do not go together")
    width, _, height = options.roll.partition("x")
    try:
        return roll(float(width), float(height))
    except ValueError:
        raise UsageError("--roll takes width and height in millimetres, such as 50x30") from None


def _write_list(labels: Sequence[LabelData], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    rows = csv.writer(text)
    rows.writerow(_LISTED)
    rows.writerows((element_string.to_bracketed(label.elements), label.codes.uri, label.item) for label in labels)
    text.flush()
    text.detach()


def _commission(options: argparse.Namespace, labels: Sequence[LabelData]) -> str:
    """Record that the items were made; returns the statement's id."""
    key = options.key or os.environ.get(KEY_VARIABLE)
    if not key:
        raise UsageError(f"an API key is needed to commission: --key, or the variable {KEY_VARIABLE}")
    if not options.party:
        raise UsageError("--commission takes --as: the party that made the items")
    keys = [tuple(pair for pair in label.elements if pair[0] in ("01", "21")) for label in labels]
    said = {
        "step": "produced",
        "items": [element_string.to_bracketed(each) for each in keys],
        "time": options.time or datetime.now(UTC).isoformat(timespec="milliseconds"),
        "place": options.place,
        "lot": options.lot,
        "bestBefore": options.best_before,
    }
    with Client(options.url, key) as client:
        check_party(client, options.party)
        made = client.post("/api/v1/checkpoints", {name: value for name, value in said.items() if value is not None})
    return str(made["statement"])
