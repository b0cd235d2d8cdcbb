"""The JSON Schemas in docs/ take what the code makes, and refuse what its parsers refuse by shape."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests import passport_cases
from tests.coffee import Coffee, bag
from tests.passport_case import report_of
from tests.verifier.toy_source import accused
from verifier.format import base64url, passport, trust_root
from verifier.format.errors import FormatError
from verifier.format.item import item_key
from verifier.format.opening import StatementOpening

DOCS = Path(__file__).parents[1] / "docs"


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((DOCS / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", sorted(passport_cases.CASES))
def test_passports_and_reports(name: str) -> None:
    made = passport_cases.CASES[name]()
    validator("report").validate(json.loads(json.dumps(report_of(made).encode())))
    validator("trust-root").validate(json.loads(made["trustRoot"]))
    if name != "no-json":
        validator("passport").validate(json.loads(base64url.decode(made["passport"])))


def test_openings() -> None:
    coffee = Coffee()
    entry = coffee.ledger.entries[coffee.commission(1, 2, 3)]
    made = StatementOpening(1, entry.entry, tuple(entry.leaves), tuple(entry.disclosures.values()))
    validator("opening").validate(json.loads(made.encode()))


def test_misindex_proofs() -> None:
    coffee = Coffee()
    coffee.play()
    ledger = coffee.ledger
    key = item_key(bag(1))
    for lie in (lambda lists: lists.pop(key), lambda lists: lists[key].pop(0), lambda lists: lists[key].reverse()):
        ledger.lie = lie
        ledger.anchor()
        proof = accused(ledger, key)
        validator("misindex-proof").validate(json.loads(proof))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("anchors",), []),
        (("anchorage", "contract"), "0x" + "A" * 40),
        (("items", 0, "key"), "A" * 43),
        (("statements", 0, "index"), -1),
        (("statements", 0, "openings", 0, "role"), 1024),
        (("other",), 1),
    ],
)
def test_schema_and_parser_refuse_the_same_shapes(path: tuple[Any, ...], value: Any) -> None:
    document = json.loads(Coffee().play().passport(bag(1)).encode())
    target = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validator("passport").validate(document)
    with pytest.raises(FormatError):
        passport.parse(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"version": 2}, "version"),
        ({"logKeys": []}, "logKeys"),
        ({"origin": "another.example"}, "not named as the origin"),
        ({"anchorages": []}, "anchorages"),
        ({"rpc": {"agree": 2, "urls": ["http://127.0.0.1:1"]}}, "agree"),
        ({"rpc": {"agree": 1, "urls": ["file:///etc/passwd"]}}, "http"),
        ({"auditors": {"keys": [], "required": 1}}, "required"),
        ({"maxAnchorAge": 0}, "maxAnchorAge"),
        ({"logId": "AA"}, "logId"),
        ({"more": 1}, "unknown"),
    ],
)
def test_malformed_trust_roots_are_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(FormatError, match=why):
        trust_root.parse(Coffee().ledger.trust_root(**change))


def test_a_trust_root_is_for_people_to_lay_out_and_repeats_nothing() -> None:
    text = Coffee().ledger.trust_root()
    laid_out = json.dumps(json.loads(text), indent=4).encode()
    assert trust_root.parse(laid_out) == trust_root.parse(text)
    with pytest.raises(FormatError, match="twice"):
        trust_root.parse(text[:-1] + b',"version":1}')
    with pytest.raises(FormatError):
        trust_root.parse(b"[" * 60_000)
