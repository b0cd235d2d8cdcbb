"""Jobs: captures with their outcomes, and lists verified piece by piece by workers that may die or meet."""

from __future__ import annotations

import pytest

from ledger import api_keys, jobs, prove, receipts
from ledger.errors import UnknownJob
from ledger.record import record
from ledger.showing import ANYONE
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed
from tests.ledger.ledger_world import bag, document, event
from verifier.format import base64url

pytest_plugins = ["tests.ledger.ledger_fixtures"]


@pytest.fixture
def world(chained):
    chained.producer = chained.register("Producer", "9521321000018", "9521321")
    chained.auditor, _ = api_keys.make_api_key(chained.ledger, "auditor")
    return chained


def kept(world, *events, proceed=False):
    """The job of a document that was captured."""
    capture = jobs.CaptureAsJob(world.ledger, world.producer, document(*events), proceed=proceed)
    capture.sign()
    assert record(world.ledger, [capture.submission]) == [None]
    return jobs.capture_job(world.ledger, world.producer, capture.job_id)


def test_a_capture_job_keeps_what_became_of_each_event(world):
    good = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    bad = event("ObjectEvent", "ADD", "commissioning", epcList=["https://id.gs1.org/01/09524141000015/21/1"])
    job = kept(world, good, bad)
    assert [outcome["state"] for outcome in job.outcomes] == ["left out", "refused"]
    assert not job.success
    job = kept(world, good, bad, proceed=True)
    assert [outcome["state"] for outcome in job.outcomes] == ["accepted", "refused"]
    assert job.outcomes[1]["errors"][0]["pointer"] == "/epcisBody/eventList/1/epcList/0"
    job = kept(world, good)
    assert [outcome["state"] for outcome in job.outcomes] == ["repeated"]
    assert job.success
    assert jobs.capture_job(world.ledger, world.producer, job.id) == job
    assert len(jobs.capture_jobs(world.ledger, world.producer)) == 3
    for party, job_id in ((bytes(32), job.id), (world.producer, "other")):
        with pytest.raises(UnknownJob):
            jobs.capture_job(world.ledger, party, job_id)


def test_a_list_is_verified_in_the_order_of_its_requests(world):
    (statement_id,) = world.captured(
        world.producer, event("ObjectEvent", "ADD", "commissioning", epcList=[bag(n) for n in range(60)])
    )
    world.settle()
    passport = prove.passport(world.ledger, bag(1), ANYONE).passport
    receipt = receipts.receipt(world.ledger, statement_id).encode()
    requests = [{"item": bag(n)} for n in range(58)]
    requests += [
        {"item": "(01)09521321000018(21)NOBODY"},
        {"item": "nonsense"},
        {"passport": base64url.encode(passport)},
        {"receipt": base64url.encode(receipt)},
        {"passport": "*"},
    ]
    job = jobs.start_verifications(world.ledger, world.auditor.id, requests)
    assert (job.total, job.done, job.finished_at) == (63, 0, None)
    assert jobs.work_on_verifications(world.ledger) == 50
    halfway = jobs.verification_job(world.ledger, world.auditor.id, job.id)
    assert (halfway.done, halfway.finished_at) == (50, None)
    assert jobs.work_on_verifications(world.ledger) == 13
    assert jobs.work_on_verifications(world.ledger) == 0
    done = jobs.verification_job(world.ledger, world.auditor.id, job.id)
    assert (done.done, done.finished_at) == (63, world.now)
    reports = jobs.verification_reports(world.ledger, done, limit=63)
    assert [report.get("item") for report in reports[:58]] == [bag(n) for n in range(58)]
    verdicts = [report.get("verdict") for report in reports[58:]]
    assert verdicts == ["NO_RECORD", None, "VERIFIED", "VERIFIED", None]
    assert "error" in reports[59] and "error" in reports[62]
    assert jobs.verification_reports(world.ledger, done, start=60, limit=2) == reports[60:62]
    with pytest.raises(UnknownJob):
        jobs.verification_job(world.ledger, "other", job.id)


def test_an_empty_list_is_done_at_once(world):
    job = jobs.start_verifications(world.ledger, world.auditor.id, [])
    assert job.finished_at == world.now


@pytest.mark.parametrize("how", [BEFORE, AFTER])
def test_a_worker_that_fails_either_way_leaves_each_request_one_report(world, how):
    job = jobs.start_verifications(world.ledger, world.auditor.id, [{"item": "nonsense"}] * 3)
    world.ledger.store.fail = how
    with pytest.raises(CommitFailed):
        jobs.work_on_verifications(world.ledger)
    jobs.work_on_verifications(world.ledger)
    done = jobs.verification_job(world.ledger, world.auditor.id, job.id)
    assert (done.done, len(jobs.verification_reports(world.ledger, done))) == (3, 3)
