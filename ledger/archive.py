"""A ledger as a folder of files that any web server can host, and that verifies without us (docs/backup.md).

Tiles, entry bundles, pictures and full files of anchors never change, and are written once. What is new refers to what
is there: the tree head and the manifest come last, so that whoever reads meanwhile reads the archive of before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import sqlalchemy as sa

from ledger import archive_page, store_anchors, store_log, store_statements
from ledger.archive_openings import Progress, write_openings
from ledger.archive_pictures import write_pictures
from ledger.errors import ArchiveConflict, NotProvable, NotReady, TooLarge
from ledger.files import write_file
from ledger.prove import passport
from ledger.sequence import stored_root
from ledger.service import Ledger
from ledger.showing import ANYONE
from ledger.statement import decode_saying
from ledger.store_anchors import StoredAnchor
from ledger.store_log import StoredTreeHead
from verifier.audit_source import ANCHORS_PER_FILE, anchors_path
from verifier.format import base64url
from verifier.format.errors import FormatError
from verifier.format.item import item_key
from verifier.format.tiles import TILE_WIDTH, EntryBundle, Tile, encode_bundle, tile_width
from verifier.format.tree_head import open_tree_head

MANIFEST = "archive.json"
TREE_HEAD = "log/checkpoint"
_STATEMENTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an archive has besides the log: passports of these items, and openings for these age recipients."""

    items: Iterable[str] = ()
    recipients: Sequence[str] = ()


@dataclass
class Archived:
    """What was written: log size, anchors, how many files of each kind are new, and why items have no new passport.

    `openings_renewed` is whether not all openings that were there were for this run's recipients.
    """

    size: int = 0
    anchors: int = 0
    tiles: int = 0
    pictures: int = 0
    passports: int = 0
    openings: int = 0
    openings_renewed: bool = False
    skipped: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    head: StoredTreeHead
    newest: StoredAnchor | None


def write_archive(ledger: Ledger, folder: Path, wanted: Wanted, progress: Progress = lambda *_: None) -> Archived:
    """Make an archive, or bring one up to date.

    Raises:
        ArchiveConflict: the folder is the archive of another log, or of one that has gone further.
        NotReady: the log is not anchored anywhere yet, or the chain cannot be read for the passports.
        OSError: a file cannot be written.
    """
    with ledger.store.read() as connection:
        head = store_log.newest_tree_head(connection)
        if head is None:
            raise NotReady("the log has not been begun")
        snapshot = _Snapshot(head, store_anchors.newest_final(connection))
        _check_same(ledger, connection, folder, snapshot)
        if not (folder / MANIFEST).exists():  # whose a folder is stands in it before anything else does
            write_file(folder / MANIFEST, _manifest(ledger, snapshot))
        done = Archived(size=head.size)
        done.tiles = _write_tiles(connection, folder, head.size, progress)
        done.anchors = _write_anchors(connection, folder, snapshot)
        done.pictures = write_pictures(connection, folder, head.size)
    if wanted.recipients:
        openings = write_openings(ledger, folder, head.size, wanted.recipients, progress)
        done.openings, done.openings_renewed = openings.files, openings.renewed
    for item in wanted.items:
        try:
            done.passports += _write_passport(ledger, folder, item, snapshot.newest)
        except (NotProvable, TooLarge) as error:
            done.skipped[item] = str(error)
        progress("passports", done.passports, done.passports)
    archive_page.write(folder)
    write_file(folder / "trust.json", ledger.trust_root_bytes())
    write_file(folder / TREE_HEAD, head.note.encode())
    write_file(folder / MANIFEST, _manifest(ledger, snapshot))
    return done


def passport_path(item: str) -> str:
    """Where the passport of an item, by canonical URI, is in an archive."""
    name = item_key(item).hex()
    return f"passports/{name[:2]}/{name}.json"


def all_items(ledger: Ledger) -> Iterable[str]:
    """The canonical URIs of all items of the log, each once."""
    seen: set[int] = set()
    start, size = 0, 1
    while start < size:
        with ledger.store.read() as connection:  # a short one: whoever takes the items takes their time
            head = store_log.newest_tree_head(connection)
            size = head.size if head else 0
            rows = list(store_statements.in_log_order(connection, start, start + _STATEMENTS_AT_ONCE))
        for stored in rows:
            for uri in () if stored.secret is None else decode_saying(stored.content).roles:
                short = int.from_bytes(item_key(uri)[:8], "big")
                if short not in seen:
                    seen.add(short)
                    yield uri
        start += _STATEMENTS_AT_ONCE


