"""The project's own house: lock files that fit, entrances that exist, nothing of a machine in what is committed."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]
DEVELOPMENT = "requirements-dev.lock"


def pins(lock: str) -> dict[str, str]:
    """Versions by name, of a lock file's lines for this machine."""
    found: dict[str, str] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.rstrip("\\ "))
            if requirement.marker is not None and not requirement.marker.evaluate():
                continue
            (specifier,) = requirement.specifier
            assert specifier.operator == "==", line
            found[canonicalize_name(requirement.name)] = specifier.version
    return found


def asked_for() -> dict[str, list[str]]:
    groups = PROJECT["dependency-groups"]
    service = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["server"]]
    return {
        "requirements.lock": [*service, *groups["build"]],
        DEVELOPMENT: [*service, *groups["build"], *groups["dev"]],
        "requirements-node.lock": groups["node"],
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_has_what_the_project_asks_for(lock):
    locked = pins(lock)
    unmet = [
        text
        for text in asked_for()[lock]
        for requirement in [Requirement(text)]
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    assert unmet == [], "make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_development_lock_has_the_services_versions():
    service, development = pins("requirements.lock"), pins(DEVELOPMENT)
    assert {name: version for name, version in service.items() if development.get(name) != version} == {}


def test_a_locked_package_finds_its_own_dependencies_in_the_lock():
    locked, unmet = pins(DEVELOPMENT), []
    for name in locked:
        try:
            wanted = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:  # of another platform
            continue
        for requirement in wanted:
            if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
                continue
            found = locked.get(canonicalize_name(requirement.name))
            if found is None or not requirement.specifier.contains(found, prereleases=True):
                unmet.append(f"{name} wants {requirement}, and the lock has {found}")
    assert unmet == []


def test_this_environment_is_the_locked_one():
    different = {}
    for name, locked in pins(DEVELOPMENT).items():
        try:
            if version(name) != locked:
                different[name] = (version(name), locked)
        except PackageNotFoundError:
            continue
    assert different == {}, "make setup"


def test_the_npm_lock_fits_the_project_and_names_no_registry():
    package = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    exact = re.compile(r"\d+\.\d+\.\d+")
    assert [name for name, version in package["devDependencies"].items() if not exact.fullmatch(version)] == []


def test_npm_packages_of_this_platform_are_locked_by_their_content():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    unlocked = [name for name, entry in packages.items() if name and "integrity" not in entry]
    # Binaries of other platforms, which the registry that this lock was made with does not have.
    foreign = re.compile(r"node_modules/(@foundry-rs/anvil|@nomicfoundation/edr)-(?!linux-(amd64|x64))")
    assert [name for name in unlocked if not foreign.match(name) or not packages[name]["optional"]] == []


@pytest.mark.parametrize(
    "target", ["run", "test", "test-quick", "test-full", "lint", "audit", "bench", "setup", "lock"]
)
def test_make_has_the_target(target):
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_machine_without_python_is_told_what_to_install():
    done = subprocess.run(["make", "run", "PYTHON="], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.startswith("Wayproof needs Python 3.11 or newer.")


def test_nothing_of_a_machine_is_committed():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    words = re.compile(rb"/(?:home|Users)/[a-z]|/root/|/work/|registry\.npm|files\.pythonhosted")
    found = {}
    for name in listed.split("\0"):
        path = ROOT / name
        if name and path.is_file() and name != "tests/test_house.py":
            match = words.search(path.read_bytes())
            if match:
                found[name] = match[0]
    assert found == {}


def committed(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_a_file_is_one_idea_and_never_over_400_lines():
    written = committed("*.py", "*.ts", "*.mjs", "*.js", "*.sol", "*.css", "*.html", "*.md", ":!verifier/web/dist")
    assert len(written) > 500
    long = {path.name: lines for path in written if (lines := path.read_bytes().count(b"\n")) > 400}
    assert long == {}


def test_every_document_is_linked_from_another():
    documents = committed("*.md")
    linked = {
        (path.parent / target).resolve()
        for path in documents
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    }
    alone = [path for path in documents if path not in linked and "adr" not in path.parts]
    assert [path.name for path in alone if path.name not in ("README.md", "CHANGELOG.md")] == []


def test_every_link_between_documents_leads_somewhere():
    broken = {
        f"{path.relative_to(ROOT)}: {target}"
        for path in committed("*.md")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
        if not (path.parent / target).exists()
    }
    assert broken == set()
