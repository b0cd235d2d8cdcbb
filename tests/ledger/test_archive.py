"""An archive: files that verify without the ledger's code, and that a second run adds to and never rewrites."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from api.demo_picture import picture
from ledger import archive_openings, products
from ledger.age import parse_recipients
from ledger.archive import Wanted, all_items, passport_path, write_archive
from ledger.archive_openings import openings_path
from ledger.archive_pictures import picture_path
from ledger.errors import AgeError, ArchiveConflict
from ledger.pictures import keep_picture
from tests.anvil import Anvil
from tests.ledger.ledger_world import CASE, GTIN, ChainedWorld, bag, event
from verifier.cli import main
from verifier.format import base64url
from verifier.format.item import party_id
from verifier.format.passport import MAX_ITEMS

WITHOUT_LEDGER = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('ledger', 'api', 'sqlalchemy', 'web3', 'pyrage', 'httpx'):
            raise ModuleNotFoundError(f'No module named {name!r}', name=name)
sys.meta_path.insert(0, Absent())
from verifier.cli import main
from verifier.format.item import party_id
sys.exit(main(sys.argv[1:]))
"""
BATCH = 300
PRODUCER = party_id("https://id.gs1.org/417/9521321000018")


pytest_plugins = ["tests.ledger.ledger_fixtures"]
DATABASES = ("sqlite",)  # what the files are is the same on both; what reads the database says otherwise
pytestmark = pytest.mark.slow


def grown(world: ChainedWorld) -> ChainedWorld:
    """A ledger of more than one bundle under final anchors, with a statement beyond them."""
    producer = world.register("Producer", "9521321000018", "9521321")
    made = [event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)]) for number in range(BATCH)]
    world.captured(producer, *made)
    world.settle()
    world.captured(producer, event("AggregationEvent", "ADD", "packing", parentID=CASE, childEPCs=[bag(0)]))
    world.settle()
    world.captured(producer, event("ObjectEvent", "OBSERVE", "shipping", epcList=[CASE]))
    world.sequence()
    return world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Anvil() as chain:
        world = grown(ChainedWorld(tmp_path_factory.mktemp("archived"), chain.url))
        yield world
        world.ledger.close()


