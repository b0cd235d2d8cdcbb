"""`wayproof backup`: the whole database as it stands, in one encrypted file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ledger.backup import KEY_SUFFIX, Sealing, write_backup
from ledger.errors import BackupError
from ledger.service import open_ledger
from ledger.settings import Settings, load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Write the database, while the ledger runs, into one encrypted file, and read it back. The file is of the age "
        "format, so that the tool `age` opens it too; inside is a gzipped tar. The master key is not in it, and "
        "without it nothing that is sealed can be opened: keep it elsewhere, or say --with-master-key."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to be written")
    sealed = parser.add_mutually_exclusive_group(required=True)
    sealed.add_argument("--recipient", action="append", default=[], metavar="age1…", help="encrypt for this age key")
    sealed.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"encrypt under its first line; FILE{KEY_SUFFIX} comes too",
    )
    parser.add_argument("--with-master-key", action="store_true", help="put the master key into the backup")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file (default: wayproof.toml)")


def run(options: argparse.Namespace) -> int:
    """Write the backup, and say what is in it."""
    settings = load_settings(options.config)
    sealing = Sealing(tuple(options.recipient), passphrase_of(options.passphrase_file), _master_key(settings, options))
    ledger = open_ledger(settings)
    try:
        done = write_backup(ledger, options.file, sealing, show_rows if sys.stderr.isatty() else lambda *_: None)
    finally:
        ledger.close()
    about = done.about
    print(
        f"{options.file}: {about.size} log entries, {about.anchors} anchors, {sum(done.rows.values())} rows, "
        f"{done.size} bytes; read back and in order"
    )
    if options.passphrase_file is not None:
        print(f"it opens with the passphrase and {options.file}{KEY_SUFFIX} together")
    if sealing.master_key is None:
        print(f"the master key is not in it: keep {settings.master_key} elsewhere")
    return 0


def passphrase_of(path: Path | None) -> str | None:
    """The passphrase in a file, its first line; raises BackupError if there is none."""
    if path is None:
        return None
    try:
        first = path.read_text("utf-8").splitlines()[:1]
    except (OSError, ValueError) as error:
        raise BackupError(f"{path}: {error}") from None
    if not first or not first[0]:
        raise BackupError(f"{path} has no passphrase in its first line")
    return first[0]


def show_rows(table: str, rows: int, _total: int) -> None:
    """Say on a terminal's line how far a command is."""
    print(f"\r\x1b[K{table}: {rows} rows", end="", file=sys.stderr, flush=True)


def _master_key(settings: Settings, options: argparse.Namespace) -> bytes | None:
    if not options.with_master_key:
        return None
    try:
        return bytes(settings.master_key.read_bytes())
    except OSError as error:
        raise BackupError(f"the master key {settings.master_key}: {error.strerror}") from None
