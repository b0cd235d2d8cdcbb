"""The process that makes sheets: what it is told, and how it ends."""

from __future__ import annotations

import asyncio

import pytest

from api.label_data import trade_item_label
from api.label_layout import LabelStyle, Size
from api.label_process import SheetOrder, SheetProcess, decode
from api.label_sheet import A4, Sheet

ORDER = SheetOrder(
    [trade_item_label("09521321000421", "https://id.example.com", serial=serial) for serial in ('A"(', "B%")],
    "both",
    LabelStyle(0.4),
    Sheet(A4, Size(60, 40), 2, 3, 10.5, 20, 5, 5),
    skip=2,
    crop_marks=True,
)


async def printed(order: bytes) -> bytes:
    process = await SheetProcess.start()
    try:
        return b"".join([piece async for piece in process.pieces(order)])
    finally:
        await process.stop()


def test_the_process_prints_what_was_ordered() -> None:
    assert decode(ORDER.encode()) == ORDER
    assert asyncio.run(printed(ORDER.encode())) == b"".join(ORDER.pieces())


def test_a_document_that_is_not_whole_does_not_end_as_if_it_were(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="ended with 1"):
        asyncio.run(printed(b"{}"))
    assert "KeyError" in capfd.readouterr().err


def test_a_process_that_is_stopped_has_ended() -> None:
    async def stopped() -> int | None:
        process = await SheetProcess.start()
        pieces = process.pieces(SheetOrder(list(ORDER.labels) * 2_000, "qr", ORDER.style, ORDER.sheet).encode())
        await anext(pieces)
        await process.stop()
        await process.stop()
        return process._process.returncode

    assert asyncio.run(stopped()) not in (None, 0)
