"""Named passports, good and bad, with what verification must say of them: read by the Python and the TypeScript tests.

`python -m tests.passport_cases` writes them to tests/data/passports/; a test makes them again and compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests import (
    passport_cases_hostile,
    passport_cases_recalls,
    passport_cases_trace,
    passport_cases_verdict,
    passport_cases_void,
)
from tests.passport_case import CASES, report_of, summary

FOLDER = Path(__file__).parent / "data" / "passports"
__all__ = ["CASES", "FOLDER", "files"]

MODULES = (
    passport_cases_verdict,
    passport_cases_recalls,
    passport_cases_trace,
    passport_cases_void,
    passport_cases_hostile,
)
"""Importing them registers their cases."""


def files() -> dict[str, str]:
    """All case files by name."""
    made = {}
    for name, make in CASES.items():
        built = make()
        content = {"name": name, **built, "expect": summary(report_of(built))}
        made[f"{name}.json"] = json.dumps(content, indent=1, sort_keys=True) + "\n"
    return made


def main() -> None:
    """Write the case files, and remove those that no case makes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = files()
    for stale_file in set(FOLDER.glob("*.json")) - {FOLDER / name for name in made}:
        stale_file.unlink()
    for name, content in made.items():
        (FOLDER / name).write_text(content)
    sys.stdout.write(f"{len(made)} cases\n")


if __name__ == "__main__":
    main()
