"""Measure, print one table, write JSON; with --write-docs also docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from bench import capture, documentation, gas, item_index, machine, over_http, parts, passports, pipeline
from bench.figures import Figure, number, table

RESULTS = Path(__file__).parent / "results.json"

BENCHMARKS: dict[str, Callable[[argparse.Namespace], list[Figure]]] = {
    "capture": lambda given: capture.measure(given.rounds),
    "http": lambda given: over_http.measure(given.rounds),
    "pipeline": lambda given: pipeline.measure(given.rounds // 3 + 1),
    "index": lambda given: item_index.measure(given.index_keys, max(1, given.index_keys // 10), given.rounds // 4 + 1),
    "gas": lambda given: gas.measure(),
    "passport": lambda given: passports.measure(given.statements, 10 * given.rounds, given.visits),
    "parts": lambda given: parts.measure(given.rounds),
}
"""In the order of the data path."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=list(BENCHMARKS), nargs="+", help="these alone")
    parser.add_argument("--statements", type=int, default=3_000, help="in the log around the passport's item")
    parser.add_argument("--index-keys", type=int, default=100_000, help="in the item index to start with")
    parser.add_argument("--rounds", type=int, default=15, help="how often each is repeated")
    parser.add_argument("--visits", type=int, default=9, help="of a browser; 0 for none")
    parser.add_argument("--json", type=Path, default=RESULTS, help="where to write the figures")
    parser.add_argument("--write-docs", action="store_true", help="write docs/benchmarks.md, from all of them")
    given = parser.parse_args(arguments)
    if given.write_docs and given.only:
        parser.error("--write-docs wants all of them")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    described = machine.describe()
    figures: list[Figure] = []
    for name, benchmark in BENCHMARKS.items():
        if not given.only or name in given.only:
            print(f"{name} … ", end="", file=sys.stderr, flush=True)
            started = time.monotonic()
            figures += benchmark(given)
            print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    least = capture.parts(given.rounds)
    print("\n".join(f"{name}: {value}" for name, value in described.items()), end="\n\n")
    print(table(figures), end="\n\n")
    print("What no capture can avoid, in µs per event:")
    print("\n".join(f"  {number(value):>8}  {name}" for name, value in least.items()))
    results = {"machine": described, "figures": [figure.encode() for figure in figures], "parts": least}
    given.json.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    if given.write_docs:
        documentation.write(described, figures, least)


if __name__ == "__main__":
    main()
