"""Ask the registries whether anything that is locked has a known vulnerability: `make audit`.

Ends with 1 if there is one. Where a registry has no advisories, or is not to be reached, it says so in one line and
ends with 0: what is installed is then still exactly what the lock files name, by their hashes, which the tests check.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
SECONDS = 180


class NotAsked(Exception):
    """A registry could not be asked; the message says why."""


def of_pip_audit(output: str) -> list[str]:
    """The vulnerabilities in what pip-audit printed; raises NotAsked if it learned about no package at all."""
    try:
        packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NotAsked("pip-audit printed no report") from None
    asked = [package for package in packages if "vulns" in package]
    if packages and not asked:
        raise NotAsked("the package index has no advisories, or is not to be reached")
    return [
        f"{package['name']} {package['version']}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'none'}"
        for package in asked
        for found in package["vulns"]
    ]


def of_npm_audit(output: str) -> list[str]:
    """The vulnerabilities in what `npm audit` printed; raises NotAsked if it could not ask."""
    try:
        found: dict[str, dict[str, Any]] = json.loads(output)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        raise NotAsked("the npm registry has no advisories, or is not to be reached") from None
    return [f"{name} {each['range']}: {each['severity']}" for name, each in found.items()]


def output_of(command: list[str]) -> str:
    """What a command prints, whatever it ends with; raises NotAsked if it is not there or takes too long."""
    program = shutil.which(command[0])
    if program is None:
        raise NotAsked(f"{command[0]} is not installed; `make setup` does that")
    try:
        done = subprocess.run(
            [program, *command[1:]],
            check=False,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NotAsked(f"{command[0]} did not end within {SECONDS} seconds") from None
    return done.stdout


def main() -> int:
    """Audit each lock file; 1 if something is vulnerable."""
    pip_audit = ["pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "10"]
    commands = {lock: ([*pip_audit, "--format", "json", "--requirement", lock], of_pip_audit) for lock in LOCKS}
    commands["package-lock.json"] = (["npm", "audit", "--json"], of_npm_audit)
    vulnerable = False
    for lock, (command, read) in commands.items():
        try:
            found = read(output_of(command))
        except NotAsked as reason:
            print(f"{lock}: not audited, {reason}; its hashes are checked all the same")
            continue
        vulnerable = vulnerable or bool(found)
        print("\n  ".join([f"{lock}: {len(found)} known vulnerabilities", *found]))
    return int(vulnerable)


if __name__ == "__main__":
    sys.exit(main())
