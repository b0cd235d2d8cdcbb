"""Label sheets made in a process of their own, so that whoever is served meanwhile does not wait for a printer.

The process is given an order on its standard input and writes the PDF to its standard output, as fast as somebody takes
it; when nobody does any more, it ends.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from api.label_data import LabelData
from api.label_layout import LabelStyle, Size
from api.label_sheet import Sheet, sheet_pdf
from api.label_symbols import SymbolChoice

_CHUNK = 1 << 16
_NICENESS = 10


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """What to print: labels of one stem, at least one, and how."""

    labels: Sequence[LabelData]
    choice: SymbolChoice
    style: LabelStyle
    sheet: Sheet
    skip: int = 0
    crop_marks: bool = False

    def pieces(self) -> Iterator[bytes]:
        """The document; raises as `sheet_pdf` does."""
        return sheet_pdf(self.labels, self.choice, self.style, self.sheet, skip=self.skip, crop_marks=self.crop_marks)

    def encode(self) -> bytes:
        """The order for another process."""
        sheet = {**asdict(self.sheet), "page": list(self.sheet.page), "label": list(self.sheet.label)}
        return orjson.dumps(
            {
                "labels": [label.elements for label in self.labels],
                "stem": self.labels[0].stem,
                "choice": self.choice,
                "style": asdict(self.style),
                "sheet": sheet,
                "skip": self.skip,
                "crop_marks": self.crop_marks,
            }
        )


def decode(data: bytes) -> SheetOrder:
    """The order that `SheetOrder.encode` wrote."""
    said: dict[str, Any] = orjson.loads(data)
    sheet = said["sheet"]
    return SheetOrder(
        [LabelData(tuple((code, value) for code, value in elements), said["stem"]) for elements in said["labels"]],
        said["choice"],
        LabelStyle(**said["style"]),
        Sheet(**{**sheet, "page": Size(*sheet["page"]), "label": Size(*sheet["label"])}),
        said["skip"],
        said["crop_marks"],
    )


class SheetProcess:
    """A process that makes one document; `stop` it, whatever becomes of it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> SheetProcess:
        """Start one, which waits for its order; raises OSError if the machine has no room for it."""
        return cls(await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE))

    async def pieces(self, order: bytes) -> AsyncIterator[bytes]:
        """The document; raises RuntimeError if the process ends before it is complete."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(order)
        await self._process.stdin.drain()
        self._process.stdin.close()
        while piece := await self._process.stdout.read(_CHUNK):
            yield piece
        if await self._process.wait() != 0:
            raise RuntimeError(f"the process that made a label sheet ended with {self._process.returncode}")

    async def stop(self) -> None:
        """End it if it has not ended."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def main() -> int:
    """Make the document that standard input orders."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        for piece in decode(sys.stdin.buffer.read()).pieces():
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        os._exit(1)  # nobody is there to be told, and closing would try once more
    return 0


if __name__ == "__main__":
    sys.exit(main())
