"""`wayproof archive` as an operator runs it: items from a file or all of them, and openings for an auditor."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage
import pytest

from api import cli
from ledger.archive import passport_path
from tests.anvil import Anvil
from tests.api.service import BAG, Service, event
from tests.databases import OnEach, url_in
from verifier.cli import main as verify

pytestmark = pytest.mark.slow


@contextmanager
def three_bags(folder: Path) -> Iterator[Path]:
    """The settings of a ledger with three bags that are final."""
    with Anvil("--no-mining") as anvil:
        with Service(folder / "data", anvil, database_url=url_in(folder)) as service:
            service.deploy()
            _, key = service.party()
            service.settle()
            service.capture(key, *[event(f"{BAG}{number}") for number in range(3)])
            service.settle()
        path = folder / "wayproof.toml"
        settings = {"data_dir": folder / "data", "rpc_url": anvil.url, "database_url": url_in(folder)}
        path.write_text("".join(f'{name} = "{value}"\n' for name, value in settings.items()))
        yield path


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnEach[Path]]:
    with OnEach(tmp_path_factory, three_bags) as made:
        yield made


@pytest.fixture
def archived(archives: OnEach[Path], tmp_path: Path) -> Path:
    return archives.here()


def test_passports_of_the_items_of_a_file(archived, tmp_path, capsys):
    items = tmp_path / "items.txt"
    items.write_text("# the first two\n(01)09521321000421(21)B10\n\nurn:epc:id:sgtin:9521321.000042.B11\n")
    folder = tmp_path / "archive"
    assert cli.main(["archive", str(folder), "--items", str(items), "--config", str(archived)]) == 0
    assert "2 passports" in capsys.readouterr().out
    passports = sorted(str(path.relative_to(folder)) for path in (folder / "passports").rglob("*.json"))
    assert passports == sorted(passport_path(f"{BAG}{number}") for number in (0, 1))
    trust = str(folder / "trust.json")
    assert verify([str(folder / passports[0]), "--trust", trust]) == 0
    items.write_text("(01)123\n")
    assert cli.main(["archive", str(folder), "--items", str(items), "--config", str(archived)]) == 1
    assert "items.txt, line 1:" in capsys.readouterr().err
    items.write_text("(01)09521321000421(21)é\n", encoding="latin-1")
    assert cli.main(["archive", str(folder), "--items", str(items), "--config", str(archived)]) == 1
    assert capsys.readouterr().err == f"wayproof archive: {items} is no text in UTF-8\n"


def test_all_items_and_the_openings(archived, tmp_path, capsys):
    identity = pyrage.x25519.Identity.generate()
    folder = tmp_path / "archive"
    more = ["--all-items", "--openings", str(identity.to_public()), "--config", str(archived)]
    assert cli.main(["archive", str(folder), *more]) == 0
    assert "3 passports, 1 files of openings" in capsys.readouterr().out
    opened = tmp_path / "openings.jsonl"
    with (folder / "openings" / "00000000-part.jsonl.age").open("rb") as file, opened.open("wb") as out:
        pyrage.decrypt_io(file, out, [identity])
    trust = str(folder / "trust.json")
    assert verify(["audit", str(folder), "--trust", trust, "--openings", str(opened)]) == 0
    assert b"/21/B1" not in b"".join(path.read_bytes() for path in (folder / "openings").iterdir())
    assert io.BytesIO(opened.read_bytes()).readline().startswith(b'{"disclosures":')
    another = ["--openings", str(pyrage.x25519.Identity.generate().to_public()), "--config", str(archived)]
    assert cli.main(["archive", str(folder), *another]) == 0
    assert "encrypted anew" in capsys.readouterr().out


@pytest.mark.databases("sqlite")
def test_a_folder_that_cannot_be_written_is_one_line(archived, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert cli.main(["archive", str(tmp_path / "file" / "archive"), "--config", str(archived)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
