"""`wayproof archive`: the ledger as a folder of files that any web server can host."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledger.archive import Wanted, all_items, write_archive
from ledger.errors import SettingsError
from ledger.service import Ledger, open_ledger
from ledger.settings import load_settings
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Write the log, its anchors, the trust root, the page and passports into a folder that any web server can host "
        "and that verifies without us. A second run adds what is new."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder of its own")
    parser.add_argument("--items", type=Path, metavar="FILE", help="passports of these items, one identifier a line")
    parser.add_argument("--all-items", action="store_true", help="passports of every item")
    parser.add_argument(
        "--openings", action="append", default=[], metavar="age1…", help="also all openings, for this auditor's age key"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file (default: wayproof.toml)")


def run(options: argparse.Namespace) -> int:
    """Write the archive, and say what is new."""
    ledger = open_ledger(load_settings(options.config))
    try:
        wanted = Wanted(_items(ledger, options), tuple(options.openings))
        done = write_archive(ledger, options.folder, wanted, show if sys.stderr.isatty() else lambda *_: None)
    finally:
        ledger.close()
    for item, reason in done.skipped.items():
        print(f"wayproof archive: no passport of {item}: {reason}", file=sys.stderr)
    if done.openings_renewed:
        print("not all openings were for these recipients: they are encrypted anew, all of them and for these alone")
    print(
        f"{options.folder}: {done.size} log entries, {done.anchors} anchors; new are {done.tiles} tiles and bundles, "
        f"{done.pictures} pictures, {done.passports} passports, {done.openings} files of openings"
    )
    return 0


def show(what: str, done: int, total: int) -> None:
    """Say on a terminal's line how far a command is."""
    print(f"\r{what}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _items(ledger: Ledger, options: argparse.Namespace) -> Iterable[str]:
    if options.all_items:
        return all_items(ledger)
    return () if options.items is None else _listed(options.items)


def _listed(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                text = line.strip()
                if text and not text.startswith("#"):
                    try:
                        yield canonical_item(text)
                    except FormatError as error:
                        raise SettingsError(f"{path}, line {number}: {error}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is no text in UTF-8") from None
