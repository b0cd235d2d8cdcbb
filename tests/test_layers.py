"""Who may import whom, as far as import-linter's contracts cannot say it (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def imported(path: Path) -> set[str]:
    """Full names of all that a file imports, within functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def under(folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path


def of_package(names: set[str], package: str) -> set[str]:
    return {name for name in names if name == package or name.startswith(package + ".")}


def test_formats_import_formats_alone():
    wrong = {
        name: strange
        for name, path in under("verifier/format")
        if (strange := of_package(imported(path), "verifier") - of_package(imported(path), "verifier.format"))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("web3", "chain_web3"), ("ledger.chain_web3", "chain")],
)
def test_web3_stays_with_the_chain(package, allowed):
    users = [path.stem for _, path in under("ledger") if of_package(imported(path), package)]
    assert users
    assert [name for name in users if not name.startswith(allowed)] == []


def test_only_stores_write_sql():
    """The others pass connections on, whose type they name."""
    used = {}
    for name, path in under("ledger"):
        if path.stem.startswith("store") or "migrations" in path.parts:
            continue
        of_sqlalchemy = of_package(imported(path), "sqlalchemy") - {"sqlalchemy"}
        tree = ast.walk(ast.parse(path.read_bytes()))
        members = {
            node.attr
            for node in tree
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sa"
        }
        if of_sqlalchemy or members - {"Connection"}:
            used[name] = of_sqlalchemy | members
    assert used == {}
