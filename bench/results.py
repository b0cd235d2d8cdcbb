"""Figures kept in one file from run to run, so that a long part can be measured alone and the page written later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import Figure, decode


@dataclass
class Results:
    """What was measured: the machine, figures by benchmark, and what no capture can avoid in µs per event."""

    machine: dict[str, str] = field(default_factory=dict)
    figures: dict[str, dict[str, Figure]] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)

    def keep(self, benchmark: str, figures: Sequence[Figure]) -> None:
        """Keep a benchmark's figures; those of the same name are replaced."""
        self.figures.setdefault(benchmark, {}).update({figure.name: figure for figure in figures})

    def all(self, order: Sequence[str]) -> list[Figure]:
        """All figures, benchmark after benchmark."""
        return [figure for name in order for figure in self.figures.get(name, {}).values()]

    def write(self, path: Path) -> None:
        """Write the file."""
        value: dict[str, Any] = {
            "machine": self.machine,
            "figures": {name: [each.encode() for each in held.values()] for name, held in self.figures.items()},
            "parts": self.parts,
        }
        path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")


def read_results(path: Path) -> Results:
    """What a file holds; nothing if it is not there."""
    if not path.exists():
        return Results()
    value = json.loads(path.read_text("utf-8"))
    results = Results(value["machine"], {}, value["parts"])
    for name, held in value["figures"].items():
        results.keep(name, [decode(each) for each in held])
    return results