def verify(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`wayproof-verify` where neither the ledger nor its dependencies can be imported."""
    command = [sys.executable, "-c", WITHOUT_LEDGER, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_ino) for path in files}


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.slow
def test_an_archive_verifies_without_the_ledgers_code(chained, tmp_path):
    world = grown(chained)
    identity = pyrage.x25519.Identity.generate()
    folder = tmp_path / "archive"
    done = write_archive(world.ledger, folder, Wanted([bag(0), bag(7)], [str(identity.to_public())]))
    assert (done.size, done.passports, done.openings) == (BATCH + 3, 2, 1)
    assert {bag(0), bag(BATCH - 1), CASE} <= set(all_items(world.ledger))
    trust = str(folder / "trust.json")

    verified = verify(str(folder / passport_path(bag(7))), "--trust", trust, "--item", bag(7))
    assert (verified.returncode, verified.stdout.split()[0]) == (0, "VERIFIED"), verified.stdout
    audited = verify("audit", str(folder), "--trust", trust)
    assert audited.returncode == 2
    assert "--  item index" in audited.stdout

    encrypted = (folder / openings_path(0, full=False)).read_bytes()
    opened = tmp_path / "openings.jsonl"
    opened.write_bytes(pyrage.decrypt(encrypted, [identity]))
    audited = verify("audit", str(folder), "--trust", trust, "--openings", str(opened), "--state", str(tmp_path / "s"))
    assert (audited.returncode, audited.stdout.split()[0]) == (0, "AGREES"), audited.stdout
    again = verify("audit", str(folder), "--trust", trust, "--openings", str(opened), "--state", str(tmp_path / "s"))
    assert again.returncode == 0


@pytest.mark.parametrize("damaged", ["log/tile/entries/000", "log/tile/0/000", "log/checkpoint", "anchors/0.json"])
def test_a_damaged_archive_does_not_verify(world, tmp_path, damaged, capsys):
    write_archive(world.ledger, tmp_path, Wanted())
    path = tmp_path / damaged
    content = path.read_bytes()
    if damaged.endswith("json"):
        value = json.loads(content)
        value["anchors"][0]["size"] += 1
        path.write_text(json.dumps(value))
    else:
        path.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    assert main(["audit", str(tmp_path), "--trust", str(tmp_path / "trust.json")]) == 1
    assert "NO  " in capsys.readouterr().out


def test_a_second_run_adds_what_is_new_and_rewrites_no_immutable_file(world, tmp_path):
    write_archive(world.ledger, tmp_path, Wanted([bag(0)]))
    before = contents(tmp_path)
    again = write_archive(world.ledger, tmp_path, Wanted([bag(0)]))
    assert (again.tiles, again.passports) == (0, 0)
    world.captured(PRODUCER, event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(0)], at=7))
    world.settle()
    more = write_archive(world.ledger, tmp_path, Wanted([bag(0)]))
    assert (more.size, more.passports) == (BATCH + 4, 1)
    after = contents(tmp_path)
    changed = {name for name in before if after[name] != before[name]}
    mutable = {
        "archive.json",
        "README.txt",
        "anchors/0.json",
        "log/checkpoint",
        "p/index.html",
        "trust.json",
        "p/check.html",
    }
    assert changed <= mutable | {passport_path(bag(0))}
    assert main(["audit", str(tmp_path), "--trust", str(tmp_path / "trust.json")]) == 2


@pytest.mark.databases("sqlite", "postgresql")
def test_pictures_that_the_log_names_are_there_and_no_others(chained, tmp_path):
    producer = chained.register("Producer", "9521321000018", "9521321")
    named, other = (keep_picture(chained.ledger, producer, picture() + end).sha256 for end in (b"", b"never described"))
    told = products.describe(chained.ledger, producer, GTIN, {"picture": {"sha256": base64url.encode(named)}})
    assert told.captured
    chained.sequence()
    folder = tmp_path / "archive"
    assert write_archive(chained.ledger, folder, Wanted()).pictures == 1
    assert hashlib.sha256((folder / picture_path(named)).read_bytes()).digest() == named
    assert not (folder / picture_path(other)).exists()
    assert write_archive(chained.ledger, folder, Wanted()).pictures == 0


def test_all_items_are_named_once(world):
    found = list(all_items(world.ledger))
    assert len(found) == len(set(found))
    assert {bag(0), bag(BATCH - 1), CASE} <= set(found)
    assert GTIN not in found


def test_another_ledgers_folder_is_left_alone(world, tmp_path, tmp_path_factory):
    write_archive(world.ledger, tmp_path, Wanted())
    checkpoint = (tmp_path / "log" / "checkpoint").read_text()
    size = checkpoint.splitlines()[1]
    (tmp_path / "log" / "checkpoint").write_text(checkpoint.replace(f"\n{size}\n", "\n1\n"))
    with pytest.raises(ArchiveConflict, match="not an archive of this log"):
        write_archive(world.ledger, tmp_path, Wanted())
    full = tmp_path_factory.mktemp("photographs")
    (full / "holiday.jpg").write_bytes(b"")
    with pytest.raises(ArchiveConflict, match="other files"):
        write_archive(world.ledger, full, Wanted())


def test_an_archive_that_is_further_on_than_the_ledger_is_refused(world, tmp_path):
    write_archive(world.ledger, tmp_path, Wanted())
    with world.ledger.store.read() as connection:
        note = connection.exec_driver_sql("select note from tree_head order by size desc limit 1").scalar_one()
    assert (tmp_path / "log" / "checkpoint").read_text() == note
    with world.ledger.store.write() as connection:
        kept = connection.exec_driver_sql("select * from tree_head order by size desc limit 1").one()
        connection.exec_driver_sql("delete from tree_head where size = (select max(size) from tree_head)")
    try:
        with pytest.raises(ArchiveConflict, match="old backup"):
            write_archive(world.ledger, tmp_path, Wanted())
    finally:
        with world.ledger.store.write() as connection:
            connection.exec_driver_sql("insert into tree_head values (?, ?, ?, ?)", tuple(kept))


def opens_all(folder: Path, identity: pyrage.x25519.Identity) -> int:
    """How many files of openings there are, all of which the identity opens."""
    found = list((folder / "openings").glob("*.age"))
    assert all(pyrage.decrypt(path.read_bytes(), [identity]) for path in found)
    return len(found)


def test_other_recipients_get_all_openings_anew(world, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_openings, "STATEMENTS_PER_FILE", 100)
    first, second = (pyrage.x25519.Identity.generate() for _ in range(2))
    for_first, for_second = (Wanted(recipients=[str(each.to_public())]) for each in (first, second))
    before = write_archive(world.ledger, tmp_path, for_first)
    assert not before.openings_renewed
    assert opens_all(tmp_path, first) == before.openings > 2
    after = write_archive(world.ledger, tmp_path, for_second)
    assert after.openings_renewed
    assert opens_all(tmp_path, second) == after.openings == before.openings
    again = write_archive(world.ledger, tmp_path, for_second)
    assert (again.openings, again.openings_renewed) == (1, False)
    both = Wanted(recipients=[*for_first.recipients, *for_second.recipients])
    assert write_archive(world.ledger, tmp_path, both).openings_renewed
    assert opens_all(tmp_path, first) == opens_all(tmp_path, second)


def test_openings_that_were_half_renewed_are_renewed_for_whoever_is_named_next(world, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_openings, "STATEMENTS_PER_FILE", 100)
    first, second = (pyrage.x25519.Identity.generate() for _ in range(2))
    for_first, for_second = (Wanted(recipients=[str(each.to_public())]) for each in (first, second))

    def cut(what, _done, _total):
        if what == "openings":
            raise OSError("no space left")

    for wanted in (for_first, for_second):
        with pytest.raises(OSError, match="no space"):
            write_archive(world.ledger, tmp_path, wanted, cut)
        if wanted is for_first:
            assert not write_archive(world.ledger, tmp_path, wanted).openings_renewed, "a first run is gone on with"
    assert write_archive(world.ledger, tmp_path, for_first).openings_renewed
    assert opens_all(tmp_path, first) > 2


def test_a_recipient_that_is_none_is_refused():
    with pytest.raises(AgeError, match="age1"):
        parse_recipients(["ssh-ed25519 AAAA"])


def test_an_item_without_a_passport_is_named_and_the_archive_finished(chained, tmp_path):
    producer = chained.register("Producer", "9521321000018", "9521321")
    inputs, blend = [bag(number) for number in range(MAX_ITEMS)], bag("blend")
    chained.captured(
        producer,
        event("ObjectEvent", "ADD", "commissioning", epcList=inputs),
        event("TransformationEvent", None, "commissioning", inputEPCList=inputs, outputEPCList=[blend]),
    )
    chained.settle()
    folder = tmp_path / "archive"
    done = write_archive(chained.ledger, folder, Wanted([bag(1), blend, bag(5)]))
    reason = f"the item's history leads to more than {MAX_ITEMS} other items"
    assert (done.passports, done.skipped) == (2, {blend: reason})
    assert (folder / "log" / "checkpoint").exists()


def test_a_first_run_that_was_cut_off_is_its_own_logs_to_finish(world, tmp_path):
    def cut():
        raise OSError("no space left")
        yield

    with pytest.raises(OSError, match="no space"):
        write_archive(world.ledger, tmp_path, Wanted(cut()))
    manifest = (tmp_path / "archive.json").read_text()
    (tmp_path / "archive.json").write_text(manifest.replace(world.ledger.origin, "other.example/log"))
    with pytest.raises(ArchiveConflict, match="but of other"):
        write_archive(world.ledger, tmp_path, Wanted())
    (tmp_path / "archive.json").write_text(manifest)
    write_archive(world.ledger, tmp_path, Wanted())
    assert (tmp_path / "log" / "checkpoint").exists()
