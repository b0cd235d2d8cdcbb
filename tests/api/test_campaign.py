"""What strangers send, made from our OpenAPI document: no fault of ours, and no answer that it does not describe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.anvil import Anvil
from tests.api.campaign import Campaign
from tests.api.inhabited import Inhabited


@pytest.fixture
def campaign(tmp_path: Path) -> Iterator[Campaign]:
    with Anvil("--no-mining") as anvil, Inhabited(tmp_path, anvil) as place, place.service.served() as url:
        yield Campaign(place, url)


def judge(campaign: Campaign) -> None:
    assert campaign.faults == {}, "\n\n".join(campaign.faults.values())


NEEDS_A_SIGNATURE = {"POST /api/v1/index-notes"}
"""That no generated request has."""


def judge_reach(campaign: Campaign) -> None:
    succeeded = {label for label, status in campaign.seen if status < 400}
    operations = {label for label, _ in campaign.seen}
    assert operations - succeeded - NEEDS_A_SIGNATURE == set(), "cases of these got nowhere, so that they show little"


@pytest.mark.databases("postgresql")  # which minds more than SQLite does; the long campaign runs on both
def test_two_cases_of_each_operation_and_kind_of_data(campaign: Campaign) -> None:
    campaign.run(100, 2)
    judge(campaign)


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_twenty_thousand_cases(campaign: Campaign, capsys: pytest.CaptureFixture[str]) -> None:
    campaign.run(20_000, 100)
    with capsys.disabled():
        statuses = sorted({status for _, status in campaign.seen})
        print(
            f"\n{campaign.cases} cases over {len({label for label, _ in campaign.seen})} operations; answers:", end=" "
        )
        print(", ".join(f"{sum(n for (_, s), n in campaign.seen.items() if s == each)}x {each}" for each in statuses))
    judge(campaign)
    judge_reach(campaign)
