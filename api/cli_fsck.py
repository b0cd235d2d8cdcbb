"""`wayproof fsck`: everything stored, recomputed from the statements."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ledger.errors import Broken
from ledger.fsck import check_ledger
from ledger.service import open_ledger
from ledger.settings import load_settings

BROKEN = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Recompute log, lists, item index and anchors from the statements. Exit code 0 if all is in order, 2 if "
        "something is wrong; the first such thing is named."
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file (default: wayproof.toml)")


def run(options: argparse.Namespace) -> int:
    """Check, and say what was found."""
    ledger = open_ledger(load_settings(options.config))
    try:
        found = check_ledger(ledger, _show if sys.stderr.isatty() else lambda *_: None)
    except Broken as broken:
        print(f"wrong: {broken}", file=sys.stderr)
        return BROKEN
    finally:
        ledger.close()
    print(
        f"in order: {found.statements} statements in the log and {found.waiting} waiting, {found.lists} item lists, "
        f"{found.tree_heads} tree heads, {found.anchors} anchors"
    )
    return 0


def _show(what: str, done: int, total: int) -> None:
    print(f"\r{what}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
