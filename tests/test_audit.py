"""The audit of dependencies: what the tools say is vulnerable ends it with 1, a registry that is silent does not."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
CLEAN = {"name": "orjson", "version": "3.13.0", "vulns": []}
BAD = {"name": "web3", "version": "8.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["8.0.1"]}]}
SKIPPED = {"name": "wrapt", "skip_reason": "Dependency not found on PyPI and could not be audited: wrapt (2.5.2)"}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    found = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def report(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_what_pip_audit_found_is_named(audit):
    assert audit.of_pip_audit(report(CLEAN, SKIPPED, BAD)) == ["web3 8.0.0: PYSEC-1, fixed in 8.0.1"]
    assert audit.of_pip_audit(report(CLEAN, SKIPPED)) == []


@pytest.mark.parametrize("output", [report(SKIPPED, SKIPPED), "", "no JSON", "[]", "{}"])
def test_an_index_that_knows_of_no_package_was_not_asked(audit, output):
    with pytest.raises(audit.NotAsked):
        audit.of_pip_audit(output)


def test_what_npm_found_is_named(audit):
    found = {"left-pad": {"severity": "high", "range": "<1.3.0"}}
    assert audit.of_npm_audit(json.dumps({"vulnerabilities": found})) == ["left-pad <1.3.0: high"]
    assert audit.of_npm_audit(json.dumps({"vulnerabilities": {}})) == []


@pytest.mark.parametrize("output", ["", json.dumps({"message": "405 Method Not Allowed", "statusCode": 405})])
def test_a_registry_that_refuses_was_not_asked(audit, output):
    with pytest.raises(audit.NotAsked):
        audit.of_npm_audit(output)


def test_a_vulnerability_ends_it_with_1_and_silence_does_not(audit, monkeypatch, capsys):
    def silent(command):
        raise audit.NotAsked("nobody answers")

    monkeypatch.setattr(audit, "output_of", silent)
    assert audit.main() == 0
    assert capsys.readouterr().out.count("not audited, nobody answers") == 4
    none, bad = report(CLEAN), report(BAD)
    answers = {"npm": json.dumps({"vulnerabilities": {}}), "pip-audit": none}
    monkeypatch.setattr(audit, "output_of", lambda command: answers[command[0]])
    assert audit.main() == 0
    answers["pip-audit"] = bad
    assert audit.main() == 1
    assert "PYSEC-1" in capsys.readouterr().out


def test_a_tool_that_is_not_there_is_said(audit):
    with pytest.raises(audit.NotAsked, match="is not installed"):
        audit.output_of(["no-such-program-anywhere"])
