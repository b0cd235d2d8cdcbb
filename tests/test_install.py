"""The wheel, installed alone as `pip install wayproof` does: the verifier, its few dependencies, and nothing else."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.web.passport_server import serving

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SERVER_PART = ("web3", "fastapi", "sqlalchemy", "celery", "pydantic", "httpx", "numpy", "structlog")


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ".")
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("wayproof-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment with the base alone, its dependencies at the locked versions."""
    folder = tmp_path_factory.mktemp("base") / "venv"
    venv.create(folder, with_pip=True)
    pins = tmp_path_factory.mktemp("pins") / "constraints.txt"
    pins.write_text("\n".join(re.findall(r"^\S+==\S+", (ROOT / "requirements.lock").read_text(), re.MULTILINE)))
    done = run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--constraint", pins, wheel)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "bin"


def test_the_base_brings_few_packages_and_no_server(installed: Path) -> None:
    listed = json.loads(run(installed / "python", "-m", "pip", "list", "--format", "json").stdout)
    names = {package["name"].lower() for package in listed} - {"pip", "setuptools"}
    assert names == {"wayproof", "cryptography", "cffi", "pycparser", "orjson"}
    probe = f"import importlib.util as u; print([n for n in {SERVER_PART} if u.find_spec(n)])"
    assert run(installed / "python", "-c", probe).stdout == "[]\n"


def test_the_base_verifies_a_passport(installed: Path, tmp_path: Path) -> None:
    case = json.loads((ROOT / "tests" / "data" / "passports" / "verified.json").read_text())
    trust = {
        **json.loads(case["trustRoot"]),
        "maxAnchorAge": 10**9,
    }  # the recorded chain stands still, the clock does not
    passport = tmp_path / "passport.json"
    passport.write_bytes(base64.urlsafe_b64decode(case["passport"] + "=="))
    (tmp_path / "trust.json").write_text(json.dumps(trust))
    command = [installed / "wayproof-verify", passport, "--trust", tmp_path / "trust.json", "--item", case["item"]]
    with serving() as server:
        server.chain = case["chain"]
        good = run(*command, "--rpc", server.url, cwd=tmp_path)
        passport.write_bytes(passport.read_bytes().replace(b'"size":', b'"size":1', 1))
        forged = run(*command, "--rpc", server.url, cwd=tmp_path)
    assert good.stdout.startswith(f"VERIFIED  {case['item']}\n"), good.stdout + good.stderr
    assert good.returncode == 0
    assert forged.stdout.startswith("REFUSED"), forged.stdout + forged.stderr
    assert forged.returncode == 1


def test_the_servers_command_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "wayproof", "up", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("pip install 'wayproof[server]'\n")


def test_the_wheel_carries_what_runs_and_nothing_else(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "ls-files", "--", "verifier", "ledger", "api").stdout.split()
    sources = {name for name in tracked if not name.startswith("verifier/web/") or "/dist/" in name}
    assert sources - carried == set()
    assert {name for name in carried if name.startswith("verifier/web/")} <= sources
    assert {name.split("/")[0] for name in carried} == {
        "verifier",
        "ledger",
        "api",
        wheel.name.rsplit("-", 3)[0] + ".dist-info",
    }
