"""Posting links: how many there may be, and for how long."""

import pytest

from ledger import api_keys, posting_links
from ledger.epcis_error import MemberError
from ledger.errors import TooMany
from tests.ledger.ledger_world import World


@pytest.fixture
def local(tmp_path):
    """A ledger that needs no chain."""
    world = World(tmp_path)
    yield world
    world.ledger.close()


def test_a_party_has_only_so_many_links_in_use(local, monkeypatch):
    monkeypatch.setattr(posting_links, "MOST_LIVE", 2)
    party = local.register("Producer", "9521321000018", "9521321")
    first, _ = posting_links.make_posting_link(local.ledger, party, "one", 1)
    posting_links.make_posting_link(local.ledger, party, "two", 90)
    with pytest.raises(TooMany, match="end some"):
        posting_links.make_posting_link(local.ledger, party, "three", 1)
    assert posting_links.end_posting_link(local.ledger, party, first.id)
    posting_links.make_posting_link(local.ledger, party, "three", 1)
    listed = posting_links.posting_links(local.ledger, party)
    assert sorted(link.label for link in listed) == ["one", "three", "two"]


@pytest.mark.parametrize("days", [0, 91, -1])
def test_a_link_lasts_one_to_ninety_days(local, days):
    party = local.register("Producer", "9521321000018", "9521321")
    with pytest.raises(MemberError):
        posting_links.make_posting_link(local.ledger, party, "one", days)


def test_a_link_belongs_to_a_party(local):
    with pytest.raises(MemberError):
        api_keys.make_api_key(local.ledger, posting_links.ROLE)