def _check_same(ledger: Ledger, connection: sa.Connection, folder: Path, now: _Snapshot) -> None:
    """Raise ArchiveConflict unless what is in the folder is this log's, and none of it is beyond it."""
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        if (manifest["origin"], manifest["logId"]) != (ledger.origin, base64url.encode(ledger.trust_root().log_id)):
            raise ArchiveConflict(f"{folder} is not an archive of this log, but of {manifest['origin']}")
        if not (folder / TREE_HEAD).exists():
            return  # the first run did not come to its end
        note = (folder / TREE_HEAD).read_bytes()
        before = open_tree_head(note, ledger.origin, [ledger.log_signer.key])
        anchors, newest_head = int(manifest["anchors"]), str(manifest["head"])
    except FileNotFoundError:
        if folder.is_dir() and any(folder.iterdir()):
            raise ArchiveConflict(f"{folder} has other files in it: name an empty folder") from None
        return
    except (FormatError, ValueError, KeyError, TypeError) as error:
        raise ArchiveConflict(f"{folder} is not an archive of this log: {error}") from None
    if before.size > now.head.size:
        raise ArchiveConflict(
            f"{folder} has {before.size} log entries and this ledger {now.head.size}: this database is an old "
            "backup, or another copy of the ledger goes on elsewhere"
        )
    if before.size and stored_root(connection, before.size) != before.root:
        raise ArchiveConflict(f"{folder} has another log under the same name: its first {before.size} entries differ")
    held = store_anchors.at(connection, anchors - 1) if anchors else None
    if anchors and (held is None or "0x" + held.head.hex() != newest_head):
        raise ArchiveConflict(f"{folder} has anchors of another chain: archive into a new folder")


def _write_tiles(connection: sa.Connection, folder: Path, size: int, progress: Progress) -> int:
    written, bundles = 0, -(-size // TILE_WIDTH)
    for number in range(bundles):
        bundle = EntryBundle(number, tile_width(0, number, size))
        path = folder / "log" / bundle.path
        if not path.exists():
            start = number * TILE_WIDTH
            write_file(path, encode_bundle(store_statements.entries(connection, start, start + bundle.width)))
            written += 1
        progress("entry bundles", number + 1, bundles)
    level = 0
    while (hashes := size >> (8 * level)) > 0:
        for number in range(-(-hashes // TILE_WIDTH)):
            tile = Tile(level, number, tile_width(level, number, size))
            path = folder / "log" / tile.path
            if not path.exists():
                write_file(path, store_log.tile_reader(connection, tile.level, tile.index, tile.width))
                written += 1
        level += 1
    return written


def _write_anchors(connection: sa.Connection, folder: Path, now: _Snapshot) -> int:
    count = now.newest.anchor.seq + 1 if now.newest else 0
    for number in range(-(-count // ANCHORS_PER_FILE)):
        start = number * ANCHORS_PER_FILE
        path = folder / anchors_path(number)
        if (number + 1) * ANCHORS_PER_FILE <= count and path.exists() and _is_full(path):
            continue
        rows = store_anchors.final_from(connection, start, min(ANCHORS_PER_FILE, count - start))
        write_file(path, orjson.dumps({"anchors": [_anchor(row) for row in rows]}, option=orjson.OPT_INDENT_2))
    return count


def _is_full(path: Path) -> bool:
    return len(orjson.loads(path.read_bytes())["anchors"]) == ANCHORS_PER_FILE


def _anchor(row: StoredAnchor) -> dict[str, object]:
    return {**row.anchor.encode(), "blockTime": row.block_time, "head": "0x" + row.head.hex()}


def _write_passport(ledger: Ledger, folder: Path, item: str, newest: StoredAnchor | None) -> bool:
    """Write an item's passport, unless the one that is there is of the newest anchor."""
    path = folder / passport_path(item)
    if newest is not None and path.exists() and _newest_seq(path) == newest.anchor.seq:
        return False
    write_file(path, passport(ledger, item, ANYONE).passport)
    return True


def _newest_seq(path: Path) -> int | None:
    try:
        return int(orjson.loads(path.read_bytes())["anchors"][-1]["seq"])
    except (ValueError, KeyError, IndexError, TypeError):
        return None


def _manifest(ledger: Ledger, now: _Snapshot) -> bytes:
    trust = ledger.trust_root()
    value = {
        "anchorage": trust.anchorage.encode(),
        "anchors": now.newest.anchor.seq + 1 if now.newest else 0,
        "head": "0x" + now.newest.head.hex() if now.newest else "",
        "logId": base64url.encode(trust.log_id),
        "made": ledger.clock(),
        "origin": ledger.origin,
        "size": now.head.size,
        "version": 1,
    }
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)
