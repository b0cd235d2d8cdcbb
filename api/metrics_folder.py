"""Where several API processes add up their figures, so that each of them can answer /metrics for all."""

from __future__ import annotations

import os
import shutil

from ledger.settings import Settings

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Read by prometheus-client itself, when it is imported."""


def shared_metrics(settings: Settings) -> dict[str, str]:
    """The variable for the API's processes, naming an emptied folder; nothing for a single process."""
    if settings.api_processes == 1:
        return {}
    folder = settings.data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {VARIABLE: str(folder)}


def is_shared() -> bool:
    """Whether this process is one of several that add up."""
    return VARIABLE in os.environ
