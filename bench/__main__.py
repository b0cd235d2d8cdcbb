"""Measure, print one table, keep the figures; with --write-docs also write docs/benchmarks.md from what is kept."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from bench import (
    at_scale,
    capture,
    documentation,
    gas,
    item_index,
    machine,
    over_http,
    parts,
    passports,
    pipeline,
    recall,
    replaying,
    resolver,
    sustained,
    worlds,
)
from bench.figures import Figure, number, table
from bench.results import Results, read_results

RESULTS = Path(__file__).parent / "results.json"

BENCHMARKS: dict[str, Callable[[argparse.Namespace], Iterator[list[Figure]]]] = {
    "capture": lambda given: iter([capture.measure(given.rounds)]),
    "http": lambda given: iter([over_http.measure(given.rounds)]),
    "pipeline": lambda given: iter([pipeline.measure(given.rounds // 3 + 1)]),
    "sustained": lambda given: iter([sustained.measure(given.seconds, given.rate)]),
    "index": lambda given: (item_index.measure(keys, _batch(keys), given.rounds // 4 + 1) for keys in given.index_keys),
    "gas": lambda given: iter([gas.measure()]),
    "passport": lambda given: iter([passports.measure(given.statements, 10 * given.rounds, given.visits)]),
    "scale": lambda given: (at_scale.measure(size, given.rounds // 4 + 1) for size in given.sizes),
    "recall": lambda given: iter([recall.measure(given.edges)]),
    "resolver": lambda given: iter([resolver.measure(given.serials, given.rounds)]),
    "audit": lambda given: iter([replaying.measure(given.rounds // 3 + 1)]),
    "parts": lambda given: iter([parts.measure(given.rounds)]),
}
"""In the order of the data path. Each gives its figures size after size, for some take long."""

ON_BOTH = ("capture", "http", "pipeline", "sustained", "scale", "recall", "resolver")
"""Those that measure the database too."""

FULL = {
    "databases": list(worlds.KINDS),
    "edges": 1_000_000,
    "index_keys": [10_000, 1_000_000, 10_000_000],
    "rate": 4_000.0,
    "seconds": 600.0,
    "serials": 1_000_000,
    "sizes": [10_000, 1_000_000, 10_000_000],
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what was asked for."""
    given = _options().parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    chosen = given.only if given.only is not None else list(BENCHMARKS)
    results = read_results(given.json) if given.only is not None else Results()
    results.machine = machine.describe()
    measured: list[Figure] = []
    for kind in given.databases:
        with worlds.on_database(kind):
            for name in chosen:
                if kind == worlds.KINDS[0] or name in ON_BOTH:
                    measured += _run(name, kind, given, results)
                    results.write(given.json)
    if "capture" in chosen:
        results.parts = capture.parts(given.rounds)
        results.write(given.json)
    print("\n".join(f"{name}: {value}" for name, value in results.machine.items()), end="\n\n")
    print(table(measured), end="\n\n")
    print("What no capture can avoid, in µs per event:")
    print("\n".join(f"  {number(value):>8}  {name}" for name, value in results.parts.items()))
    if given.write_docs:
        documentation.write(results, list(BENCHMARKS))


def _run(name: str, kind: str, given: argparse.Namespace, results: Results) -> list[Figure]:
    """Run one benchmark on one database and keep its figures."""
    print(f"{name} on {kind} … ", end="", file=sys.stderr, flush=True)
    started, conditions = time.monotonic(), machine.conditions()
    found: list[Figure] = []
    for figures in BENCHMARKS[name](given):
        suffix = "" if kind == worlds.KINDS[0] else " (PostgreSQL)"
        held = [replace(each, name=each.name + suffix, conditions=conditions) for each in figures]
        results.keep(name, held)
        results.write(given.json)
        found += held
        conditions = machine.conditions()
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    return found


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add("--only", choices=list(BENCHMARKS), nargs="*", help="these alone, the other figures stay; none: no figure")
    add("--full", action=_Full, nargs=0, help="all sizes, ten minutes of steady load, both databases; about an hour")
    add("--databases", choices=worlds.KINDS, nargs="+", default=["sqlite"], help="on which to measure")
    add("--sizes", type=int, nargs="+", default=[10_000], help="of the logs in which many passports are made")
    add("--index-keys", type=int, nargs="+", default=[100_000], help="in the item index to start with")
    add("--edges", type=int, default=100_000, help="between items and what was made of them, for a recall")
    add("--serials", type=int, default=100_000, help="of one class that the resolver knows")
    add("--seconds", type=float, default=20.0, help="of steady load")
    add("--rate", type=float, default=4_000.0, help="events a second of steady load")
    add("--statements", type=int, default=3_000, help="in the log around the passport that is looked at closely")
    add("--rounds", type=int, default=15, help="how often each is repeated")
    add("--visits", type=int, default=9, help="of a browser; 0 for none")
    add("--json", type=Path, default=RESULTS, help="where the figures are kept")
    add("--write-docs", action="store_true", help="write docs/benchmarks.md from all figures that are kept")
    return parser


class _Full(argparse.Action):
    """Sets what FULL says; options after it count."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, *_: object) -> None:
        for name, value in FULL.items():
            setattr(namespace, name, value)


def _batch(keys: int) -> int:
    """As many keys at a time as a second or two of full load brings."""
    return max(1, min(10_000, keys // 10))


if __name__ == "__main__":
    main()
