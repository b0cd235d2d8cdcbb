"""Running the page's own tools, which npm installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from contracts.build import node

ROOT = Path(__file__).parents[2]
WEB = ROOT / "verifier" / "web"


def run(script: str, *arguments: str, stdin: str | None = None, folder: Path = ROOT, **environment: str) -> str:
    """What Node prints when it runs a script of the checkout in a folder; fails the test if it fails."""
    file = ROOT / script
    done = subprocess.run(
        [node(), str(file) if file.is_file() else script, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, f"node {script} {' '.join(arguments)}\n{done.stdout[-6000:]}\n{done.stderr[-4000:]}"
    return done.stdout
