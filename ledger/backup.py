"""Backups: one snapshot of the whole database, while the ledger runs, as an encrypted stream (docs/backup.md).

Inside the age encryption is a gzipped tar: `backup.json` first, which says of what it is; the tables' rows in parts;
`manifest.json` last, with the SHA-256 of each part. What was written is read back before it gets its name.
"""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import orjson
import sqlalchemy as sa

from ledger import age, store_anchors, store_backup, store_chain, store_log
from ledger.backup_format import ABOUT, MANIFEST, MASTER_KEY, VERSION, About, AnchoredAt, check_backup
from ledger.errors import BackupError, NotReady
from ledger.files import write_with
from ledger.service import Ledger

KEY_SUFFIX = ".key"
Progress = Callable[[str, int, int], None]
"""Told which table is being written, and how many of its rows are."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """For whom a backup is encrypted: age recipients, or a passphrase. The master key goes inside if it is given."""

    recipients: Sequence[str] = ()
    passphrase: str | None = None
    master_key: bytes | None = None


@dataclass
class BackedUp:
    """What a backup holds: what it is about, rows by table, and its size in bytes."""

    about: About
    rows: dict[str, int] = field(default_factory=dict)
    size: int = 0


def write_backup(ledger: Ledger, path: Path, sealing: Sealing, progress: Progress = lambda *_: None) -> BackedUp:
    """Write a backup to a file, which is there only when it has been read back.

    With a passphrase a second file is written, its name with `.key` added, without which the first cannot be opened.

    Raises:
        AgeError: a recipient is none.
        BackupError: there is such a file already, or what was written cannot be read back.
        NotReady: the log is not begun.
        OSError: the file cannot be written.
    """
    key_path = path.with_name(path.name + KEY_SUFFIX)
    for each in (path, key_path) if sealing.passphrase is not None else (path,):
        if each.exists():
            raise BackupError(f"{each} is there already: backups are not overwritten")
    to = age.parse_recipients(sealing.recipients)
    if sealing.passphrase is not None:
        opener = age.new_identity()
        to.append(opener.to_public())
        sealed = age.seal_identity(opener, sealing.passphrase)
        write_with(key_path, lambda file: file.write(sealed), mode=0o600)
    if not to:
        raise BackupError("a backup is encrypted: name a recipient, or give a passphrase")
    done: list[BackedUp] = []
    try:
        write_with(path, lambda file: done.append(_write_and_check(ledger, sealing, file, to, progress)), mode=0o600)
    except BaseException:
        if sealing.passphrase is not None:  # else a file of that name is the key of another backup
            key_path.unlink(missing_ok=True)
        raise
    done[0].size = path.stat().st_size
    return done[0]


def _write_and_check(
    ledger: Ledger, sealing: Sealing, file: BinaryIO, to: Sequence[age.Recipient], progress: Progress
) -> BackedUp:
    reader = age.new_identity()  # to read back what only others can open; nobody keeps it
    with ledger.store.read() as connection:
        done = BackedUp(_about(ledger, connection))
        age.encrypt(lambda out: _write(connection, sealing, done, out, progress), file, [*to, reader.to_public()])
    file.flush()
    with Path(file.name).open("rb") as written:
        read_back = age.decrypt(written, check_backup, [reader])
    if read_back.rows != done.rows or read_back.about != done.about:
        raise BackupError("what was written is not what was to be written")
    return done


def _write(connection: sa.Connection, sealing: Sealing, done: BackedUp, out: BinaryIO, progress: Progress) -> None:
    parts: list[dict[str, object]] = []
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0, filename="") as zipped,
        tarfile.open(fileobj=zipped, mode="w|", format=tarfile.USTAR_FORMAT) as tar,
    ):
        _add(tar, ABOUT, orjson.dumps(done.about.encode()))
        if sealing.master_key is not None:
            _add(tar, MASTER_KEY, sealing.master_key)
        for number, part in enumerate(store_backup.dump(connection)):
            name = f"rows/{number:06}-{part.table}.jsonl"
            _add(tar, name, part.content)
            parts.append({"name": name, "rows": part.rows, "sha256": sha256(part.content).hexdigest()})
            done.rows[part.table] = done.rows.get(part.table, 0) + part.rows
            progress(part.table, done.rows[part.table], 0)
        _add(tar, MANIFEST, orjson.dumps({"parts": parts, "version": VERSION}))


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    member.mode = 0o600
    tar.addfile(member, io.BytesIO(content))


def _about(ledger: Ledger, connection: sa.Connection) -> About:
    head, anchors = store_log.newest_tree_head(connection), store_anchors.listing(connection, None, 1)
    if head is None:
        raise NotReady("the log has not been begun")
    where = store_chain.deployment(connection)
    newest = anchors[0] if anchors else None
    return About(
        schema=store_backup.schema_revision(connection),
        software=version("wayproof"),
        made=ledger.clock(),
        origin=ledger.origin,
        log_key=ledger.log_signer.key.vkey,
        size=head.size,
        root=head.root,
        tree_head=head.note,
        anchors=newest.anchor.seq + 1 if newest else 0,
        newest_head=newest.head if newest else b"",
        anchored_at=None
        if where is None
        else AnchoredAt(where.chain_id, where.genesis, where.trace_anchor, where.log_id),
    )
