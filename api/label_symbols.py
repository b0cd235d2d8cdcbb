"""The two codes of a label as modules: QR code (ISO/IEC 18004) and GS1 DataMatrix (ISO/IEC 16022, ECC 200)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pystrich.datamatrix import FNC1, DataMatrixCodeword, DataMatrixData, DataMatrixEncoder
from pystrich.qrcode import QRCodeEncoder

from api.label_data import Codes
from verifier.format.element_string import SEPARATOR

SymbolChoice = Literal["qr", "datamatrix", "both"]

QR_QUIET_ZONE, DATAMATRIX_QUIET_ZONE = 4, 1
"""Modules that stay light on each side (GS1 General Specifications, symbol specification tables)."""

_ERROR_CORRECTION: Literal["M"] = "M"


class Rectangle(NamedTuple):
    """A dark rectangle: left, top, width and height in modules, from the top left corner of the symbol."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code: rows of modules, 1 for dark, and the modules of quiet zone that belong around it."""

    rows: tuple[bytes, ...]
    quiet_zone: int

    @property
    def size(self) -> int:
        """Modules of a side, with the quiet zones."""
        return len(self.rows) + 2 * self.quiet_zone

    def rectangles(self) -> Iterator[Rectangle]:
        """Rectangles that cover the dark modules once, few of them, placed within the quiet zones.

        Equal runs of modules below each other become one rectangle.
        """
        open_runs: dict[tuple[int, int], int] = {}
        for top, row in enumerate((*self.rows, b"")):
            runs = set(_dark_runs(row))
            for run in [run for run in open_runs if run not in runs]:
                started = open_runs.pop(run)
                left, width = run
                yield Rectangle(left + self.quiet_zone, started + self.quiet_zone, width, top - started)
            for run in runs:
                open_runs.setdefault(run, top)


def symbols_of(codes: Codes, choice: SymbolChoice) -> tuple[Symbol, ...]:
    """The codes that were chosen for a label, the QR code first."""
    qr = (qr_code(codes.uri),) if choice != "datamatrix" else ()
    return qr if choice == "qr" else (*qr, gs1_datamatrix(codes.element_string))


def qr_code(text: str) -> Symbol:
    """The smallest QR code of ASCII text at error correction level M: 15 % of it may be unreadable."""
    return _symbol(QRCodeEncoder(text, ecl=_ERROR_CORRECTION).matrix, QR_QUIET_ZONE)


def gs1_datamatrix(element_string: str) -> Symbol:
    """The smallest square GS1 DataMatrix of an element string, which has 0x1D for FNC1 and none before it.

    FNC1 (codeword 232) stands first, which makes it a GS1 DataMatrix and no other, and for each separator.
    """
    first, *others = element_string.split(SEPARATOR)
    segments: list[str | DataMatrixCodeword] = [FNC1, first]
    for part in others:
        segments += [FNC1, part]
    encoder = DataMatrixEncoder(DataMatrixData(*segments, encoding="ascii"), quiet_zone=0)
    return _symbol(encoder.init_renderer().matrix, DATAMATRIX_QUIET_ZONE)


def _symbol(matrix: Sequence[Sequence[int | None]], quiet_zone: int) -> Symbol:
    return Symbol(tuple(bytes(1 if module else 0 for module in row) for row in matrix), quiet_zone)


def _dark_runs(row: bytes) -> Iterator[tuple[int, int]]:
    end = 0
    while (start := row.find(1, end)) >= 0:
        end = row.find(0, start)
        if end < 0:
            end = len(row)
        yield start, end - start
