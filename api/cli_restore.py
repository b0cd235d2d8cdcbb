"""`wayproof restore`: a backup into an empty place, checked, and held against chain and peers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.cli_backup import passphrase_of, show_rows
from ledger import age
from ledger.backup import KEY_SUFFIX
from ledger.chain import Chain
from ledger.errors import AgeError, BackupError, SettingsError
from ledger.files import sync_folder, write_with
from ledger.fsck import Checked, check_ledger
from ledger.peers import Peer
from ledger.restore import Restored, Restoring, discard, restore
from ledger.service import open_ledger
from ledger.settings import Settings, load_settings
from ledger.store import Store, place_of

INCOMPLETE = 2
_RESTORING = "restoring.db"
_NOBODYS_KEY = b"\x01" * 32
"""The chain is only read here."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Restore a backup into an empty folder or database, check all of it, and hold it against the chain and against "
        "peers. A backup behind them is not restored: a ledger that went on with it would fork its log. Exit code 0 if "
        "it may go on, 2 if that is not known, since the chain could not be asked, or if it may only be read."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--into", metavar="DIR|URL", help="an empty data folder or database (default: where the settings say)"
    )
    opened = parser.add_mutually_exclusive_group(required=True)
    opened.add_argument("--identity", type=Path, metavar="FILE", help="the age key for which it was encrypted")
    opened.add_argument("--passphrase-file", type=Path, metavar="FILE", help=f"its passphrase, for FILE{KEY_SUFFIX}")
    parser.add_argument("--master-key", type=Path, metavar="FILE", help="the master key, if it is not in the backup")
    parser.add_argument(
        "--peer", action="append", default=[], metavar="URL|FOLDER", help="another host, an archive, an auditor's state"
    )
    parser.add_argument("--offline", action="store_true", help="do not ask the chain; the ledger does before it signs")
    parser.add_argument(
        "--even-behind", action="store_true", help="restore what is behind too, to be read and no more, for good"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file (default: wayproof.toml)")


def run(options: argparse.Namespace) -> int:
    """Restore, check, and say how it stands."""
    settings = _settings(options)
    identities = _identities(options)
    chain = None if options.offline else Chain(settings.rpc, _NOBODYS_KEY, fee_ceiling=0, timeout=settings.rpc_timeout)
    peers = tuple(Peer(name) for name in options.peer)
    given = Restoring(options.file, identities, chain, peers, options.even_behind)
    if settings.database_url:
        done, found = _restore(settings, options, given)
    else:
        done, found = _restore_into_folder(settings, options, given)
    place = place_of(settings.database_url) if settings.database_url else settings.data_dir
    print(f"{place}: {found.statements} log entries, {found.waiting} waiting, {found.anchors} anchors; in order")
    if done.behind:
        print(f"to be read only: {done.behind}")
        return INCOMPLETE
    if not done.compared and done.about.anchored_at is not None:
        print("the chain was not asked whether it knows more of the log; the ledger asks it before it signs anything")
        return INCOMPLETE
    return 0


def _restore(settings: Settings, options: argparse.Namespace, given: Restoring) -> tuple[Restored, Checked]:
    """Restore and check; what cannot be used is not left behind."""
    store = Store(settings.database)
    try:
        done = restore(store, given, show_rows if sys.stderr.isatty() else lambda *_: None)
        try:
            return done, _check(settings, options, done)
        except BaseException:
            discard(store)
            raise
    finally:
        store.close()


def _check(settings: Settings, options: argparse.Namespace, done: Restored) -> Checked:
    made = _put_master_key(settings, options, done)
    try:
        ledger = open_ledger(settings.model_copy(update={"origin": done.about.origin}))
        try:
            return check_ledger(ledger)
        finally:
            ledger.close()
    except BaseException:
        if made:
            settings.master_key.unlink()
        raise


def _restore_into_folder(settings: Settings, options: argparse.Namespace, given: Restoring) -> tuple[Restored, Checked]:
    """Restore under another name than a ledger looks for, which the database is given when it is in order."""
    folder = settings.data_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob(f"{_RESTORING}*"):
        left.unlink()
    others = [each.name for each in folder.iterdir() if each != settings.master_key]
    if others:
        raise BackupError(f"{folder} is not empty: it has {min(others)}")
    try:
        found = _restore(
            settings.model_copy(update={"database_url": f"sqlite:///{folder / _RESTORING}"}), options, given
        )
        if (folder / f"{_RESTORING}-wal").exists():
            raise BackupError(f"{folder} has a database that is still in use")
        (folder / _RESTORING).rename(folder / "ledger.db")
        sync_folder(folder)
    finally:
        for left in folder.glob(f"{_RESTORING}*"):
            left.unlink()
    return found


def _settings(options: argparse.Namespace) -> Settings:
    given: dict[str, str] = {}
    if options.into is not None:
        is_url = "://" in options.into
        given = {"database_url": options.into} if is_url else {"data_dir": options.into, "database_url": ""}
    try:
        return load_settings(options.config, given)
    except SettingsError as error:  # which names the setting as an option of its own
        raise SettingsError(str(error).replace("--database-url:", "--into:")) from None


def _identities(options: argparse.Namespace) -> list[age.Identity]:
    if options.identity is not None:
        return age.read_identities(options.identity)
    key = options.file.with_name(options.file.name + KEY_SUFFIX)
    try:
        sealed = key.read_bytes()
    except OSError as error:
        raise AgeError(f"{key}, which the passphrase opens: {error.strerror}") from None
    return age.open_identity(sealed, passphrase_of(options.passphrase_file) or "")


def _put_master_key(settings: Settings, options: argparse.Namespace, done: Restored) -> bool:
    """Put the master key where the settings say, unless one is there; whether it was put."""
    key = done.master_key
    if options.master_key is not None:
        try:
            key = options.master_key.read_bytes()
        except OSError as error:
            raise BackupError(f"{options.master_key}: {error.strerror}") from None
    if key is None or settings.master_key.exists():
        return False
    content = key
    write_with(settings.master_key, lambda file: file.write(content), mode=0o600)
    return True
