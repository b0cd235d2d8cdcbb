"""What stands in a backup besides rows: of which log it is and how far that had come; and reading one through."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, BinaryIO

import orjson

from ledger.errors import BackupError

VERSION = 1
ABOUT, MANIFEST, MASTER_KEY = "backup.json", "manifest.json", "master.key"
_MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class AnchoredAt:
    """Where the log is anchored: chain id and first block's hash, TraceAnchor's address, the log's id."""

    chain_id: int
    genesis: bytes
    contract: bytes
    log_id: bytes


@dataclass(frozen=True, slots=True)
class About:
    """Of what a backup is: schema revision, when it was made, the log's name, key (a vkey) and newest tree head.

    `anchors` is how many the ledger had made, `newest_head` the last one's head.
    """

    schema: str
    software: str
    made: int
    origin: str
    log_key: str
    size: int
    root: bytes
    tree_head: str
    anchors: int
    newest_head: bytes
    anchored_at: AnchoredAt | None

    def encode(self) -> dict[str, Any]:
        """It as JSON."""
        at = self.anchored_at
        return {
            "anchoredAt": at
            and {
                "chainId": at.chain_id,
                "contract": at.contract.hex(),
                "genesis": at.genesis.hex(),
                "logId": at.log_id.hex(),
            },
            "anchors": self.anchors,
            "logKey": self.log_key,
            "made": self.made,
            "newestHead": self.newest_head.hex(),
            "origin": self.origin,
            "root": self.root.hex(),
            "schema": self.schema,
            "size": self.size,
            "software": self.software,
            "treeHead": self.tree_head,
            "version": VERSION,
        }


@dataclass
class ReadBackup:
    """What was read of a backup."""

    about: About
    rows: dict[str, int] = field(default_factory=dict)
    master_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """What to do while a backup is read: with what it is about, before any row; with each part's content."""

    begin: Callable[[ReadBackup], None] = lambda read: None
    part: Callable[[bytes], None] = lambda content: None


def check_backup(stream: BinaryIO) -> ReadBackup:
    """Read a decrypted backup through; raises BackupError if it is damaged."""
    return read_backup(stream, Taking())


def read_backup(stream: BinaryIO, taking: Taking) -> ReadBackup:
    """Read a decrypted backup and hand out its parts; what was handed out is void if it raises.

    Raises BackupError if it is none, damaged, or cut off, and whatever `taking` raises.
    """
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") as zipped, tarfile.open(fileobj=zipped, mode="r|") as tar:
            read = _read(tar, taking)
            while zipped.read(1 << 20):  # to the end, where the checksums are
                pass
        while stream.read(1 << 20):
            pass
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BackupError(f"the backup is damaged or cut off: {error}") from None
    return read


def _read(tar: tarfile.TarFile, taking: Taking) -> ReadBackup:
    read: ReadBackup | None = None
    digests: dict[str, str] = {}
    for member in tar:
        content = _content(tar, member)
        if read is None:
            if member.name != ABOUT:
                raise BackupError("the file is no backup of a Wayproof ledger")
            read = ReadBackup(_parse_about(content))
            begun = False
        elif member.name == MASTER_KEY:
            read.master_key = content
        elif member.name == MANIFEST:
            _check(content, digests)
            return read
        else:
            if not begun:
                taking.begin(read)
                begun = True
            digests[member.name] = sha256(content).hexdigest()
            taking.part(content)
            table = member.name.partition("-")[2].removesuffix(".jsonl")
            read.rows[table] = read.rows.get(table, 0) + content.count(b"\n")
    raise BackupError("the backup is cut off: it has no manifest")


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member) if member.isreg() and member.size <= _MOST_BYTES else None
    if file is None:
        raise BackupError(f"the backup has a member that none has: {member.name}")
    return file.read()


def _check(manifest: bytes, digests: dict[str, str]) -> None:
    try:
        parts = {part["name"]: part["sha256"] for part in orjson.loads(manifest)["parts"]}
    except (ValueError, KeyError, TypeError):
        raise BackupError("the backup's manifest is damaged") from None
    for name in parts.keys() | digests.keys():
        if parts.get(name) != digests.get(name):
            raise BackupError(f"the backup is damaged: {name} is not what its manifest says")


def _parse_about(content: bytes) -> About:
    try:
        value = orjson.loads(content)
        if value["version"] != VERSION:
            raise BackupError(f"the backup has format {value['version']}, and this version of Wayproof reads {VERSION}")
        at = value["anchoredAt"]
        return About(
            schema=str(value["schema"]),
            software=str(value["software"]),
            made=int(value["made"]),
            origin=str(value["origin"]),
            log_key=str(value["logKey"]),
            size=int(value["size"]),
            root=bytes.fromhex(value["root"]),
            tree_head=str(value["treeHead"]),
            anchors=int(value["anchors"]),
            newest_head=bytes.fromhex(value["newestHead"]),
            anchored_at=at
            and AnchoredAt(
                int(at["chainId"]),
                bytes.fromhex(at["genesis"]),
                bytes.fromhex(at["contract"]),
                bytes.fromhex(at["logId"]),
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"the backup does not say of what it is: {error}") from None
