"""No secret is ever said: real processes play and fail, and everything that they wrote or answered is searched."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from ledger import store_chain
from ledger.service import open_ledger
from ledger.settings import Settings, load_settings
from tests.anvil import Anvil
from tests.api.in_clear import forms
from tests.api.service import BAG, PRODUCER, document, event
from tests.api.test_up import up
from tests.databases import url_in
from tests.ports import free_port
from tests.redis_server import RedisServer

pytestmark = [pytest.mark.slow, pytest.mark.databases("postgresql")]

DATABASE, BROKER, NODE = "Db5Sesame8pw", "Brk7Sesame9pw", "Rpc3Sesame4key"
"""The passwords and the key of the node, each in a URL among the settings."""

MEANT_TO_HOLD_THEM = {"operator.key", "master.key", "wayproof.toml", "database.url"}
PATIENCE = 120.0
NOW = "2026-03-31T08:15:00Z"
_STATEMENT_SECRETS = "select secret from statement where secret is not null"


class Played:
    """What the processes said and answered, and the secrets that they know."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        given = {"database": DATABASE, "broker": BROKER, "node": NODE}
        self.secrets = {name: secret.encode() for name, secret in given.items()}
        self.answers: list[str] = []
        self.said = ""

    def written(self) -> Iterator[tuple[str, bytes]]:
        """Everything that is to be searched, each with where it stood."""
        yield "the terminal", self.said.encode()
        for number, answer in enumerate(self.answers):
            yield f"answer {number}", answer.encode()
        for path in self.folder.rglob("*"):
            if path.is_file() and path.name not in MEANT_TO_HOLD_THEM:
                yield str(path.relative_to(self.folder)), path.read_bytes()


@contextmanager
def keeping(played: Played, base: str) -> Iterator[httpx.Client]:
    """A client whose every answer is kept, with its headers."""

    def keep(answer: httpx.Response) -> None:
        answer.read()
        played.answers.append(f"{answer.request.url} {answer.headers}\n{answer.text}")

    with httpx.Client(base_url=base, timeout=PATIENCE, trust_env=False, event_hooks={"response": [keep]}) as client:
        yield client


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """`wayproof up` at its most talkative, with a database, a broker and a chain that all fail once."""
    played = Played(tmp_path)
    port = free_port()
    with RedisServer(tmp_path, BROKER) as broker, Anvil() as chain:
        settings = tmp_path / "wayproof.toml"
        node = chain.url.replace("//", f"//user:{NODE}@") + f"/?apikey={NODE}"
        urls = {
            "database_url": url_in(tmp_path).replace("wayproof@", f"wayproof:{DATABASE}@"),
            "broker_url": broker.url,
            "rate_store_url": broker.url,
            "rpc_url": node,
            "public_rpc_urls": chain.url,
        }
        settings.write_text("".join(f'{name} = "{value}"\n' for name, value in urls.items()))
        options = ["--config", str(settings), "--port", str(port), "--log-level", "debug"]
        with up(tmp_path, *options) as started, keeping(played, f"http://127.0.0.1:{port}") as client:
            play(played, client, (tmp_path / "data" / "operator.key").read_text().strip())
            broker.stop()
            chain.stop()
            fail(played, client)
            started.stop()
            played.said = started.said()
        own = {"data_dir": tmp_path / "data", "database_url": urls["database_url"]}
        find_secrets(played, load_settings(settings, own))
    return played


def play(played: Played, client: httpx.Client, operator: str) -> None:
    as_operator = {"Authorization": f"Bearer {operator}"}
    party = client.post("/api/v1/parties", json=PRODUCER, headers=as_operator).json()
    key = client.post(f"/api/v1/parties/{party['id']}/api-keys", json={}, headers=as_operator).json()["key"]
    played.answers.clear()  # that is where a key is shown, once
    played.secrets |= {"operator's API key": operator.encode(), "party's API key": key.encode()}
    as_party = {"Authorization": f"Bearer {key}"}
    captured = client.post("/epcis/capture", json=document(event(BAG)), headers=as_party)
    job = client.get(captured.headers["Location"], headers=as_party).json()
    assert job["success"], job
    client.get("/epcis/capture", headers=as_party)
    client.post("/api/v1/checkpoints", json={"step": "sold", "item": key}, headers=as_party)
    client.post("/api/v1/checkpoints", content=key, headers={**as_party, "Content-Type": "application/json"})
    client.get("/api/v1/key", headers={"Authorization": f"Bearer {key}x"})
    client.get("/api/v1/key", headers={"Authorization": f"Basic {key}"})
    client.get("/api/v1/parties", headers=as_party)
    client.get("/api/v1/parties", headers=as_operator)
    for path in ("/health/ready", "/metrics", "/docs", "/openapi.json", "/api/v1/trust", "/p/00/1", "/api/v1/anchors"):
        client.get(path)
    client.get("/api/v1/passports", params={"item": BAG})


def fail(played: Played, client: httpx.Client) -> None:
    """Ask while broker and chain are gone, until health has noticed, and then without the database's tables too."""
    seen = ""
    while not ("each process counts for itself" in seen and "does not answer" in seen):
        seen = client.get("/health/ready").text
        time.sleep(0.1)
    as_party = {"Authorization": "Bearer " + played.secrets["party's API key"].decode()}
    client.get("/api/v1/passports", params={"item": BAG})
    engine = sa.create_engine(url_in(played.folder))
    with engine.begin() as connection:
        connection.execute(sa.text("alter table statement rename column content to elsewhere"))
    broken = client.post("/api/v1/checkpoints", json={"step": "sold", "item": BAG, "time": NOW}, headers=as_party)
    assert broken.status_code >= 500, broken.text
    with engine.begin() as connection:
        connection.execute(sa.text("alter table statement rename column elsewhere to content"))
    engine.dispose()


def find_secrets(played: Played, settings: Settings) -> None:
    """Add the ledger's own: its keys, the parties' and the statements' secrets, and the master key."""
    played.secrets["master key"] = settings.master_key.read_bytes()
    ledger = open_ledger(settings)
    with ledger.store.read() as connection:
        for name in ("log key", "promise key", "chain key", "log admin key"):
            sealed = store_chain.fact(connection, name)
            assert sealed is not None
            played.secrets[name] = ledger.keyring.open(name, b"", bytes.fromhex(sealed))
        for number, (secret,) in enumerate(connection.execute(sa.text(_STATEMENT_SECRETS))):
            played.secrets[f"secret of statement {number}"] = bytes(secret)
    ledger.close()


def test_no_secret_is_in_any_log_answer_or_file(played: Played) -> None:
    assert len(played.secrets) >= 11
    wanted = [(name, form, text) for name, secret in played.secrets.items() for form, text in forms(secret).items()]
    found: list[tuple[str, str, str]] = []
    searched = 0
    for where, content in played.written():
        searched += 1
        found += [(where, name, form) for name, form, text in wanted if text in content]
    assert found == []
    assert searched > 20
    assert "request failed" in played.said, "a fault of our own was logged, so that logs were worth searching"


def test_the_search_finds_each_form_of_a_secret() -> None:
    import base64

    secret = bytes(range(200, 232))
    for text in (secret, secret.hex().encode(), secret.hex().upper().encode()):
        assert any(form in b"before " + text + b" after" for form in forms(secret).values())
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            within = encode(os.urandom(before + 3 * before) + secret + os.urandom(7))
            assert any(form in within for form in forms(secret).values()), before
