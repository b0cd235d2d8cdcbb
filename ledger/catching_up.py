"""Whether it is worth waiting for the worker to note as final what is final on the chain already."""

from __future__ import annotations

import math
import time

IN_VAIN_SECONDS = 5.0
"""How long nobody waits after somebody has waited in vain."""


class CatchingUp:
    """The patience of one process: a worker that stands still must not keep everybody who asks for a passport."""

    def __init__(self) -> None:
        self._not_before = -math.inf

    @property
    def may_come(self) -> bool:
        """Whether the worker may catch up in a moment."""
        return time.monotonic() >= self._not_before

    def was_in_vain(self) -> None:
        """It was waited for, and did not."""
        self._not_before = time.monotonic() + IN_VAIN_SECONDS
