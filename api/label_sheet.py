"""Sheets and rolls of labels as a PDF, whose codes and text are vectors of exact size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from types import MappingProxyType

from api import pdf
from api.label_data import LabelData, LabelError
from api.label_font import label_font
from api.label_layout import LabelStyle, Layout, Size, arrange
from api.label_symbols import SymbolChoice, symbols_of

A4, LETTER = Size(210, 297), Size(215.9, 279.4)

MAX_LABELS = 10_000
"""Most labels of one document."""

_SMALLEST, _LARGEST = 5.0, 1_000.0
_MOST_ON_PAGE = 1_000
_ROUNDING = 1e-6
_MARK_LENGTH, _MARK_DISTANCE, _MARK_WIDTH = 3.0, 1.0, 0.1


@dataclass(frozen=True, slots=True)
class Sheet:
    """How labels stand on a page, in millimetres: `left` and `top` are the page's margins, `across` and `down` gaps.

    Without `columns` and `rows` it is a roll, each label a page of its own.
    """

    page: Size
    label: Size
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    across: float = 0.0
    down: float = 0.0

    def __post_init__(self) -> None:
        """Raises LabelError naming the measure that is out of range, or does not fit with the others."""
        for name, length in zip(("pageWidth", "pageHeight", "width", "height"), (*self.page, *self.label), strict=True):
            if not _SMALLEST <= length <= _LARGEST:
                raise LabelError(f"must be from {_SMALLEST:g} to {_LARGEST:g} millimetres", f"sheet/{name}")
        for name, length in (("left", self.left), ("top", self.top), ("across", self.across), ("down", self.down)):
            if not 0 <= length <= _LARGEST:
                raise LabelError(f"must be from 0 to {_LARGEST:g} millimetres", f"sheet/{name}")
        for name, count in (("columns", self.columns), ("rows", self.rows)):
            if count < 1:
                raise LabelError("must be at least 1", f"sheet/{name}")
        if self.columns * self.rows > _MOST_ON_PAGE:
            raise LabelError(f"has more than {_MOST_ON_PAGE} labels on a page", "sheet")
        if self.left + self._length(self.columns, self.label.width, self.across) > self.page.width + _ROUNDING:
            raise LabelError(f"has columns that go beyond the page of {self.page.width:g} mm", "sheet/columns")
        if self.top + self._length(self.rows, self.label.height, self.down) > self.page.height + _ROUNDING:
            raise LabelError(f"has rows that go beyond the page of {self.page.height:g} mm", "sheet/rows")

    @property
    def on_page(self) -> int:
        """Labels of a page."""
        return self.columns * self.rows

    def corner(self, position: int) -> tuple[float, float]:
        """Left and top of a position, counted from 0 by rows."""
        row, column = divmod(position, self.columns)
        return (
            self.left + column * (self.label.width + self.across),
            self.top + row * (self.label.height + self.down),
        )

    @staticmethod
    def _length(count: int, length: float, gap: float) -> float:
        return count * length + (count - 1) * gap


def roll(width: float, height: float) -> Sheet:
    """Labels one a page, as printers of rolls take them."""
    return Sheet(Size(width, height), Size(width, height))


PRESETS: Mapping[str, Sheet] = MappingProxyType(
    {
        "a4-2x7": Sheet(A4, Size(99.1, 38.1), 2, 7, 4.65, 15.15, 2.5, 0),
        "a4-3x7": Sheet(A4, Size(63.5, 38.1), 3, 7, 7.2, 15.15, 2.55, 0),
        "a4-3x8": Sheet(A4, Size(63.5, 33.9), 3, 8, 7.2, 12.9, 2.55, 0),
        "a4-5x13": Sheet(A4, Size(38.1, 21.2), 5, 13, 4.75, 10.7, 2.5, 0),
        "letter-3x10": Sheet(LETTER, Size(66.675, 25.4), 3, 10, 4.7625, 12.7, 3.175, 0),
        "letter-2x5": Sheet(LETTER, Size(101.6, 50.8), 2, 5, 3.96875, 12.7, 4.7625, 0),
        "letter-3x4": Sheet(LETTER, Size(50.8, 50.8), 3, 4, 15.875, 15.875, 15.875, 14.8167),
        "roll-50x30": roll(50, 30),
        "roll-100x50": roll(100, 50),
    }
)
"""Sheets that stationers sell, named by paper, columns and rows, and rolls by their labels' size."""

DEFAULT_PRESET = "a4-3x7"


