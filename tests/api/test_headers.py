"""What every answer tells browsers: table-driven over all routes, described or not, and over the answers to errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.service import BAG, Service

DATABASES = ("sqlite",)

PAGES = ("/docs", "/p/01/09521321000421/21/B1", "/p/", "/p/scan", "/p/post")
ASKS_FOR = {"/p/scan": {"camera"}, "/p/post": {"camera", "geolocation"}}
NO_PAGES = (
    "/api/v1/anchors",
    "/api/v1/trust",
    "/api/v1/key",
    f"/api/v1/labels?item={BAG}",
    "/api/v1/names?party=x",
    "/api/v1/nowhere",
    f"/api/v1/passports?item={BAG}",
    f"/api/v1/recalls?item={BAG}",
    "/log/checkpoint",
    "/log/tile/0/000",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/openapi.json",
    "/epcis/capture",
    "/01/09521321000421",
    "/01/bad",
    "/.well-known/gs1resolver",
    "/p/assets/none.js",
)
READ_BY_ANY_ORIGIN = (
    "/api/v1/labels",
    "/api/v1/recalls",
    "/api/v1/anchors",
    "/api/v1/names",
    "/api/v1/trust",
    "/api/v1/passports",
    "/log/",
    "/01/",
    "/.well-known/",
)
ORIGIN = {"Origin": "https://elsewhere.example"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("headers")) as made:
        yield made


def policy_of(answer: httpx.Response) -> dict[str, str]:
    parts = [part.strip() for part in answer.headers["Content-Security-Policy"].split(";")]
    return dict(part.partition(" ")[::2] for part in parts)


@pytest.mark.parametrize("path", [*PAGES, *NO_PAGES])
def test_every_answer_is_confined(service: Service, path: str) -> None:
    answer = service.get(path)
    assert answer.status_code != 500
    assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_list("Referrer-Policy") == ["no-referrer"]
    assert len(answer.headers.get_list("Content-Security-Policy")) == 1
    policy = policy_of(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy).replace("'wasm-unsafe-eval'", "")
    assert "Strict-Transport-Security" not in answer.headers, "this service is reached by plain http"
    assert "Server" not in answer.headers
    assert answer.headers.get_list("Cache-Control") != []


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_their_window_to_themselves(service: Service, path: str) -> None:
    answer = service.get(path)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert policy_of(answer)["base-uri"] == policy_of(answer)["form-action"] == "'none'"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    for feature in ("camera", "geolocation", "microphone"):
        allowed = "self" if feature in ASKS_FOR.get(path, ()) else ""
        assert f"{feature}=({allowed})" in answer.headers["Permissions-Policy"]
    assert ("'wasm-unsafe-eval'" in policy_of(answer).get("script-src", "")) == (path in ASKS_FOR)


@pytest.mark.parametrize("path", NO_PAGES)
def test_other_answers_can_do_nothing_in_a_browser(service: Service, path: str) -> None:
    answer = service.get(path)
    assert policy_of(answer) == {"default-src": "'none'", "frame-ancestors": "'none'"}


@pytest.mark.parametrize("path", [*PAGES, *NO_PAGES])
def test_other_origins_read_what_everybody_reads_and_nothing_else(service: Service, path: str) -> None:
    answer = service.get(path, headers=ORIGIN)
    allowed = answer.headers.get("Access-Control-Allow-Origin")
    assert allowed == ("*" if path.startswith(READ_BY_ANY_ORIGIN) else None)
    assert "Access-Control-Allow-Credentials" not in answer.headers
    wanted = "cross-origin" if allowed else "same-origin"
    assert answer.headers.get_list("Cross-Origin-Resource-Policy") == [wanted]
    with_key = service.get(path, service.operator, headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in with_key.headers


@pytest.mark.parametrize("path", [*PAGES, *NO_PAGES])
def test_what_was_asked_for_with_a_key_is_kept_nowhere(service: Service, path: str) -> None:
    for key in (service.operator, "wp_wrong"):
        assert service.get(path, key).headers.get_list("Cache-Control") == ["no-store"]


def test_the_table_has_every_described_path(service: Service) -> None:
    """So that a new part of the interface has to be thought of here."""
    listed = {path.split("?")[0] for path in (*PAGES, *NO_PAGES)}
    for path, operations in service.get("/openapi.json").json()["paths"].items():
        if "get" in operations and "{" not in path and "security" not in operations["get"]:
            assert path in listed


def test_methods_that_no_route_takes_are_confined_too(service: Service) -> None:
    for method in ("POST", "PUT", "TRACE", "OPTIONS", "PROPFIND"):
        answer = service.request(method, "/api/v1/anchors", headers=ORIGIN)
        assert answer.status_code == 405
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_fault_of_our_own_is_confined_too(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("api.anchors.public_log.anchors", broken)
    answer = service.get("/api/v1/anchors")
    assert answer.status_code == 500
    assert answer.headers.get_list("Cache-Control") == ["no-store"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert policy_of(answer)["default-src"] == "'none'"


def test_https_is_for_ever_where_readers_come_by_https(tmp_path: Path) -> None:
    with Service(tmp_path, public_url="https://trace.example") as service:
        for path in ("/api/v1/anchors", "/docs", "/api/v1/nowhere"):
            assert service.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_documentation_names_the_address_that_readers_know(tmp_path: Path) -> None:
    with Service(tmp_path, public_url="https://trace.example") as service:
        page = service.get("/docs", headers={"Host": "evil.example"}).text
        assert "evil.example" not in page
        assert "https://trace.example/api/v1/checkpoints" in page


def test_a_server_says_nothing_of_itself(service: Service) -> None:
    with service.served() as url:
        answer = httpx.get(f"{url}/health/live", trust_env=False)
        assert "Server" not in answer.headers
        assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]


def test_what_wayproof_up_starts_is_what_is_tested_here() -> None:
    from api.up import api_command
    from ledger.settings import Settings

    command = api_command(Settings())
    assert command[command.index("--http") + 1] == "api.protocol:BoundedProtocol"
    assert command[command.index("--ws") + 1] == "none"
    assert {"--no-server-header", "--no-proxy-headers", "--no-access-log"} <= set(command)
