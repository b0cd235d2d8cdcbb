"""`wayproof worker`: sequence, index, anchor, confirm, by the clock."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.logging import configure_logging
from ledger.settings import load_settings
from ledger.tasks import run_worker


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = "Run one more Celery worker on this ledger. Each is a clock too, so that the others may die."
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file (default: wayproof.toml)")
    parser.add_argument("--no-clock", action="store_true", help="leave the clock to other workers")


def run(options: argparse.Namespace) -> int:
    """Work until a signal ends it."""
    settings = load_settings(options.config)
    configure_logging(settings.log_level)
    run_worker(settings, clock=not options.no_clock)
    return 0
