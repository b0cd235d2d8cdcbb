"""An operator's day for tests: a service with statements that are final, its backups, and where they are restored."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pyrage

from api import cli
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from tests.anvil import Anvil
from tests.api.service import BAG, Service, event


class Keeper:
    """A running service with a few statements that are final, an operator's config and an age key."""

    def __init__(self, folder: Path, anvil: Anvil) -> None:
        self.folder = folder
        self.service = Service(folder / "data", anvil)
        self.service.deploy()
        _, self.key = self.service.party()
        self._serials = count()
        self.service.settle()
        self.add(3)
        identity = pyrage.x25519.Identity.generate()
        self.recipient = str(identity.to_public())
        self.identity = folder / "identity.txt"
        self.identity.write_text(f"# a key for tests\n{identity}\n")
        self.config = self.configure("wayproof.toml", folder / "data")

    def configure(self, name: str, data: Path, **settings: str) -> Path:
        path = self.folder / name
        given = {"data_dir": str(data), "rpc_url": self.service.anvil.url} | settings
        path.write_text("".join(f'{name} = "{value}"\n' for name, value in given.items()))
        return path

    def add(self, number: int) -> None:
        self.service.capture(self.key, *[event(f"{BAG}N{next(self._serials)}") for _ in range(number)])
        self.service.settle()

    def next_serial(self) -> int:
        """A number that no item has yet."""
        return next(self._serials)

    def backup(self, *more: str, config: Path | None = None) -> Path:
        path = self.folder / f"backup-{next(self._serials)}.age"
        seal = () if "--passphrase-file" in more else ("--recipient", self.recipient)
        assert cli.main(["backup", str(path), *seal, *more, "--config", str(config or self.config)]) == 0
        return path

    def restore(self, path: Path, into: str | None, *more: str, config: Path | None = None) -> int:
        place = () if into is None else ("--into", into)
        key = () if "--passphrase-file" in more else ("--identity", str(self.identity))
        master = ("--master-key", str(self.folder / "data" / "master.key"))
        chosen = str(config or self.config)
        return cli.main(["restore", str(path), *place, *key, *master, *more, "--config", chosen])

    def opened(self, data: Path, **settings: Any) -> Ledger:
        given: dict[str, Any] = {"data_dir": data, "rpc_url": self.service.anvil.url, "database_url": ""} | settings
        return open_ledger(Settings(**given), lambda: self.service.now)


def size_of(ledger: Ledger) -> int:
    with ledger.store.read() as connection:
        return int(connection.exec_driver_sql("select count(*) from statement").scalar_one())