def sheet_pdf(
    labels: Sequence[LabelData],
    choice: SymbolChoice,
    style: LabelStyle,
    sheet: Sheet,
    *,
    skip: int = 0,
    crop_marks: bool = False,
) -> Iterator[bytes]:
    """A PDF of the labels in pieces, a page each, in the labels' order; `skip` positions of the first page stay empty.

    What is wrong is raised at once, and the pieces are made while they are taken.

    Raises:
        LabelError: there are no labels or too many, they do not fit, or there is no such position.
    """
    if not 1 <= len(labels) <= MAX_LABELS:
        raise LabelError(f"a document has 1 to {MAX_LABELS} labels, not {len(labels)}")
    if not 0 <= skip < sheet.on_page:
        raise LabelError(f"must be from 0 to {sheet.on_page - 1}: a page has {sheet.on_page} labels", "skip")
    text_width = max(label_font().width(line) for label in labels for line in label.lines)
    # Codes are made for each shape of label, and not yet for each label, to know before the first page that all fit.
    for codes, lines in {label.largest_codes(): label.lines for label in labels}.items():
        arrange(symbols_of(codes, choice), lines, style, sheet.label, text_width)
    return pdf.document(
        _pages(labels, partial(_layout, choice, style, sheet.label, text_width), sheet, skip, crop_marks),
        label_font(),
        "Labels",
    )


def _layout(choice: SymbolChoice, style: LabelStyle, size: Size, text_width: float, label: LabelData) -> Layout:
    return arrange(symbols_of(label.codes, choice), label.lines, style, size, text_width)


def _pages(
    labels: Sequence[LabelData], layout: Callable[[LabelData], Layout], sheet: Sheet, skip: int, crop_marks: bool
) -> Iterator[pdf.Page]:
    marks = _crop_marks(sheet) if crop_marks else b""
    waiting = iter(labels)
    while taken := list(islice(waiting, sheet.on_page - skip)):
        drawn = [
            _draw(layout(label), *sheet.corner(position), sheet.page.height)
            for position, label in enumerate(taken, skip)
        ]
        skip = 0
        yield pdf.Page(*sheet.page, b"".join([marks, *drawn]))


def _draw(layout: Layout, left: float, top: float, page_height: float) -> bytes:
    """A label at its place. Black is that of one ink, and each code one path, so that modules leave no seams."""
    parts = [b"0 g\n"]
    module = pdf.number(layout.x_dimension * pdf.POINTS_PER_MM)
    for symbol, x, y in layout.symbols:
        place = pdf.points(left + x), pdf.points(page_height - top - y)
        parts.append(b"q %s 0 0 -%s %s %s cm\n" % (module, module, *place))
        parts += [b"%d %d %d %d re\n" % rectangle for rectangle in symbol.rectangles()]
        parts.append(b"f Q\n")
    if layout.lines:
        parts.append(b"BT /F %s Tf\n" % pdf.points(layout.text_size))
        for line, x, y in layout.lines:
            place = pdf.points(left + x), pdf.points(page_height - top - y)
            parts.append(b"1 0 0 1 %s %s Tm %s Tj\n" % (*place, pdf.text(line)))
        parts.append(b"ET\n")
    return b"".join(parts)


def _crop_marks(sheet: Sheet) -> bytes:
    """Short lines beyond the outermost labels, in line with every cut, where the page has room for them."""
    first, last = sheet.corner(0), sheet.corner(sheet.on_page - 1)
    right, bottom = last[0] + sheet.label.width, last[1] + sheet.label.height
    columns = {sheet.corner(column)[0] + edge for column in range(sheet.columns) for edge in (0, sheet.label.width)}
    rows = {
        sheet.corner(row * sheet.columns)[1] + edge for row in range(sheet.rows) for edge in (0, sheet.label.height)
    }
    near, far = _MARK_DISTANCE, _MARK_DISTANCE + _MARK_LENGTH
    lines = [(x, y + way * near, x, y + way * far) for x in sorted(columns) for y, way in ((first[1], -1), (bottom, 1))]
    lines += [(x + way * near, y, x + way * far, y) for y in sorted(rows) for x, way in ((first[0], -1), (right, 1))]
    drawn = [b"0 G %s w\n" % pdf.points(_MARK_WIDTH)]
    for from_x, from_y, to_x, to_y in lines:
        start_point = pdf.points(from_x), pdf.points(sheet.page.height - from_y)
        end_point = pdf.points(to_x), pdf.points(sheet.page.height - to_y)
        drawn.append(b"%s %s m %s %s l S\n" % (*start_point, *end_point))
    return b"".join(drawn)
