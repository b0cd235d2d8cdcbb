"""The broker that needs no server: Kombu's filesystem transport, with messages that appear whole or not at all.

Kombu opens a message's file under its final name and locks it afterwards, so that a reader may move an empty file
away and fail on it, and it keeps the routing of messages in files that are as exposed.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

import orjson
from kombu.transport import filesystem, virtual

TRANSPORT = "ledger.broker:FolderTransport"
"""What Celery's setting `broker_transport` takes."""


class FolderChannel(filesystem.Channel):
    """Messages as files in one folder: written aside and renamed, taken by renaming, and then read.

    Routing is known to each process by itself, as Kombu's other simple transports have it.
    """

    get_table = virtual.Channel.get_table
    _delete = virtual.Channel._delete

    def _queue_bind(self, *binding: Any) -> None:
        pass

    def _put(self, queue: Any, message: Any, **options: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020}_{uuid.uuid4()}"
        aside = Path(self.data_folder_out) / f"{name}.writing"
        try:
            aside.write_bytes(orjson.dumps(message))
            aside.rename(aside.with_name(f"{name}.{queue}.msg"))
        except OSError:
            aside.unlink(missing_ok=True)  # on a full disk each tick would leave one
            raise

    def _get(self, queue: Any, timeout: Any = None) -> Any:
        for path in sorted(Path(self.data_folder_in).glob(f"*.{queue}.msg")):
            taken = path.with_suffix(".taken")
            try:
                path.rename(taken)
            except FileNotFoundError:  # another worker was quicker
                continue
            content = taken.read_bytes()
            taken.unlink()
            try:
                return orjson.loads(content)
            except orjson.JSONDecodeError:  # a power cut took what was in it; whatever is due comes again
                continue
        raise Empty


class FolderTransport(filesystem.Transport):
    """Kombu's filesystem transport with `FolderChannel`."""

    Channel = FolderChannel
