"""The checks that GS1's test suite makes of a resolver, each in the way the suite makes it, on links of every kind.

The criteria come from the vectors; a criterion of which nothing is known here fails.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from tests.api.service import Service
from tests.conftest import VECTORS

DATABASES = ("sqlite",)
FOLDER = VECTORS / "gs1-digital-link" / "resolver"
LINKSET = "application/linkset+json"
ROOT = "https://id.brand.example"
KEYS = ["/01/09521321000421", "/01/09521321000421/10/L1", "/01/09521321000421/21/A%2FB", "/00/095213210000000018"]
VOC = "https://ref.gs1.org/voc/"

LINKS: list[tuple[str, dict[str, Any]]] = [
    (KEYS[0], {"linkType": "gs1:pip", "href": "https://brand.example/pip", "title": "Product"}),
    (KEYS[0], {"linkType": "gs1:instructions", "href": "https://brand.example/en", "title": "EN", "hreflang": ["en"]}),
    (KEYS[0], {"linkType": "gs1:instructions", "href": "https://brand.example/fr", "title": "FR", "hreflang": ["fr"]}),
    (KEYS[0], {"linkType": "gs1:certificationInfo", "href": "https://brand.example/1", "title": "1"}),
    (KEYS[0], {"linkType": "gs1:certificationInfo", "href": "https://brand.example/2", "title": "2"}),
    (KEYS[1], {"linkType": "gs1:recallStatus", "href": "https://brand.example/recall", "title": "Recalls"}),
    (
        KEYS[0],
        {"linkType": "gs1:support", "href": "https://brand.example/lk", "title": "LK", "context": ["LK"]},
    ),
    (KEYS[0], {"linkType": "gs1:support", "href": "https://brand.example/all", "title": "All"}),
]


class Suite:
    """A resolver at a public address, with links, as a program from outside sees it."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        return self._service.request(method, path, headers=headers)

    def linkset(self, key: str) -> dict[str, Any]:
        answer = self.get(key, Accept=LINKSET)
        assert answer.status_code == 200
        return dict(answer.json())

    def own_context(self, key: str) -> dict[str, Any]:
        (found,) = [each for each in self.linkset(key)["linkset"] if each["anchor"] == ROOT + key]
        return dict(found)

    def by_type(self, key: str) -> dict[str, list[dict[str, Any]]]:
        """The links by type, each at the finest level that has the type."""
        found: dict[str, list[dict[str, Any]]] = {}
        for context in self.linkset(key)["linkset"]:
            for name, links in context.items():
                if name not in ("anchor", "itemDescription"):
                    found.setdefault(name, links)
        return found


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    with Service(tmp_path_factory.mktemp("conformance"), public_url=ROOT, rate_public=10**6) as service:
        _, key = service.party()
        for item, link in LINKS:
            assert service.post("/api/v1/links", {"item": ROOT + item, **link}, key).status_code == 201
        yield Suite(service)


def is_https(suite: Suite, key: str) -> None:
    assert suite.get("/health/live").headers["Strict-Transport-Security"], "an address with https is held to it"


def plausible(suite: Suite, key: str) -> None:
    assert suite.get(key).status_code == 307


def rd_file(suite: Suite, key: str) -> None:
    described = suite.get("/.well-known/gs1resolver").json()
    assert described["resolverRoot"] == ROOT
    assert key.split("/")[1] in described["supportedPrimaryKeys"]
    assert described["jsonLdContextLocation"].startswith("https://ref.gs1.org/standards/resolver/")


def cors(suite: Suite, key: str) -> None:
    assert suite.get(key).headers["Access-Control-Allow-Origin"] == "*"


