"""Writes docs/openapi.json: `python -m api.openapi_file`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from api.app import create_app
from ledger.service import open_ledger
from ledger.settings import Settings

FILE = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"


def text() -> str:
    """The OpenAPI document as it stands in the repository."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        ledger = open_ledger(settings)
        try:
            document = create_app(settings, ledger).openapi()
        finally:
            ledger.close()
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
