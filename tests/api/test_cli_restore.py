"""`wayproof restore`: what is behind is read and never goes on, a kill leaves nothing, and no password is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.anvil import Anvil
from tests.api.keeper import Keeper

DATABASES = ("sqlite",)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory, anvil: Anvil) -> Iterator[Keeper]:
    made = Keeper(tmp_path_factory.mktemp("kept"), anvil)
    yield made
    made.service.ledger.close()


def test_a_file_that_is_not_there_or_in_the_way_is_one_line(keeper, tmp_path, capsys):
    missing, file = tmp_path / "missing.age", tmp_path / "file"
    file.write_text("")
    backup = keeper.backup()
    capsys.readouterr()
    assert keeper.restore(missing, str(tmp_path / "new")) == 1
    assert capsys.readouterr().err == f"wayproof restore: {missing}: No such file or directory\n"
    assert keeper.restore(backup, str(file)) == 1
    assert capsys.readouterr().err == f"wayproof restore: {file}: File exists\n"
