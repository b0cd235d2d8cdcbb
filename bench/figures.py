"""Figures: how they are timed against what cannot be avoided, and how they are shown."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

ENOUGH_SECONDS = 10.0
FEWEST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: a rate if its unit ends in "/s", else a cost.

    `unavoidable` is what the primitives that the work cannot do without would make of it in the same run, `ratio` how
    many times their time the work took. `peer` names other software that does the same work, with its figure,
    `conditions` the day and the machine's load before it was measured.
    """

    name: str
    value: float
    unit: str
    what: str
    unavoidable: float | None = None
    ratio: float | None = None
    peer: tuple[str, float] | None = None
    conditions: str = ""
    latency: tuple[float, float, float] | None = None
    """Seconds that 50, 95 and 99 of a hundred requests did not exceed."""

    def saying(self, more: str) -> Figure:
        """The figure with more said of it."""
        return replace(self, what=f"{self.what}; {more}")

    def with_latency(self, p50: float, p95: float, p99: float) -> Figure:
        """The figure of requests, with how long an answer took."""
        told = ", ".join(f"p{part} {number(1000 * value)}" for part, value in ((50, p50), (95, p95), (99, p99)))
        return replace(self, latency=(p50, p95, p99)).saying(f"{told} ms")

    def encode(self) -> dict[str, Any]:
        """The figure as JSON."""
        peer = None if self.peer is None else {"name": self.peer[0], "value": self.peer[1]}
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "what": self.what,
            "unavoidable": self.unavoidable,
            "ratio": self.ratio,
            "peer": peer,
            "conditions": self.conditions,
            "latency": self.latency,
        }


def decode(value: dict[str, Any]) -> Figure:
    """The figure that `Figure.encode` wrote."""
    peer = value["peer"]
    return Figure(**{**value, "peer": None if peer is None else (peer["name"], peer["value"])})


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, by the wall's clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compared(name: str, what: str, unit: str, pairs: Sequence[tuple[float, float]], per: float) -> Figure:
    """A figure from pairs of seconds: what the work took, and its primitives right after it.

    They take turns so that both meet the same disk and the same neighbours, and medians are compared. `per` is how many
    things one work does where `unit` is "/s", else how many units a second has.
    """
    taken, least = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(work / floor for work, floor in pairs)
    if unit == "/s":
        return Figure(name, per / taken, unit, what, per / least, ratio)
    return Figure(name, taken * per, unit, what, least * per, ratio)


def in_turn(works: Iterable[Callable[[], object]], floor: Callable[[], object]) -> list[tuple[float, float]]:
    """The seconds of each work, and of the floor right after it; no more after ENOUGH_SECONDS."""
    pairs: list[tuple[float, float]] = []
    for work in works:
        pairs.append((seconds(work), seconds(floor)))
        if len(pairs) >= FEWEST_ROUNDS and sum(map(sum, pairs)) > ENOUGH_SECONDS:
            break
    return pairs


def quantile(name: str, what: str, taken: Sequence[float], part: float) -> Figure:
    """A cost in milliseconds that so large a part of the seconds taken does not exceed."""
    value = sorted(taken)[min(len(taken) - 1, math.ceil(part * len(taken)) - 1)]
    return Figure(name, value * 1e3, "ms", what)


def number(value: float) -> str:
    """A value with three significant digits or more."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value else "0"


def table(figures: Sequence[Figure]) -> str:
    """The figures as one table of plain text."""
    rows = [("", "measured", "", "primitives", "ratio", "peer")]
    rows += [row(figure) for figure in figures]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(rows[0]))]
    lines = []
    for cells in rows:
        texts = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
        texts[0], texts[2], texts[5] = cells[0].ljust(widths[0]), cells[2].ljust(widths[2]), cells[5]
        lines.append("  ".join(texts).rstrip())
    return "\n".join(lines)


def row(figure: Figure) -> tuple[str, str, str, str, str, str]:
    """A figure's cells: name, value, unit, what the primitives would make of it, ratio, peer."""
    return (
        figure.name,
        number(figure.value),
        figure.unit,
        "" if figure.unavoidable is None else number(figure.unavoidable),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        "" if figure.peer is None else f"{figure.peer[0]}: {number(figure.peer[1])}",
    )
