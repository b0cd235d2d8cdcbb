"""Everything that an operator can set: one TOML file and `WAYPROOF_*` variables, read once by the composition root.

Of several values for one setting the first counts: command line, `WAYPROOF_<NAME>`, the TOML file, the default.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BeforeValidator,
    Field,
    NonNegativeInt,
    PositiveInt,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from ledger.errors import SettingsError
from verifier.format.note import parse_vkey
from verifier.format.trust_root import Finality

PREFIX = "WAYPROOF_"
CONFIG_VARIABLE = "WAYPROOF_CONFIG"
DEFAULT_CONFIG = Path("wayproof.toml")
DEVELOPMENT_CHAIN_ID = 31_337

Port = Annotated[int, Field(ge=1, le=65_535)]
Seconds = PositiveInt


def _absolute(value: object) -> object:
    return Path(value).expanduser().absolute() if isinstance(value, str | Path) else value


def _listed(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


AbsolutePath = Annotated[Path, BeforeValidator(_absolute)]
Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """The settings of one ledger; sizes in bytes, times in seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data_dir: AbsolutePath = Field(Path("data"), description="folder of everything that is kept", validate_default=True)
    database_url: str = Field("", repr=False, description="SQLAlchemy URL (default: an SQLite file in the data folder)")
    broker_url: str = Field("", repr=False, description="Celery broker's URL (default: files in the data folder)")
    database_pool: PositiveInt = Field(20, description="most connections of one process to the database")
    api_processes: PositiveInt = Field(1, description="processes that answer requests, sharing the port")
    workers: PositiveInt = Field(1, description="worker processes of `wayproof up`; each is a clock of its own")
    rpc_url: str = Field(
        "", repr=False, description="JSON-RPC URL of the chain (default: a development chain of our own)"
    )
    public_rpc_urls: Listed = Field(
        (), description="chain's URLs for readers' browsers, in the trust root; commas between (default: rpc_url)"
    )
    rpc_agree: PositiveInt = Field(1, description="how many of public_rpc_urls must agree, for readers and for us")
    chain_id: PositiveInt = Field(DEVELOPMENT_CHAIN_ID, description="the chain's id; another chain is refused")
    may_deploy: bool = Field(False, description="deploy the contracts on a chain where that costs money")
    host: str = Field("127.0.0.1", description="address that the API listens on")
    port: Port = Field(8_000, description="port of the API")
    chain_port: Port = Field(8_545, description="port of the development chain, on loopback")
    lan: bool = Field(False, description="serve the local network, the read-only relay /rpc included")
    public_url: str = Field("", description="URL by which readers reach the API (default: host and port)")
    origin: str = Field("localhost/wayproof", description="the log's name; it must never change")
    anchor_every_statements: PositiveInt = Field(65_536, description="anchor when so many statements wait")
    anchor_max_age: Seconds = Field(2, description="anchor when a statement has waited so many seconds")
    anchor_heartbeat: Seconds = Field(3_600, description="anchor after so many seconds even if nothing came")
    max_anchor_age: Seconds = Field(86_400, description="how old the newest anchor may be, as the trust root asks")
    auditor_keys: Listed = Field((), description="auditors' keys (vkeys) for the trust root; commas between")
    auditors_required: NonNegativeInt = Field(
        0, description="how many of auditor_keys must have signed the newest anchor, as the trust root asks"
    )
    promise_deadline: Seconds = Field(86_400, description="a statement is promised to be final after so many seconds")
    trust_root_lifetime: Seconds = Field(31_536_000, description="how long the trust root is valid once made")
    finality: Literal["finalized"] | PositiveInt = Field(
        "finalized", description='"finalized" for the chain\'s own tag, or a depth in blocks'
    )
    fee_ceiling_gwei: PositiveInt = Field(200, description="most gwei to offer for a unit of gas")
    low_balance_anchors: PositiveInt = Field(
        1_000, description="warn when the chain account can pay for fewer anchors at the present fee"
    )
    replace_after: Seconds = Field(120, description="a transaction not mined after so many seconds is replaced")
    rpc_timeout: Seconds = Field(10, description="the chain may take so many seconds to answer")
    master_key_file: AbsolutePath | None = Field(
        None, description="the master key (default: master.key in the data folder)"
    )
    max_document_bytes: PositiveInt = Field(32 << 20, description="largest EPCIS document taken")
    max_verifications: PositiveInt = Field(10_000, description="most items in one list to verify")
    rate_public: PositiveInt = Field(1_200, description="requests per minute of an address without a key")
    rate_tiles: PositiveInt = Field(12_000, description="requests per minute of an address for the log's tiles")
    rate_keyed: PositiveInt = Field(60_000, description="requests per minute with one API key")
    rate_wrong_key: PositiveInt = Field(60, description="requests per minute of an address with wrong API keys")
    rate_store_url: str = Field(
        "", repr=False, description="Redis in which several API processes add up requests (default: each by itself)"
    )
    trusted_proxies: Listed = Field(
        (), description="addresses or networks of proxies whose X-Forwarded-For is believed; commas between"
    )
    max_connections: PositiveInt = Field(1_000, description="most connections that one API process holds open")
    max_connections_of_address: PositiveInt = Field(
        100, description="most connections of one address, unless it is a trusted proxy"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least serious log line shown")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with postgresql:// or sqlite:///")
        _scheme_and_host(value)
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("broker_url")
    @classmethod
    def _broker_address(cls, value: str) -> str:
        for each in value.split(";"):  # Celery takes several, of which the next stands in for one that is away
            _scheme_and_host(each)
        return value

    @field_validator("rpc_url", "public_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        return _checked_url(value) if value else value

    @field_validator("public_rpc_urls")
    @classmethod
    def _web_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_checked_url(url) for url in value)

    @field_validator("rate_store_url")
    @classmethod
    def _redis_address(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "redis+unix://")):
            raise ValueError("must begin with redis://, rediss:// or redis+unix://")
        _scheme_and_host(value)
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            ip_network(each)  # its ValueError says what is wrong
        return value

    @field_validator("finality", mode="before")
    @classmethod
    def _finalized_or_depth(cls, value: object) -> object:
        if value == "finalized" or (isinstance(value, int | str) and re.fullmatch(r"[1-9][0-9]{0,5}", str(value))):
            return value
        raise ValueError('must be "finalized" or a number of blocks')

    @field_validator("auditor_keys")
    @classmethod
    def _vkeys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len({parse_vkey(each) for each in value}) != len(value):
            raise ValueError("must not repeat a key")
        return value

    @field_validator("origin")
    @classmethod
    def _note_name(cls, value: str) -> str:
        # C2SP signed-note: a key's name has no spaces and no plus sign.
        if not value or "+" in value or any(c.isspace() or not c.isprintable() for c in value) or len(value) > 255:
            raise ValueError("must be 1 to 255 characters without spaces or +")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Settings:
        if not self.rpc_url and self.chain_id != DEVELOPMENT_CHAIN_ID:
            raise ValueError(f"chain_id {self.chain_id} needs rpc_url: the chain of our own is {DEVELOPMENT_CHAIN_ID}")
        if not self.rpc_url and self.port == self.chain_port:
            raise ValueError(f"port and chain_port must differ, and both are {self.port}")
        if self.rpc_url and not self.public_rpc_urls and not self.lan and _may_hold_a_key(self.rpc_url):
            raise ValueError(
                "rpc_url may hold an access key, and the trust root would publish it: "
                "name in public_rpc_urls where readers find the chain"
            )
        if self.auditors_required > len(self.auditor_keys):
            raise ValueError(f"auditors_required is {self.auditors_required}, and auditor_keys has fewer")
        if self.anchor_heartbeat > self.max_anchor_age:
            raise ValueError("anchor_heartbeat must not be longer than max_anchor_age, or a quiet log would look dead")
        return self

    @property
    def database(self) -> str:
        """The SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ledger.db'}"

    @property
    def broker(self) -> str:
        """The broker's URL; Kombu's filesystem transport keeps its files in `broker_dir`."""
        return self.broker_url or "filesystem://"

    @property
    def broker_dir(self) -> Path:
        """Where the filesystem transport keeps its messages."""
        return self.data_dir / "broker"

    @property
    def rpc(self) -> str:
        """The chain's JSON-RPC URL."""
        return self.rpc_url or f"http://127.0.0.1:{self.chain_port}"

    @property
    def own_chain(self) -> bool:
        """Whether the chain is a development chain that `wayproof up` starts."""
        return not self.rpc_url

    @property
    def master_key(self) -> Path:
        """Path of the master key's file."""
        return self.master_key_file or self.data_dir / "master.key"

    @property
    def base_url(self) -> str:
        """The URL by which readers reach the API, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def reader_rpc_urls(self) -> tuple[str, ...]:
        """Where readers' browsers find the chain: on a local network by the relay, for anvil listens on loopback."""
        return self.public_rpc_urls or (f"{self.base_url}/rpc" if self.lan else self.rpc,)

    @property
    def finality_rule(self) -> Finality:
        """The rule of finality as the trust root states it."""
        return Finality(None if self.finality == "finalized" else self.finality)

    def environment(self) -> dict[str, str]:
        """The variables from which another process reads these very settings."""
        given = self.model_dump(mode="json", exclude_none=True)
        return {
            PREFIX + name.upper(): ",".join(value) if isinstance(value, list) else str(value)
            for name, value in given.items()
        }

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out files that nobody asked to be read."""
        return init_settings, env_settings


def load_settings(config: Path | None = None, given: Mapping[str, Any] | None = None) -> Settings:
    """The settings from `given` (command line), the environment and the TOML file.

    The file is `config`, else the one that WAYPROOF_CONFIG names, else `wayproof.toml` in the working directory if it
    exists. Raises SettingsError, which names the setting.
    """
    variables = {name.upper() for name in os.environ}
    path, asked = _config_path(config)
    in_file = _read_toml(path, asked)
    chosen = {name: value for name, value in in_file.items() if PREFIX + name.upper() not in variables}
    named = {name: value for name, value in (given or {}).items() if value is not None}
    try:
        return Settings(**{**chosen, **named})
    except ValidationError as error:
        raise SettingsError("; ".join(_plain(fault, named, in_file, path) for fault in error.errors())) from None


def _config_path(config: Path | None) -> tuple[Path, bool]:
    """The file, and whether somebody asked for it."""
    if config is not None:
        return config, True
    named = os.environ.get(CONFIG_VARIABLE)
    return (Path(named), True) if named else (DEFAULT_CONFIG, False)


def _read_toml(path: Path, asked: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if asked:
            raise SettingsError(f"there is no settings file {path}") from None
        return {}
    except OSError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} is no TOML: {error}") from None


def _checked_url(value: str) -> str:
    scheme, host = _scheme_and_host(value)
    if scheme not in ("http", "https") or not host:
        raise ValueError("must begin with http:// or https:// and a host")
    return value.rstrip("/")


def _scheme_and_host(url: str) -> tuple[str, str | None]:
    """What a URL begins with; raises ValueError, which quotes nothing of a URL that may hold a password."""
    try:
        parts = urlsplit(url)
        if parts.port != 0:
            return parts.scheme, parts.hostname
    except ValueError:
        pass
    raise ValueError("is no URL with a host and port; in a user or password, / ? # [ ] are written %2F %3F %23 %5B %5D")


def _may_hold_a_key(url: str) -> bool:
    """Whether a URL has a user, a query, or a part of its path that is long enough for a key."""
    parts = urlsplit(url)
    return "@" in parts.netloc or bool(parts.query) or any(len(part) >= 16 for part in parts.path.split("/"))


def _plain(fault: Any, named: Mapping[str, Any], in_file: Mapping[str, Any], path: Path) -> str:
    """One fault in the operator's words: where the value came from, the setting, what is wrong."""
    message = str(fault["msg"]).removeprefix("Value error, ")
    if not fault["loc"]:
        return message
    name = str(fault["loc"][0])
    if name in named:
        where = f"--{name.replace('_', '-')}"
    elif PREFIX + name.upper() in {variable.upper() for variable in os.environ}:
        where = PREFIX + name.upper()
    else:
        where = f"{name} in {path}" if name in in_file else name
    if fault["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, 1)
        return f"{where}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "")
    return f"{where}: {message[:1].lower()}{message[1:]}"
