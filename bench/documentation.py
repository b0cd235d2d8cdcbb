"""docs/benchmarks.md, written from one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.figures import Figure, number, row

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"

_INTRODUCTION = """\
# Benchmarks

Made by `make bench ARGS=--write-docs`; do not edit by hand. `make bench` measures the same on your machine, prints one
table and writes `bench/results.json`; `make bench ARGS=--help` lists what can be made larger.

The unit of work is an EPCIS ObjectEvent with one EPC, two places and a business transaction, each different from all
others. *Primitives* is what the same run gives for the steps alone that the work cannot avoid, on the same data and the
same disk, done with the fastest library at hand and nothing around them; *ratio* is how many times their time the work
took, so 1 would be perfect. Work and primitives take turns, and medians are shown. *Peer* is other software from PyPI
that does the same, measured in the same run.
"""

_NOTES = """\
## How to read them

- Capture is complete when an event is validated, canonicalised, hashed, authorised, hidden member by member, signed and
  committed with `synchronous=FULL`, and its promise is signed. Its primitives are those of the table above; over HTTP
  the same requests to an application that does nothing are added to them.
- One process captures; sequencing, the item index and anchoring are done by another. They keep up if their rates are
  above that of capture. The primitives of *sequence* are the rows read back, a leaf and a node hashed for each, and as
  many rows written; those of *index* and *item index* the hashes of one bucket and one path of the trie for each
  changed list, and one row written for it.
- Gas is that of a whole transaction to the real contract, shared by the events that it is the first to cover; an anchor
  costs the same whatever it covers. The primitives are a transaction with as much data that does nothing.
- A passport's primitives are its rows, its JSON, its signatures and its hashes; those of its verification its JSON, its
  signatures and its hashes. In Chromium the page also reads the chain by JSON-RPC and draws itself.
- The peer that reads statements checks less: neither that the encoding is the only one, nor what the payload holds.
- Services in Python of the same kind (SCITT transparency services, statements posted over HTTP) were measured before
  this project began at 167 and 518 statements a second on two cores.
"""


def write(machine: Mapping[str, str], figures: Sequence[Figure], parts: Mapping[str, float]) -> None:
    """Write the page."""
    PAGE.write_text(render(machine, figures, parts), "utf-8")


def render(machine: Mapping[str, str], figures: Sequence[Figure], parts: Mapping[str, float]) -> str:
    """The page's text."""
    lines = [_INTRODUCTION, "## Machine", ""]
    lines += [f"- {name}: {value}" for name, value in machine.items()]
    lines += ["", "## Figures", "", "| | measured | primitives | ratio | peer | what |", "|---|---:|---:|---:|---|---|"]
    for figure in figures:
        name, value, unit, least, ratio, peer = row(figure)
        lines.append(f"| {name} | {value} {unit} | {least} | {ratio} | {peer} | {figure.what} |")
    lines += ["", "## What no capture can avoid", "", "| | µs per event |", "|---|---:|"]
    lines += [f"| {name} | {number(microseconds)} |" for name, microseconds in parts.items()]
    return "\n".join([*lines, "", _NOTES])