def methods(suite: Suite, key: str) -> None:
    assert set(suite.get(key).headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert suite.get(key, "HEAD").status_code == 307
    assert suite.get(key, "OPTIONS").status_code == 204


def link_on_redirect(suite: Suite, key: str) -> None:
    assert any('rel="linkset"' in each for each in suite.get(key).headers["Link"].split('",'))


def no_legacy_links(suite: Suite, key: str) -> None:
    assert 'rel="gs1:' not in suite.get(key).headers["Link"]


def report_with_400(suite: Suite, key: str) -> None:
    assert suite.get(f"{key}/foo").status_code == 400


def trailing_slash(suite: Suite, key: str) -> None:
    plain, slash = suite.get(key), suite.get(f"{key}/")
    assert (plain.status_code, plain.headers["Location"]) == (slash.status_code, slash.headers["Location"])


def walk_up(suite: Suite, key: str) -> None:
    if key.startswith("/01/"):
        assert suite.get(f"{KEYS[0]}/10/never").status_code == 307
        assert suite.get(f"{KEYS[0]}/22/never/10/never/21/never").status_code == 307


def linkset_by_type(suite: Suite, key: str) -> None:
    for name in ("linkset", "all"):
        assert suite.get(f"{key}?linkType={name}").status_code == 200


def linkset_by_accept(suite: Suite, key: str) -> None:
    assert suite.get(key, Accept=LINKSET).status_code == 200


def valid_linkset(suite: Suite, key: str) -> None:
    for schema in ("gs1-linkset-schema.json",):
        jsonschema.validate(suite.linkset(key), json.loads((FOLDER / "linkset" / schema).read_text()))


def json_ld_context(suite: Suite, key: str) -> None:
    links = suite.get(key, Accept=LINKSET).headers["Link"].split(",")
    assert any(
        'rel="http://www.w3.org/ns/json-ld#context"' in each and 'type="application/ld+json"' in each for each in links
    )


def content_type(suite: Suite, key: str) -> None:
    assert suite.get(key, Accept=LINKSET).headers["Content-Type"] == LINKSET


def query_passed_on(suite: Suite, key: str) -> None:
    assert "foo=bar" in suite.get(f"{key}?foo=bar").headers["Location"]
    assert "foo=bar" in suite.get(f"{key}?foo=bar&linkType=gs1:epcis", Accept="*/*").headers["Location"]


def single_default(suite: Suite, key: str) -> None:
    for context in suite.linkset(key)["linkset"]:
        (default,) = context[f"{VOC}defaultLink"]
        assert set(default) == {"href", "title"}
        described = [
            link["href"]
            for name, links in context.items()
            if name.startswith(VOC) and "defaultLink" not in name
            for link in links
        ]
        assert default["href"] in described, "a default link has a descriptive type as well"


def several_multi(suite: Suite, key: str) -> None:
    assert len(suite.own_context(key)[f"{VOC}defaultLinkMulti"]) > 1


def types_defined(suite: Suite, key: str) -> None:
    terms = json.loads((FOLDER.parent / "link-types.gs1voc-1.16.json").read_text())
    assert set(suite.by_type(key)) <= {term["uri"] for term in terms}


def default_target(suite: Suite, key: str) -> None:
    (default,) = suite.own_context(key)[f"{VOC}defaultLink"]
    assert suite.get(key).headers["Location"] == default["href"]


def each_link(suite: Suite, key: str) -> None:
    """A link is led to when the request says what makes it different from the others of its type; else all are told."""
    for name, links in suite.by_type(key).items():
        if name.endswith(("defaultLink", "defaultLinkMulti")):
            continue
        for link in links:
            same = [each for each in links if {**each, "href": "", "title": ""} == {**link, "href": "", "title": ""}]
            query = f"?linkType={name.replace(VOC, 'gs1:')}"
            if "type" in link:
                query += f"&mediaType={quote(link['type'])}"
            if "hreflang" in link:
                query += f"&lang={link['hreflang'][0]}"
            if "context" in link:
                query += f"&context={link['context'][0]}"
            answer = suite.get(key + query, Accept="*/*")
            if len(same) > 1:
                assert answer.status_code == 300
                assert len(answer.json()["linkset"][0][name]) == len(same)
            else:
                assert answer.headers["Location"].partition("linkType=")[0].rstrip("?&") == link["href"]


def type_not_found(suite: Suite, key: str) -> None:
    assert suite.get(f"{key}?linkType=gs1:nosuchlt").status_code == 404


CRITERIA: dict[str, Callable[[Suite, str], None]] = {
    "isURL": plausible,
    "validDL": plausible,
    "plausibleDL": plausible,
    "isHttps": is_https,
    "tlsOK": is_https,
    "httpVersion": plausible,
    "rdFile": rd_file,
    "corsCheck": cors,
    "linkOnRedirect": link_on_redirect,
    "legacyLinkHeaders": no_legacy_links,
    "methodsCheck": methods,
    "reportWith400": report_with_400,
    "noErrorWith200": report_with_400,
    "trailingSlash": trailing_slash,
    "basicWalkUp": walk_up,
    "ltLinksetNoRedirect": linkset_by_type,
    "ltAllNoRedirect": linkset_by_type,
    "ltAcceptHeader": linkset_by_accept,
    "validLinkset": valid_linkset,
    "linksetJsonldCheck": json_ld_context,
    "declaredContentType": content_type,
    "qsPassedOn": query_passed_on,
    "defaultLinkExists": single_default,
    "singleDefaulLink": single_default,
    "singleMultiLink": several_multi,
    "linkTypesDefined": types_defined,
    "defaultTarget": default_target,
    "loFor{linkType}": each_link,
    "specificLinkTypeNotFound": type_not_found,
}


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_criterion_of_the_suite(suite: Suite, vectors: Path, criterion: str) -> None:
    for key in KEYS:
        CRITERIA[criterion](suite, key)


def test_every_criterion_of_the_vectors_is_tested(vectors: Path) -> None:
    found = json.loads((vectors / "gs1-digital-link" / "resolver" / "conformance-tests.derived.json").read_text())
    assert {each["id"] for each in found} == set(CRITERIA)


@pytest.mark.parametrize("name", ["valid-gs1-example.json", "invalid-gs1-example.json"])
def test_the_schema_can_tell(vectors: Path, name: str) -> None:
    folder = vectors / "gs1-digital-link" / "resolver" / "linkset"
    schema = json.loads((folder / "gs1-linkset-schema.json").read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert validator.is_valid(json.loads((folder / name).read_text())) == name.startswith("valid")
