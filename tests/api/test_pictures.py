"""Pictures over HTTP: parties give them, everybody has them by digest, and nothing else is served from there."""

from __future__ import annotations

import hashlib

import pytest

from api.demo_picture import SIZE, picture
from ledger.pictures import MAX_BYTES
from tests.api.service import Service
from verifier.format import base64url

PICTURE = picture()
SHA256 = base64url.encode(hashlib.sha256(PICTURE).digest())
PNG = {"Content-Type": "image/png"}


def upload(service: Service, key: str, body: bytes = PICTURE, media_type: str = "image/png"):
    return service.request("POST", "/api/v1/pictures", key, content=body, headers={"Content-Type": media_type})


def test_a_picture_is_kept_once_and_served_by_its_digest(service: Service) -> None:
    _, key = service.party()
    first, again = upload(service, key), upload(service, service.operator)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json() == {
        "sha256": SHA256,
        "url": f"/api/v1/pictures/{SHA256}",
        "mediaType": "image/png",
        "width": SIZE,
        "height": SIZE,
    }
    served = service.get(first.headers["Location"])
    assert served.content == PICTURE
    assert served.headers["Content-Type"] == "image/png"
    assert "immutable" in served.headers["Cache-Control"]
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Access-Control-Allow-Origin"] == "*"
    assert served.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_type_that_is_served_is_that_of_the_bytes(service: Service) -> None:
    _, key = service.party()
    assert upload(service, key, media_type="image/jpeg").json()["mediaType"] == "image/png"


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (PICTURE, "image/svg+xml", 415),
        (PICTURE, "text/html", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/png", 422),
        (b"", "image/png", 422),
        (PICTURE + bytes(MAX_BYTES), "image/png", 413),
    ],
)
def test_what_is_no_picture_is_not_kept(service: Service, body: bytes, media_type: str, status: int) -> None:
    _, key = service.party()
    assert upload(service, key, body, media_type).status_code == status
    digest = base64url.encode(hashlib.sha256(body).digest())
    assert service.get(f"/api/v1/pictures/{digest}").status_code == 404


@pytest.mark.parametrize("name", [SHA256, "x", "A" * 44, "..%2f..%2ftrust"])
def test_pictures_that_are_not_there(service: Service, name: str) -> None:
    answer = service.get(f"/api/v1/pictures/{name}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_product_names_a_picture_that_was_uploaded(service: Service) -> None:
    party, key = service.party()
    product = {"gtin": "09521321000421", "name": "Coffee", "picture": {"sha256": SHA256}}
    path = f"/api/v1/parties/{party}/products"
    refused = service.post(path, product, service.operator)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/picture/sha256"]
    upload(service, key)
    assert service.post(path, product, service.operator).status_code == 201
