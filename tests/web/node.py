"""Running the page's own tools, which npm installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from contracts.build import node

ROOT = Path(__file__).parents[2]
WEB = ROOT / "verifier" / "web"


def run(*arguments: str, stdin: str | None = None, **environment: str) -> str:
    """What Node prints when it runs a script of the checkout; fails the test with its output if it fails."""
    done = subprocess.run(
        [node(), *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, f"node {' '.join(arguments)}\n{done.stdout[-6000:]}\n{done.stderr[-4000:]}"
    return done.stdout
