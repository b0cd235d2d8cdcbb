"""A contract manufacturer brings a brand's goods into being, for as long as the operator lets it."""

from __future__ import annotations

import pytest

from ledger import store_statements
from tests.api.service import BAG, Service, event

PACKER = {"uri": "(417)9521437000001", "name": "Contract Packers", "prefixes": ["9521437"]}


def test_a_delegate_commissions_until_the_delegation_ends(service: Service) -> None:
    service.party()
    packer, key = service.party(**PACKER)
    path = f"/api/v1/parties/{packer}/delegations/9521321"
    assert not service.capture(key, event(f"{BAG}1"))["success"]
    for _ in range(2):  # the second changes nothing
        granted = service.request("PUT", path, service.operator)
        assert granted.status_code == 200, granted.text
        assert (granted.json()["prefixes"], granted.json()["delegations"]) == (["9521437"], ["9521321"])
    assert service.capture(key, event(f"{BAG}1"))["success"]
    for _ in range(2):
        ended = service.request("DELETE", path, service.operator)
        assert (ended.status_code, ended.json()["delegations"]) == (200, [])
    assert not service.capture(key, event(f"{BAG}2"))["success"]


def test_the_owner_takes_its_products_back_from_a_delegate_that_is_one_no_more(service: Service) -> None:
    brand, _ = service.party()
    packer, _ = service.party(**PACKER)
    path = f"/api/v1/parties/{packer}/delegations/9521321"
    product = {"gtin": "09521321000421", "name": "Coffee"}
    service.request("PUT", path, service.operator)
    assert service.post(f"/api/v1/parties/{packer}/products", product, service.operator).status_code == 201
    with service.ledger.store.read() as connection:
        signed = store_statements.waiting_count(connection)
    refused = service.post(f"/api/v1/parties/{brand}/products", product, service.operator)
    assert refused.status_code == 409
    with service.ledger.store.read() as connection:
        assert store_statements.waiting_count(connection) == signed, "who is refused has signed nothing"
    service.request("DELETE", path, service.operator)
    assert service.post(f"/api/v1/parties/{brand}/products", product, service.operator).status_code == 201
    assert service.post(f"/api/v1/parties/{packer}/products", product, service.operator).status_code in (409, 422)


@pytest.mark.parametrize("prefix", ["9521437", "9521999", "95213", "none", "9" * 13, "%2e", "9521321%00"])
def test_only_a_prefix_of_another_party_is_delegated(service: Service, prefix: str) -> None:
    service.party()
    packer, _ = service.party(**PACKER)
    for method in ("PUT", "DELETE"):
        answer = service.request(method, f"/api/v1/parties/{packer}/delegations/{prefix}", service.operator)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == "/prefix"


def test_nobody_delegates_to_a_party_that_is_not_there(service: Service) -> None:
    service.party()
    for party in ("A" * 43, "none"):
        answer = service.request("PUT", f"/api/v1/parties/{party}/delegations/9521321", service.operator)
        assert answer.status_code == 404
