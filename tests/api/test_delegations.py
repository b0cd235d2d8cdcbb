"""A contract manufacturer brings a brand's goods into being, for as long as the operator lets it."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("prefix", ["9521437", "9521999", "95213", "none", "9" * 13, "%2e"])
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
