"""The committed interface and bytecode are what the sources compile to, whoever compiles them; and Solidity's tests.

Both run Hardhat in the checkout, where two at once would read each other's half-made files: so they are in one file.
"""

import json
import re

import pytest

from contracts import build
from ledger import abi


@pytest.mark.slow
def test_a_fresh_hardhat_build_gives_the_committed_files() -> None:
    assert build.from_hardhat() == {name: build.committed(name) for name in build.NAMES}


@pytest.mark.slow
def test_a_fresh_py_solc_x_compilation_gives_the_committed_files() -> None:
    assert build.from_solcx() == {name: build.committed(name) for name in build.NAMES}


@pytest.mark.slow
def test_the_solidity_tests_pass() -> None:
    said = build.hardhat("test", "solidity")
    suites = {path.name for path in (build.ROOT / "tests" / "contracts").glob("*.t.sol")}
    assert {name for name in suites if name in said} == suites
    passing = re.search(r"(\d+) passing", said)
    assert passing is not None, said
    assert int(passing[1]) >= len(suites), said


@pytest.mark.parametrize("name", build.NAMES)
def test_the_service_loads_what_is_committed(name: abi.ContractName) -> None:
    loaded = abi.load(name)
    document = json.loads(build.committed(name))
    assert list(loaded.abi) == document["abi"]
    assert "0x" + loaded.bytecode.hex() == document["bytecode"]
    assert loaded.name == name


def test_the_compiler_is_the_pinned_one() -> None:
    pinned = json.loads((build.CONTRACTS / "compiler.json").read_bytes())["version"]
    package = json.loads((build.ROOT / "package.json").read_bytes())
    assert package["devDependencies"]["solc"] == pinned
    for name in build.NAMES:
        assert abi.load(name).compiler.partition("+")[0] == pinned


@pytest.mark.parametrize("name", build.NAMES)
def test_contracts_fit_the_size_limit_of_every_chain(name: abi.ContractName) -> None:
    # EIP-170 bounds deployed code, which creation code contains.
    assert len(abi.load(name).bytecode) < 24_576


def test_a_source_that_does_not_compile_is_named(tmp_path, monkeypatch) -> None:
    broken = tmp_path / "contracts"
    broken.mkdir()
    (broken / "compiler.json").write_bytes((build.CONTRACTS / "compiler.json").read_bytes())
    (broken / "solc.mjs").write_bytes((build.CONTRACTS / "solc.mjs").read_bytes())
    (broken / "Broken.sol").write_text("contract {", "utf-8")
    (tmp_path / "node_modules").symlink_to(build.ROOT / "node_modules")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "CONTRACTS", broken)
    with pytest.raises(build.BuildError, match="Broken"):
        build.from_solcx()
