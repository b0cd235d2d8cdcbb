"""docs/benchmarks.md, written from the figures beside it, which are those of one or several runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.figures import number, row
from bench.results import Results

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "benchmarks.md"
FIGURES = DOCS / "benchmarks.json"

_INTRODUCTION = """\
# Benchmarks

Made by `python -m bench --write-docs`, with [benchmarks.json](benchmarks.json); do not edit by hand. `make bench`
measures in a few minutes on your machine and prints one table, `make bench ARGS=--full` all sizes, on both databases,
in about an hour; `make bench ARGS="--only NAME"` measures a part again and leaves the other figures as they are. The
last column has the day and the machine's load in the minute before, which another part may have made.
[performance.md](performance.md) says where the time goes.

The unit of work is an EPCIS ObjectEvent with one EPC, two places and a business transaction, each different from all
others. *Primitives* is what the same run gives for the steps alone that the work cannot avoid, on the same data and the
same disk, done with the fastest library at hand and nothing around them; *ratio* is how many times their time the work
took, so 1 would be perfect. Work and primitives take turns, and medians are shown. *Peer* is other software from PyPI
or npm that does the same, measured in the same run.

A virtual machine's speed changes with what else its host does: on this one the same code took up to twice as long at
one hour as at another, with the same ratio. Compare ratios first, and rates only within one run.
"""

_NOTES = """\
## How to read them

- Capture is complete when an event is validated, canonicalised, hashed, authorised, hidden member by member, signed and
  committed with `synchronous=FULL`, and its promise is signed. Its primitives are those of the table above; over HTTP
  the same requests to an application that does nothing are added to them.
- Over HTTP the client is a process of its own on the same two cores: raw sockets, one request after the other on each
  connection, the bytes of all requests made before the clock starts. It takes 20 to 40 µs of its core for each request,
  whether that has one event or a hundred. The primitives of several connections have one commit for all, those of one
  connection a commit for each request. The promises of a document are signed when its job is read, those of a
  checkpoint before it is answered.
- One process captures; sequencing, the item index and anchoring are done by another. They keep up if their rates are
  above that of capture. The primitives of *sequence* are the rows read back, a leaf and a node hashed for each, and as
  many rows written; those of *index* and *item index* the hashes of one bucket and one path of the trie for each
  changed list, and one row written for it.
- Gas is that of a whole transaction to the real contract, shared by the events that it is the first to cover; an anchor
  costs the same whatever it covers. The primitives are a transaction with as much data that does nothing.
- Where a log has more statements than were captured, all but those of the items asked for are fillers: written in bulk,
  as large as real ones, but not signed, and each about an item of its own. Tiles, tree head, lists and item index are
  truly computed over them and anchored on the chain, so that the passports verify. What is asked for was captured,
  signed and is strewn among them.
- *Sustained* runs the processes that `wayproof up` runs, on the same machine as the party that posts. A ledger that
  keeps up has no more statements that are not final at the end than at the beginning.
- *Recall* asks as `GET /api/v1/descendants` does for all that was made from an item, page after page.
- *Resolver* is the work of a request without HTTP: the path read, what is known and linked looked up for each level,
  and the linkset made, recalls included. Each serial has a link and is on a list of the log.
- A passport's primitives are its rows, its JSON, its signatures and its hashes; those of its verification its JSON, its
  signatures and its hashes. In Chromium the page also reads the chain by JSON-RPC and draws itself.
- The peer that reads statements checks less: neither that the encoding is the only one, nor what the payload holds.
  That of the peer in Node says for how many of the events it gives the fingerprint that we give.
"""


def write(results: Results, order: Sequence[str]) -> None:
    """Write the page and its figures, benchmark after benchmark."""
    results.write(FIGURES)
    PAGE.write_text(render(results, order), "utf-8")


def render(results: Results, order: Sequence[str]) -> str:
    """The page's text."""
    lines = [_INTRODUCTION, "## Machine", ""]
    lines += [f"- {name}: {value}" for name, value in results.machine.items()]
    lines += ["", "## Figures", "", "| | measured | primitives | ratio | peer | what | when |"]
    lines.append("|---|---:|---:|---:|---|---|---|")
    for figure in results.all(order):
        name, value, unit, least, ratio, peer = row(figure)
        cells = (name, f"{value} {unit}", least, ratio, peer, figure.what, figure.conditions)
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## What no capture can avoid", "", "| | µs per event |", "|---|---:|"]
    lines += [f"| {name} | {number(microseconds)} |" for name, microseconds in results.parts.items()]
    return "\n".join([*lines, "", _NOTES])
