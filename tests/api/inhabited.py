"""A service in which things exist: an owner's statements up to a final anchor, jobs, and a key of every kind of caller.

What only the owner and auditors may read carries `SECRET`, so that a test finds it wherever it leaks.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from api.demo_picture import picture
from tests.anvil import Anvil
from tests.api.service import Service, event
from verifier.format.item import item_key

SECRET = "Zq7Kestrel"
"""A word that no other data contains."""

ITEM = "https://id.gs1.org/01/09521321000421/21/OPEN1"
SIBLING = f"https://id.gs1.org/01/09521321000421/21/{SECRET}"
FOREIGN = {"uri": "(417)9521437000001", "name": "Test Carriers", "roles": ["carrier"], "prefixes": ["9521437"]}
MALFORMED = "wp_no/such key"

ANONYMOUS, OWNER, STRANGER, AUDITOR, OPERATOR, REVOKED, WRONG, POSTER = (
    "anonymous",
    "party",
    "foreign party",
    "auditor",
    "operator",
    "revoked key",
    "malformed key",
    "posting link",
)
CALLERS = (ANONYMOUS, OWNER, STRANGER, AUDITOR, OPERATOR, REVOKED, WRONG, POSTER)


class Inhabited:
    """The service; `keys` by caller, `ids` what fills the parameters of paths so that they lead somewhere."""

    def __init__(self, folder: Path, anvil: Anvil, **settings: Any) -> None:
        rates = {"rate_public": 10**9, "rate_tiles": 10**9, "rate_keyed": 10**9, "rate_wrong_key": 10**9}
        self.service = Service(folder, anvil, **(rates | settings))
        self.service.deploy()
        party, owner = self.service.party()
        foreign, stranger = self.service.party(**FOREIGN)
        auditor = self.service.key("auditor")
        self.keys: dict[str, str | None] = {
            ANONYMOUS: None,
            OWNER: owner,
            STRANGER: stranger,
            AUDITOR: auditor,
            OPERATOR: self.service.operator,
            REVOKED: self.revoked(),
            WRONG: MALFORMED,
            POSTER: self.posting_link(owner)["link"].rpartition("=")[2],
        }
        self.foreign = foreign
        self.ids = {
            "party": party,
            "key_id": self.spare_key(),
            "link_id": self.posting_link(owner)["id"],
            "kid": self.service.post(f"/api/v1/parties/{party}/keys", {}, self.service.operator).json()["kid"],
            "prefix": FOREIGN["prefixes"][0],
            "path": "0/000.p/1",
            "seq": "0",
            "item": ITEM,
            "key": item_key(ITEM).hex(),
            "digital_link": "09521321000421/21/OPEN1",
            "sha256": self.picture(owner),
        }
        self.ids["link"] = self.link(owner)
        self._play(owner)
        self.service.settle()
        job = self.service.post("/api/v1/verifications", {"items": [ITEM, SIBLING]}, auditor)
        self.ids["job_id"] = job.headers["Location"].rpartition("/")[2]
        self.service.tick()

    def __enter__(self) -> Inhabited:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.service.ledger.close()

    def spare_key(self) -> str:
        """The id of one more API key, which nobody uses."""
        made = self.service.post("/api/v1/api-keys", {"role": "auditor", "label": SECRET}, self.service.operator)
        return str(made.json()["id"])

    def posting_link(self, owner: str) -> dict[str, Any]:
        """One more posting link of the owner's."""
        made = self.service.post("/api/v1/posting-links", {"label": SECRET}, owner)
        assert made.status_code == 201, made.text
        return dict(made.json())

    def link(self, owner: str) -> str:
        """The id of a link that is not for everybody."""
        link = {"item": ITEM, "linkType": "gs1:faqs", "href": "https://brand.example/", "title": SECRET}
        return str(self.service.post("/api/v1/links", {**link, "public": False}, owner).json()["id"])

    def revoked(self) -> str:
        """An API key that was good once."""
        made = self.service.post("/api/v1/api-keys", {"role": "operator"}, self.service.operator).json()
        self.service.request("DELETE", f"/api/v1/api-keys/{made['id']}", self.service.operator)
        return str(made["key"])

    def picture(self, owner: str) -> str:
        """The digest of a picture that the owner uploads."""
        headers = {"Content-Type": "image/png"}
        made = self.service.request("POST", "/api/v1/pictures", owner, content=picture(), headers=headers)
        return str(made.json()["sha256"])

    def _play(self, owner: str) -> None:
        made = event(
            ITEM,
            SIBLING,
            bizTransactionList=[{"type": "po", "bizTransaction": f"urn:epcglobal:cbv:bt:9521321000018:{SECRET}"}],
            destinationList=[{"type": "owning_party", "destination": "https://id.gs1.org/417/9521437000001"}],
            ilmd={"cbvmda:lotNumber": "HL-1"},
        )
        answer = self.service.request("POST", "/epcis/capture", owner, json=_document(made))
        self.ids["capture_id"] = answer.headers["Location"].rpartition("/")[2]
        job = self.service.get(answer.headers["Location"], owner).json()
        assert job["success"], job
        self.ids["statement"] = job["outcomes"][0]["statementId"]
        note = {"step": "measured", "item": ITEM, "time": "2026-03-31T08:15:00Z", "note": f"{SECRET} was here"}
        note["readings"] = [{"type": "Temperature", "value": 18.4, "unit": "°C"}]  # type: ignore[assignment]
        assert self.service.post("/api/v1/checkpoints", note, owner).status_code == 201


def _document(*events: dict[str, Any]) -> dict[str, Any]:
    from tests.api.service import document

    return document(*events)
