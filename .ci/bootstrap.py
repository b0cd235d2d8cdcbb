"""Make a machine with Python, make and git ready for the Makefile's targets, or say in one line what is missing.

`bootstrap.py run` installs what `make run` needs, `bootstrap.py dev` what the checks need besides: the virtual
environment `.venv` from a hash-checked lock file, Node (from PyPI, if the machine's is absent or too old for
Hardhat) and the npm packages. Stamps hold the hash of all that went in, so that the next start takes no time.
Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
MODULES = ROOT / "node_modules"
LOCKS = {"run": ["requirements.lock"], "dev": ["requirements.lock", "requirements-dev.lock"]}
NODE_LOCK = "requirements-node.lock"
OLDEST_NPM = (11, 3)  # older ones leave out Hardhat's native package
SHOWN_LINES = 15


class Failed(Exception):
    """Set-up cannot go on; the message tells the user what to do."""


def digest(*parts: bytes | Path) -> str:
    """The SHA-256 of the parts, in hex; a path stands for the content of its file."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    """Whether an earlier run finished with the same inputs."""
    return stamp.is_file() and stamp.read_text() == value


def environment() -> dict[str, str]:
    """The environment in which the tools of `.venv` come first and pip asks nobody anything."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def step(title: str, command: list[str], hint: str) -> None:
    """Run a command and show that it moves: its newest line on a terminal, start and end elsewhere.

    Raises Failed with the command's first and last lines and the hint.
    """
    terminal = sys.stdout.isatty()
    began = time.monotonic()
    print(f"  {title} …", end="" if terminal else "\n", flush=True)
    lines: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if terminal:
                room = max(10, shutil.get_terminal_size().columns - len(title) - 8)
                print(f"\r\x1b[K  {title} … {line.strip()[:room]}", end="", flush=True)
    if terminal:
        print("\r\x1b[K", end="")
    if process.returncode != 0:
        told = lines if len(lines) <= 2 * SHOWN_LINES else [*lines[:SHOWN_LINES], "…", *lines[-SHOWN_LINES:]]
        raise Failed("\n".join([*told, "", f"{title}: failed (exit {process.returncode}). {hint}"]))
    print(f"  {title}: done in {time.monotonic() - began:.0f} s", flush=True)


def install_locked(lock: str) -> None:
    """Install a lock file's packages, each checked against its hash."""
    count = sum("==" in line for line in (ROOT / lock).read_text().splitlines())
    step(
        f"up to {count} Python packages of {lock}",
        [str(BIN / "python"), "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", lock],
        "The lines above say why; if they speak of the network, check it and run the same command again.",
    )


def python_environment(locks: list[str]) -> None:
    """Make `.venv`, with the project itself installed so that its source is what runs."""
    python = BIN / "python"
    usable = (
        python.exists()
        and subprocess.run([python, "-c", "import pip"], check=False, stderr=subprocess.DEVNULL).returncode == 0
    )
    if not usable:
        print(f"  virtual environment .venv with Python {sys.version.split()[0]}", flush=True)
        if find_spec("ensurepip") is None:
            package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
            raise Failed(
                f"This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install {package}"
            )
        venv.create(VENV, clear=True, with_pip=True)
    made_with = VENV / "pyvenv.cfg"
    for lock in locks:
        stamp, value = VENV / f"{lock}.stamp", digest(made_with, ROOT / lock)
        if not fresh(stamp, value):
            install_locked(lock)
            stamp.write_text(value)
    stamp, value = VENV / "wayproof.stamp", digest(made_with, ROOT / "pyproject.toml")
    if not fresh(stamp, value):
        command = [str(python), "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--editable", "."]
        step("Wayproof itself", command, "The lines above say why.")
        stamp.write_text(value)


def version_of(tool: str) -> tuple[int, ...]:
    """The version that a tool prints, as numbers; empty if the tool is not there or does not work."""
    found = shutil.which(tool, path=environment()["PATH"])
    if found is None:
        return ()
    told = subprocess.run([found, "--version"], check=False, capture_output=True, text=True, env=environment())
    match = re.match(r"v?(\d+)\.(\d+)", told.stdout.strip())
    return (int(match[1]), int(match[2])) if told.returncode == 0 and match else ()


def oldest_node() -> tuple[int, ...]:
    """The oldest Node that package.json allows."""
    engine = json.loads((ROOT / "package.json").read_text())["engines"]["node"]
    return tuple(int(number) for number in re.findall(r"\d+", engine))


def npm_packages() -> None:
    """Install the npm packages of the lock file, with a Node that can run them."""
    stamp = MODULES / ".wayproof.stamp"
    value = digest(ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
    has_node = shutil.which("node", path=environment()["PATH"]) is not None
    if has_node and fresh(stamp, value):
        return
    if version_of("node") < oldest_node() or version_of("npm") < OLDEST_NPM:
        install_locked(NODE_LOCK)
    npm = shutil.which("npm", path=environment()["PATH"])
    if npm is None:
        raise Failed(
            "npm is not to be found beside node. Install Node.js 24 with npm, then run the same command again."
        )
    step(
        "npm packages",
        [npm, "ci", "--loglevel=warn"],
        "The lines above say why; if they speak of the network, check it and run the same command again.",
    )
    stamp.write_text(value)


def main(arguments: list[str]) -> int:
    """Set up for `run` or `dev`; 0 when all is ready."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print("usage: bootstrap.py run|dev", file=sys.stderr)
        return 2
    try:
        python_environment(LOCKS[arguments[0]])
        npm_packages()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
