"""Passports of many shapes, on a real chain: each verified before it is served, and no more shown than is due."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import orjson
import pytest

from ledger import openings, products, prove, recalls, store_anchors, store_chain, store_statements, visits
from ledger.catching_up import CatchingUp
from ledger.chain_view import ChainView
from ledger.errors import NotReady, UnknownStatement
from ledger.showing import ANYONE, Reader
from tests.anvil import Anvil
from tests.ledger.ledger_world import CASE, GLN, GTIN, PALLET, START, ChainedWorld, bag, event
from verifier.format import base64url, opening
from verifier.format.item import item_key
from verifier.format.recall_text import MEMBER, RecallText, RecallWords, parse_recall_text
from verifier.index_replay import IndexReplay
from verifier.log_edge import LogEdge
from verifier.replay import Replay
from verifier.report import Status, Verdict

pytestmark = pytest.mark.slow

GREEN = "https://id.gs1.org/01/09524141000015"
INPUT = f"{GREEN}/10/SECRET-SUPPLIER-LOT"
CRATE = "https://id.gs1.org/8003/09521321000025C1"
RECIPE = "https://id.gs1.org/253/9521321000018T1"


class Histories(ChainedWorld):
    """A ledger on which many things have happened."""

    def __init__(self, folder, url):
        super().__init__(folder, url)
        self.producer = self.register("Producer", "9521321000018", "9521321", hides_inputs=True)
        self.supplier = self.register("Supplier", "9524141111117", "9524141", shows_places=False)
        self.retailer = self.register("Retailer", "9526061111116", "9526061", role="retailer")
        self.at = START
        described = products.describe(self.ledger, self.producer, GTIN, {"name": "Highland coffee"})
        serialised = products.declare_serialised(self.ledger, self.producer, GTIN)
        assert described.captured and serialised.captured, (described, serialised)
        self.journey()
        self.settle()
        self.transformation()
        self.many_observations()
        self.settle()
        self.crate()
        self.settle()
        self.recalls()
        self.settle()

    def say(self, party, type_, action, step, **members):
        self.at += 60
        (statement_id,) = self.captured(party, event(type_, action, step, at=self.at, **members))
        return statement_id

    def commission(self, *items, **members):
        return self.say(self.producer, "ObjectEvent", "ADD", "commissioning", epcList=list(items), **members)

    def journey(self):
        bags = [bag(number) for number in range(12)]
        self.commission(
            *bags,
            ilmd={"cbvmda:lotNumber": "L1"},
            readPoint={"id": GLN},
            bizTransactionList=[{"type": "po", "bizTransaction": "https://example.com/po/SECRET-ORDER"}],
        )
        self.say(self.producer, "AggregationEvent", "ADD", "packing", parentID=CASE, childEPCs=bags)
        self.say(self.producer, "AggregationEvent", "ADD", "packing", parentID=PALLET, childEPCs=[CASE])
        self.say(self.producer, "ObjectEvent", "OBSERVE", "shipping", epcList=[PALLET])
        self.say(self.retailer, "ObjectEvent", "OBSERVE", "receiving", epcList=[PALLET])
        self.say(self.retailer, "AggregationEvent", "DELETE", "unpacking", parentID=PALLET)
        self.say(self.retailer, "AggregationEvent", "DELETE", "unpacking", parentID=CASE, childEPCs=bags)

    def transformation(self):
        self.say(
            self.supplier,
            "ObjectEvent",
            "ADD",
            "commissioning",
            quantityList=[{"epcClass": INPUT, "quantity": 10}],
            readPoint={"id": GLN},
        )
        self.say(
            self.producer,
            "TransformationEvent",
            None,
            "commissioning",
            inputQuantityList=[{"epcClass": INPUT, "quantity": 5}],
            outputEPCList=[bag("T1"), bag("T2")],
            transformationID=RECIPE,
        )
        self.say(
            self.producer,
            "TransformationEvent",
            None,
            "commissioning",
            inputQuantityList=[{"epcClass": f"{GREEN}/10/LATER", "quantity": 5}],
            transformationID=RECIPE,
        )

    def many_observations(self):
        self.commission(bag("MANY"))
        looks = [
            event("ObjectEvent", "OBSERVE", "inspecting", at=self.at + number, epcList=[bag("MANY")])
            for number in range(1, 300)
        ]
        self.captured(self.producer, *looks)

    def crate(self):
        """A crate that is used again and again; what matters for one bag is in the middle of a long list."""
        self.commission(bag("CRATED"))
        self.commission(*[bag(f"F{number}") for number in range(150)])
        for number in range(150):
            if number == 75:
                self.say(self.producer, "AggregationEvent", "ADD", "packing", parentID=CRATE, childEPCs=[bag("CRATED")])
                self.say(self.producer, "ObjectEvent", "OBSERVE", "shipping", epcList=[CRATE])
                self.say(self.producer, "AggregationEvent", "DELETE", "unpacking", parentID=CRATE)
            moved = {"parentID": CRATE, "childEPCs": [bag(f"F{number}")]}
            self.say(self.producer, "AggregationEvent", "ADD", "packing", **moved)
            self.say(self.producer, "AggregationEvent", "DELETE", "unpacking", **moved)

    def anchored_and_not_final(self):
        with self.ledger.store.read() as connection:
            return store_chain.anchors_in(connection, "mined")

    def recalls(self):
        for serial in ("R1", "R2", "R3"):
            self.commission(bag(serial))
        recalled = {"persistentDisposition": {"set": ["recalled"]}}
        self.say(self.producer, "ObjectEvent", "OBSERVE", "holding", epcList=[bag("R1"), bag("R2")], **recalled)
        self.sequence()
        over = {"persistentDisposition": {"unset": ["recalled"]}}
        self.say(self.producer, "ObjectEvent", "OBSERVE", "holding", epcList=[bag("R2")], **over)
        wrong = event("ObjectEvent", "OBSERVE", "destroying", at=self.at + 5, epcList=[bag("R3")])
        self.captured(self.producer, wrong)
        error = {"declarationTime": "2026-02-01T00:00:00.000Z", "reason": "incorrect_data"}
        self.captured(self.producer, {**wrong, "errorDeclaration": error})


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Anvil() as chain:
        histories = Histories(tmp_path_factory.mktemp("histories"), chain.url)
        yield histories
        histories.ledger.close()


def test_before_anything_is_final_there_is_no_passport(tmp_path):
    with Anvil() as chain:
        fresh = ChainedWorld(tmp_path, chain.url)
        with pytest.raises(NotReady):
            fresh.passport(bag(1))


def test_the_journey_of_a_bag(world):
    proven = world.passport(bag(3))
    assert proven.report.verdict is Verdict.VERIFIED
    steps = [s.members["core"].get("bizStep") for s in proven.report.statements if s.applies and s.type != "Notice"]
    assert steps == ["commissioning", "packing", "packing", "shipping", "receiving", "unpacking", "unpacking"]
    assert any(s.members.get("name") == "Highland coffee" for s in proven.report.statements)
    assert proven.report.status is Status.IN_ORDER


def test_strangers_see_no_sibling_quantity_order_or_event_hash(world):
    shown = world.passport(bag(3)).passport
    disclosed = b"".join(
        base64url.decode(text) for statement in orjson.loads(shown)["statements"] for text in statement["disclosures"]
    )
    for number in range(12):
        if number != 3:
            assert f'{bag(number)}"'.encode() not in shown
    for secret in (b"SECRET-ORDER", b"quantity", b"ni:///", b"lotNumber"):
        assert secret not in shown + disclosed


def test_a_serial_that_nobody_made_is_proven_never_made(world):
    report = world.passport(bag("NOBODY")).report
    assert (report.verdict, report.never_made) == (Verdict.NO_RECORD, True)


def test_an_unknown_class_has_no_record_and_is_not_said_never_made(world):
    report = world.passport("https://id.gs1.org/01/09526062000013/21/X").report
    assert (report.verdict, report.never_made) == (Verdict.NO_RECORD, False)


def test_inputs_stay_hidden_behind_their_keys(world):
    proven = world.passport(bag("T1"))
    assert proven.report.verdict is Verdict.VERIFIED
    assert b"SECRET-SUPPLIER" not in proven.passport
    keys = {item.get("key") for item in orjson.loads(proven.passport)["items"]}
    assert base64url.encode(item_key(INPUT)) in keys
    assert base64url.encode(item_key(f"{GREEN}/10/LATER")) in keys


def test_places_are_shown_as_their_party_chose(world):
    def shows_place(item):
        statements = world.passport(item).report.statements
        return any("where" in statement.members for statement in statements)

    assert shows_place(bag(3))
    assert not shows_place(INPUT)


def test_a_long_history_is_shown_in_part_and_says_so(world):
    proven = world.passport(bag("MANY"))
    assert proven.report.verdict is Verdict.VERIFIED
    shown, all_ = proven.report.entries_shown
    assert all_ == 300
    assert 64 < shown < 256


def test_a_stay_in_the_middle_of_a_crates_long_list(world):
    proven = world.passport(bag("CRATED"))
    assert proven.report.verdict is Verdict.VERIFIED
    shipped = [s for s in proven.report.statements if s.members["core"].get("bizStep") == "shipping"]
    assert [s.applies for s in shipped] == [True]
    (crate,) = [item for item in orjson.loads(proven.passport)["items"] if item.get("item") == CRATE]
    assert crate["list"]["size"] == 303
    assert sum(len(segment["entries"]) for segment in crate["list"]["segments"]) < 150


def test_a_bag_that_stayed_in_the_crate_for_one_entry(world):
    assert world.passport(bag("F149")).report.verdict is Verdict.VERIFIED
    assert world.passport(bag("F0")).report.verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("serial", "status"), [("R1", Status.RECALLED), ("R2", Status.IN_ORDER), ("R3", Status.IN_ORDER)]
)
def test_recalls_withdrawals_and_corrections(world, serial, status):
    report = world.passport(bag(serial)).report
    assert (report.verdict, report.status) == (Verdict.VERIFIED, status)


def test_every_kind_of_item_has_a_passport(world):
    for item in (GTIN, f"{GTIN}/10/L1", CASE, PALLET, CRATE, RECIPE, INPUT, GREEN, GLN):
        assert world.passport(item).report.verdict in (Verdict.VERIFIED, Verdict.NO_RECORD), item


def test_a_party_reads_its_own_statements_whole_and_no_others(world):
    report = world.passport(bag(3), Reader(world.producer)).report
    assert report.verdict is Verdict.VERIFIED
    whole = {statement.issuer for statement in report.statements if statement.whole}
    closed = {statement.issuer for statement in report.statements if not statement.whole}
    assert whole == {"https://id.gs1.org/417/9521321000018"}
    assert closed == {"https://id.gs1.org/417/9526061111116"}


def test_an_auditor_reads_everything_whole(world):
    for item in (bag(3), bag("T1"), bag("MANY"), bag("R3")):
        report = world.passport(item, Reader(auditor=True)).report
        assert report.verdict is Verdict.VERIFIED
        assert all(statement.whole for statement in report.statements), item


def test_the_auditors_replay_of_all_openings_gives_every_anchor(world):
    with world.ledger.store.read() as connection:
        anchors = store_anchors.all_in_use(connection)
        size = anchors[-1].anchor.size
        entries = store_statements.entries(connection, 0, size)
    opened = {}
    for data in openings.openings_between(world.ledger, 0, size):
        shown = opening.parse(data)
        opened[shown.index] = shown.leaves
    replay = Replay(world.ledger.origin, LogEdge(), IndexReplay(sqlite3.connect(":memory:")))
    assert len(anchors) >= 4
    for each in anchors:
        for index in range(replay.size, each.anchor.size):
            replay.add(entries[index], opened.get(index))
        assert replay.agrees(each.anchor), each.anchor.seq


def test_openings_are_for_the_issuer_and_auditors(world):
    statement_id = world.commission(bag("OPEN"))
    world.sequence()
    shown = opening.parse(openings.openings(world.ledger, statement_id, Reader(world.producer)))
    assert shown.leaves[0].uri == bag("OPEN")
    for reader in (ANYONE, Reader(world.retailer)):
        with pytest.raises(UnknownStatement):
            openings.openings(world.ledger, statement_id, reader)


def test_a_statement_that_is_not_final_yet_makes_the_verdict_pending(world):
    world.say(world.retailer, "ObjectEvent", "OBSERVE", "retail_selling", epcList=[bag(5)])
    world.sequence()
    proven = world.passport(bag(5))
    assert proven.report.verdict is Verdict.PENDING
    assert [s.members["core"]["bizStep"] for s in proven.report.newer] == ["retail_selling"]
    assert world.passport(bag(6)).report.verdict is Verdict.VERIFIED
    world.settle()
    assert world.passport(bag(5)).report.verdict is Verdict.VERIFIED


def test_a_recall_counts_and_tells_everybody_why_before_it_is_anchored(world):
    world.commission(bag("SOON"), ilmd={"cbvmda:lotNumber": "SOON"})
    world.settle()
    text = RecallText(RecallWords("Glass.", "Bring it back."))
    assert recalls.recall(world.ledger, world.producer, [f"{GTIN}/10/SOON"], text).captured
    world.sequence()
    for verdict in ("newer", "statements"):
        report = world.passport(bag("SOON")).report
        assert (report.verdict, report.status) == (Verdict.VERIFIED, Status.RECALLED)
        (said,) = [each for each in getattr(report, verdict) if each.notice == "recall"]
        assert parse_recall_text(said.members[MEMBER]) == text
        world.settle()


def test_a_recall_that_is_not_anchored_yet_is_shown_behind_any_number_of_other_notices(world, monkeypatch):
    """Anybody may certify goods, and must not thereby hide from shoppers what their owner says."""
    monkeypatch.setattr(visits, "MOST_NEWER", 2)
    world.commission(bag("CROWD"), ilmd={"cbvmda:lotNumber": "CROWD"})
    world.settle()
    lot = {"quantityList": [{"epcClass": f"{GTIN}/10/CROWD"}]}
    for number in range(3):
        certificate = {"certificationInfo": f"https://example.com/{number}"}
        world.captured(world.retailer, event("ObjectEvent", "OBSERVE", "inspecting", **lot, **certificate))
    text = RecallText(RecallWords("Glass."))
    assert recalls.recall(world.ledger, world.producer, [f"{GTIN}/10/CROWD"], text).captured
    world.sequence()
    report = world.passport(bag("CROWD")).report
    assert (report.verdict, report.status, len(report.newer)) == (Verdict.VERIFIED, Status.RECALLED, 3)


def test_what_was_erased_is_withheld_by_name(world):
    world.commission(bag("ERASED"))
    world.settle()
    with world.ledger.store.write() as connection:
        connection.exec_driver_sql("update statement set secret = null where id = (select max(id) from statement)")
    report = world.passport(bag("ERASED")).report
    assert report.verdict is Verdict.INCOMPLETE
    assert all(what.startswith("withheld") for what in report.missing)


class CountedView(ChainView):
    """A view that counts the passports that are begun with it."""

    begun = 0

    def reader(self):
        self.begun += 1
        return super().reader()


def test_a_worker_that_stands_still_is_waited_for_once_and_not_by_everybody(world, monkeypatch):
    monkeypatch.setattr(prove, "_WAIT_SECONDS", 0.0)
    world.commission(bag("STILL"))
    world.sequence()
    while not world.anchored_and_not_final():
        world.tick()
    world.ledger.chain.rpc.request("anvil_mine", "0x8", "0x1")
    view = CountedView(world.ledger.chain_view._connect, seconds=0)
    ledger = replace(world.ledger, chain_view=view, catching_up=CatchingUp())
    assert "stale" in prove.passport(ledger, bag(1), ANYONE).report.missing
    waited = view.begun
    assert waited > 5
    assert "stale" in prove.passport(ledger, bag(1), ANYONE).report.missing
    assert view.begun == waited + 1
    world.settle()
    proven = prove.passport(ledger, bag(1), ANYONE)
    assert proven.report.verdict is Verdict.VERIFIED
