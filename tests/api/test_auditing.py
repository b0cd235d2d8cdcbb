"""The audit command before a running ledger and a real chain: openings by API key, and a cheat that is convicted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.sequence import sequence
from tests.anvil import Anvil
from tests.api.service import BAG, Service, event
from verifier.auditor_key import read_key
from verifier.cli import main
from verifier.format import trust_root
from verifier.format.index_note import IndexNote, open_index_note, sign_index_note
from verifier.format.note import parse_vkey
from verifier.json_rpc import RpcChain
from verifier.misindex import convict

DATABASES = ("sqlite",)  # an auditor hears the same of both; what reads the database by itself says otherwise
pytestmark = pytest.mark.slow


@pytest.fixture
def audited(tmp_path: Path, anvil: Anvil):
    """A ledger with a few statements that are final, served over HTTP, and the files that an auditor has."""
    with Service(tmp_path / "data", anvil) as service:
        service.deploy()
        _, key = service.party()
        service.settle()
        service.capture(key, *[event(f"{BAG}{number}") for number in range(20)])
        service.settle()
        (tmp_path / "trust.json").write_bytes(service.get("/api/v1/trust").content)
        (tmp_path / "key").write_text(service.key("auditor"))
        with service.served() as url:
            yield service, url, key


def audit(url: str, folder: Path, *more: str) -> int:
    command = ["audit", url, "--trust", str(folder / "trust.json"), "--state", str(folder / "state"), *more]
    return main(command)


@pytest.mark.databases("sqlite", "postgresql")
def test_an_auditor_replays_all_and_signs(audited, tmp_path, capsys):
    service, url, key = audited
    assert main(["audit", "--make-key", "auditor.example", "--sign", str(tmp_path / "signer")]) == 0
    vkey = parse_vkey(capsys.readouterr().out.splitlines()[-1])
    more = ("--api-key-file", str(tmp_path / "key"), "--sign", str(tmp_path / "signer"))
    assert audit(url, tmp_path, *more) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("AGREES  localhost/wayproof\n")
    assert "20 statements read, 0 of them not authentic" in shown
    note, _ = open_index_note((tmp_path / "state" / "index-note.txt").read_bytes(), "localhost/wayproof", [vkey])
    newest = service.get("/api/v1/anchors").json()["anchors"][0]
    assert note.size == newest["size"]
    service.capture(key, event(BAG))
    service.settle()
    assert audit(url, tmp_path, *more) == 0
    assert "\n  1 entries read" in capsys.readouterr().out


def test_without_a_key_the_index_is_left_out(audited, tmp_path, capsys):
    _, url, _ = audited
    assert audit(url, tmp_path) == 2
    assert "--  item index: it takes the openings" in capsys.readouterr().out
    (tmp_path / "key").write_text("wp_wrong")
    assert audit(url, tmp_path, "--api-key-file", str(tmp_path / "key")) == 2
    assert "answers 401" in capsys.readouterr().out


@pytest.mark.databases("sqlite", "postgresql")
def test_a_cheat_is_convicted_by_what_it_answers(audited, tmp_path, capsys):
    """The index is brought to an anchor with one list entry less than the log has."""
    service, url, key = audited
    service.capture(key, event(BAG), event(f"{BAG}7", action="OBSERVE", bizStep="inspecting"))
    sequence(service.ledger.store, service.ledger.log_signer, service.now)
    with service.ledger.store.write() as connection:
        done = connection.exec_driver_sql(
            "delete from list_entry where log_index = (select max(log_index) from statement) and position = 1"
        )
        assert done.rowcount == 1
    service.settle()
    assert audit(url, tmp_path, "--api-key-file", str(tmp_path / "key")) == 1
    shown = capsys.readouterr().out
    assert "NO  item index: anchor" in shown
    assert "The operator is convicted: Statement 22 is in the log and missing from its item's list." in shown
    (proof,) = (tmp_path / "state" / "evidence").glob("misindex-*.json")
    root = trust_root.parse((tmp_path / "trust.json").read_bytes())
    assert convict(proof.read_bytes(), root, RpcChain(root)).kind == "omission"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "evidence").write_text("")  # where the folder of the proof is to be
    assert audit(url, tmp_path, "--api-key-file", str(tmp_path / "key"), "--state", str(tmp_path / "full")) == 1
    shown = capsys.readouterr().out
    assert "The operator is convicted: " in shown
    assert "Evidence that could not be kept: " in shown


@pytest.mark.databases("sqlite", "postgresql")
def test_a_published_note_is_in_the_passports_that_ask_for_one(tmp_path, anvil, capsys):
    signer = tmp_path / "signer"
    assert main(["audit", "--make-key", "auditor.example", "--sign", str(signer)]) == 0
    vkey = capsys.readouterr().out.splitlines()[-1]
    with Service(tmp_path / "data", anvil, auditor_keys=(vkey,), auditors_required=1) as service:
        service.deploy()
        _, key = service.party()
        service.settle()
        service.capture(key, event(BAG))
        service.settle()
        trust = tmp_path / "trust.json"
        trust.write_bytes(service.get("/api/v1/trust").content)
        (tmp_path / "key").write_text(service.key("auditor"))
        with service.served() as url:
            passport = f"{url}/api/v1/passports?item={BAG}"
            assert main([passport, "--trust", str(trust)]) == 2
            assert "Missing: auditors" in capsys.readouterr().out
            more = ("--api-key-file", str(tmp_path / "key"), "--sign", str(signer), "--publish")
            assert audit(url, tmp_path, *more) == 0
            assert main([passport, "--trust", str(trust)]) == 0
            assert "replayed by auditors" in capsys.readouterr().out
            assert main(["audit", "--make-key", "stranger.example", "--sign", str(tmp_path / "other")]) == 0
            strange = ("--api-key-file", str(tmp_path / "key"), "--sign", str(tmp_path / "other"), "--publish")
            assert audit(url, tmp_path, "--note", str(tmp_path / "other.txt"), *strange) == 2
            assert "the note was not taken" in capsys.readouterr().err
        note = (tmp_path / "state" / "index-note.txt").read_bytes()
        auditor = (tmp_path / "key").read_text()
        lines = note.decode().split("\n")
        for wrong, said in (
            (note.replace(b"localhost", b"elsewhere"), "no index note of an auditor"),
            ("\n".join([*lines[:2], "9", *lines[3:]]).encode(), "no index note of an auditor"),
            (b"", "no index note of an auditor"),
        ):
            headers = {"Content-Type": "text/plain"}
            refused = service.request("POST", "/api/v1/index-notes", auditor, content=wrong, headers=headers)
            assert refused.status_code == 422
            assert said in refused.json()["detail"]
        of_another = sign_index_note(
            IndexNote("localhost/wayproof", 2, bytes(32), bytes(32), 1), read_key(signer).key, read_key(signer).private
        )
        refused = service.request("POST", "/api/v1/index-notes", auditor, content=of_another, headers=headers)
        assert "has other roots" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit"], "it takes a URL or folder"),
        (["audit", "nowhere", "--trust", "nowhere.json"], "nowhere.json: No such file"),
        (["audit", "--make-key", "a+b", "--sign", "KEY"], "--make-key"),
        (["audit", "--make-key", "a.example"], "the file that --sign names"),
    ],
)
def test_usage_errors(arguments, said, tmp_path, capsys):
    assert main([str(tmp_path / "key") if each == "KEY" else each for each in arguments]) == 3
    assert said in capsys.readouterr().err
