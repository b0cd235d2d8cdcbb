"""Requests by the thousand, made from our own OpenAPI document by schemathesis, and what must hold of every answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi import checks

from tests.api.inhabited import AUDITOR, CALLERS, OPERATOR, OWNER, SECRET, STRANGER, Inhabited

DOCS = Path(__file__).resolve().parents[2] / "docs"
PASSPORT = "application/vnd.wayproof.passport+json"
FILES = {
    ("/api/v1/passports", "200"): "passport",
    ("/api/v1/receipts/{statement}", "200"): "receipt",
    ("/api/v1/trust", "200"): "trust-root",
    ("/api/v1/verifications", "200"): "report",
    ("/01/{path}", "200"): "passport",
}
"""Answers that a schema in docs/ describes, which the OpenAPI document only names."""

LEFT_OUT = [
    # Identifiers, times and documents have rules that no JSON Schema says: fitting the schema is not being right.
    checks.positive_data_acceptance,
    # What is sent with each key is asserted cell by cell in test_access.py.
    checks.ignored_auth,
]


REPORT_ON_A_RECEIPT = {
    "type": "object",
    "required": ["deadline", "exit", "issuer", "overdue", "reason", "state", "statementId", "time", "verdict"],
    "properties": {
        "verdict": {"enum": ["VERIFIED", "INCOMPLETE", "PENDING", "REFUSED"]},
        "exit": {"enum": [0, 1, 2, 4]},
    },
}

_SENT_BY = (*CALLERS, *3 * (OWNER, AUDITOR, OPERATOR))
"""Mostly with keys that open something, so that most cases get further than that."""


@dataclass
class Campaign:
    """Cases against a service in which things exist; `seen` counts answers, `faults` tells what was wrong with one."""

    place: Inhabited
    url: str
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._schema = schemathesis.openapi.from_dict(described(self.place))
        self._known = {name: [value] for name, value in self.place.ids.items()}

    @property
    def cases(self) -> int:
        """How many answers were looked at."""
        return sum(self.seen.values())

    def run(self, least: int, each: int) -> None:
        """At least so many cases, in rounds of up to `each` per operation and kind of data."""
        turn = 0
        while self.cases < least:
            for operation in self._schema.get_all_operations():
                for mode in GenerationMode:
                    self._some(operation.ok(), mode, each, turn)
            turn += 1

    def _some(self, operation: Any, mode: GenerationMode, number: int, turn: int) -> None:
        drawn = operation.as_strategy(generation_mode=mode)

        @seed(turn)
        @settings(
            max_examples=number,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=drawn, caller=st.sampled_from(_SENT_BY), choice=st.integers(0, 2**16))
        def send(case: Case[Any], caller: str, choice: int) -> None:
            if mode.is_positive:
                self._lead_somewhere(case, choice)
            self._send(case, caller)

        try:
            send()
        except Unsatisfiable:  # an operation without anything that could be wrong
            assert mode.is_negative

    def _send(self, case: Case[Any], caller: str) -> None:
        key = self.place.keys[caller]
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        answer = case.call(base_url=self.url, session=self._session, headers=headers, timeout=60)
        label = case.operation.label
        self.seen[label, answer.status_code] += 1
        left_out = list(LEFT_OUT)
        if case.query.keys() - {parameter.name for parameter in case.operation.query}:
            left_out.append(checks.negative_data_rejection)  # of parameters that it does not know it takes no notice
        try:
            case.validate_response(answer, excluded_checks=left_out)
        except (Exception, BaseExceptionGroup) as error:
            for fault in getattr(error, "exceptions", (error,)):
                told = f"{fault}\n{answer.status_code} {answer.content[:300]!r}\n{case.as_curl_command(headers)[:2000]}"
                self.faults.setdefault(f"{label} {type(fault).__name__} {answer.status_code}", told)
        if caller == STRANGER and SECRET.encode() in answer.content and SECRET not in case.as_curl_command():
            self.faults.setdefault(f"{label} leaks", repr(answer.content[:300]))
        self._remember(label, answer)

    def _lead_somewhere(self, case: Case[Any], choice: int) -> None:
        """Every other time, put in ids of what exists and a documented body with members of the one that was drawn."""
        if choice % 2:
            return
        if case.path_parameters:
            case.path_parameters = {name: self._pick(case.path, name, choice) for name in case.path_parameters}
        if "item" in case.query:
            case.query = {**case.query, "item": self.place.ids["item"]}
        examples = list(_examples(case))
        if examples:
            example = examples[choice % len(examples)]
            drawn = case.body if isinstance(case.body, dict) else {}
            changed = list(drawn)[: choice % 3]
            members = isinstance(example, dict)
            case.body = {**example, **{name: drawn[name] for name in changed}} if members else example
            if case.operation.label == "POST /api/v1/parties":
                case.body |= {"uri": f"did:web:party{choice}.example", "prefixes": []}

    def _pick(self, path: str, name: str, choice: int) -> str:
        if path.startswith("/01/"):
            return self.place.ids["digital_link"]
        if path.endswith("/suspension"):
            return self.place.foreign  # the owner is wanted
        if path.endswith("/products"):
            return self.place.ids[name]  # whose prefix it is
        known = self._known[name]
        return known[choice % len(known)]

    def _remember(self, label: str, answer: Any) -> None:
        """Ids of what a case made, for later cases."""
        if not 200 <= answer.status_code < 300:
            return
        location = answer.headers.get("location", [""])[0]
        for start, name in (
            ("/epcis/capture/", "capture_id"),
            ("/api/v1/verifications/", "job_id"),
            ("/api/v1/receipts/", "statement"),
            ("/api/v1/links/", "link"),
        ):
            if location.startswith(start):
                self._known[name].append(location.removeprefix(start))
        if label.startswith("POST ") and label.endswith("/api-keys"):
            self._known["key_id"].append(answer.json()["id"])
        if label == "POST /api/v1/parties":
            self._known["party"].append(answer.json()["id"])


def described(place: Inhabited) -> dict[str, Any]:
    """The OpenAPI document as it is served, with the schemas of docs/ at the answers that it only names."""
    document: dict[str, Any] = place.service.get("/openapi.json").json()
    for operations in document["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)  # keys are sent by ourselves
    for (path, status), name in FILES.items():
        text = (DOCS / f"{name}.schema.json").read_text(encoding="utf-8")
        own = f"#/components/schemas/{name}"
        document["components"]["schemas"][name] = json.loads(text.replace('"#/', f'"{own}/').replace('"#"', f'"{own}"'))
        for operation in document["paths"][path].values():
            if status in operation["responses"]:
                for media_type, content in operation["responses"][status]["content"].items():
                    if media_type.endswith("json") and (name != "passport" or media_type == PASSPORT):
                        content["schema"] = {"$ref": own}
    reports = document["paths"]["/api/v1/verifications"]["post"]["responses"]["200"]["content"]["application/json"]
    reports["schema"] = {"anyOf": [reports["schema"], REPORT_ON_A_RECEIPT]}
    return document


def _examples(case: Case[Any]) -> Iterator[Any]:
    described_body = case.operation.definition.raw.get("requestBody", {}).get("content", {})
    for example in described_body.get(case.media_type, {}).get("examples", {}).values():
        yield example["value"]
