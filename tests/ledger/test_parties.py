"""Parties, API keys and products: registered here and on chain, wrong arguments named, nothing secret in clear."""

from __future__ import annotations

import orjson
import pytest

from api.demo_picture import picture
from ledger import api_keys, parties, products, store_parties
from ledger.epcis_error import MemberError
from ledger.errors import AlreadyThere, NotReady, PartySuspended, UnknownParty, UnknownStatement
from ledger.party_keys import party_signer
from ledger.pictures import keep_picture
from ledger.statement import decode_saying, re_of
from ledger.store_statements import by_id
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed
from tests.ledger.ledger_world import GTIN, World, bag, event
from verifier.format.base64url import encode
from verifier.format.item import party_id
from verifier.report import Verdict

pytestmark = pytest.mark.slow

pytest_plugins = ["tests.ledger.ledger_fixtures"]

URI = "https://id.gs1.org/417/9521321000018"
OTHER = "https://id.gs1.org/417/9524141111117"


@pytest.fixture
def world(chained):
    return chained


@pytest.fixture
def local(tmp_path):
    """A ledger that needs no chain."""
    world = World(tmp_path)
    yield world
    world.ledger.close()


def test_a_party_is_registered_here_and_on_chain(world):
    made = parties.register_party(world.ledger, "(417)9521321000018", " Producer ", ["producer"], ["9521321"])
    assert (made.party.uri, made.party.name, made.roles, made.prefixes) == (URI, "Producer", ["producer"], ("9521321",))
    assert parties.party_details(world.ledger, party_id(URI)) == made
    assert parties.all_parties(world.ledger) == [made]
    reader = world.on_chain()
    (state,) = reader.parties([(made.party.id, world.chain_time())])
    assert (state.registered, state.suspended, state.roles) == (True, False, 1)
    (key,) = reader.keys([made.keys[0].kid])
    assert (key.party_id, key.hosted) == (made.party.id, True)
    (authority,) = reader.authorities([("952132100001", made.party.id, world.chain_time())])
    assert (authority.owner, authority.length, authority.allowed) == (made.party.id, 7, True)
    assert authority.log_id == world.ledger.trust_root().log_id


def test_the_directory_names_those_that_it_knows(world):
    parties.register_party(world.ledger, URI, "Producer", ["producer"], ["9521321"])
    assert parties.names_of(world.ledger, [URI, OTHER, URI, "no party", ""]) == {URI: "Producer"}


def test_before_the_contracts_are_there_nothing_is_registered(tmp_path):
    world = World(tmp_path)
    with pytest.raises(NotReady):
        parties.register_party(world.ledger, URI, "Producer", ["producer"])
    assert parties.all_parties(world.ledger) == []


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ((GTIN, "Producer", ["producer"]), ("uri",)),
        (("did:web:exämple.com", "Producer", ["producer"]), ("uri",)),
        ((URI, " ", ["producer"]), ("name",)),
        ((URI, "a\x00b", ["producer"]), ("name",)),
        ((URI, "x" * 201, ["producer"]), ("name",)),
        ((URI, "Producer", ["producer", "king"]), ("roles", 1)),
        ((URI, "Producer", ["producer"], ["952"]), ("prefixes", 0)),
        ((URI, "Producer", ["producer"], ["9521321", "95213210x"]), ("prefixes", 1)),
    ],
)
def test_wrong_arguments_are_named_and_nothing_is_stored(world, arguments, path):
    with pytest.raises(MemberError) as caught:
        parties.register_party(world.ledger, *arguments)
    assert caught.value.path == path
    assert parties.all_parties(world.ledger) == []


def test_parties_and_prefixes_are_registered_once(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    for arguments in ((URI, "Again", ["producer"]), (OTHER, "Other", ["producer"], ["9521321"])):
        with pytest.raises(AlreadyThere):
            parties.register_party(world.ledger, *arguments)
    assert len(parties.all_parties(world.ledger)) == 1
    assert parties.add_prefix(world.ledger, producer, "952414").prefixes == ("9521321", "952414")
    with pytest.raises(UnknownParty):
        parties.add_prefix(world.ledger, bytes(32), "952415")


@pytest.mark.parametrize("how", [BEFORE, AFTER])
def test_a_registration_whose_commit_fails_is_whole_or_not_there(world, how):
    world.ledger.store.fail = how
    with pytest.raises(CommitFailed):
        parties.register_party(world.ledger, URI, "Producer", ["producer"], ["9521321"])
    if how == BEFORE:
        assert parties.all_parties(world.ledger) == []
        parties.register_party(world.ledger, URI, "Producer", ["producer"], ["9521321"])
    (made,) = parties.all_parties(world.ledger)
    assert (len(made.keys), made.prefixes) == (1, ("9521321",))
    world.on_chain()


def test_private_keys_are_sealed_and_open_for_their_own_party_alone(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    with local.ledger.store.read() as connection:
        (key,) = store_parties.keys_of(connection, producer)
        signer = party_signer(local.ledger, connection, producer)
    signer.key.verify(b"message", signer.sign(b"message"))
    assert len(key.sealed) > 32 + 12
    assert key.kid == signer.kid


def test_a_second_key_takes_over_when_the_first_is_retired(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    second = parties.add_key(world.ledger, producer)
    (first,) = (key for key in parties.party_details(world.ledger, producer).keys if key.kid != second.kid)
    world.on_chain()
    world.tick()
    with pytest.raises(UnknownParty):
        parties.retire_key(world.ledger, party_id(OTHER), first.kid)
    parties.retire_key(world.ledger, producer, first.kid)
    with world.ledger.store.read() as connection:
        assert store_parties.speaker_of(connection, producer).key.kid == second.kid


def test_a_suspension_holds_here_at_once_and_on_chain(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    parties.set_suspended(world.ledger, producer, suspended=True)
    parties.set_suspended(world.ledger, producer, suspended=True)
    with pytest.raises(PartySuspended):
        world.capture(producer, event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)]))
    assert world.on_chain().parties([(producer, world.chain_time())])[0].suspended
    parties.set_suspended(world.ledger, producer, suspended=False)
    world.captured(producer, event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)]))
    assert not world.on_chain().parties([(producer, world.chain_time())])[0].suspended


def test_a_suspension_that_failed_on_chain_is_ordered_again_by_asking_again(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    parties.set_suspended(world.ledger, producer, suspended=False)
    assert not world.orders("suspension")
    parties.set_suspended(world.ledger, producer, suspended=True)
    parties.set_suspended(world.ledger, producer, suspended=True)
    (order,) = world.orders("suspension")
    world.fail(order)
    parties.set_suspended(world.ledger, producer, suspended=True)
    assert [each.data for each in world.orders("suspension")] == [order.data]


def test_nothing_is_registered_for_a_suspended_party(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    parties.set_suspended(world.ledger, producer, suspended=True)
    with pytest.raises(PartySuspended):
        parties.add_key(world.ledger, producer)
    with pytest.raises(PartySuspended):
        parties.add_prefix(world.ledger, producer, "9521987")
    parties.set_suspended(world.ledger, producer, suspended=False)
    key = parties.add_key(world.ledger, producer)
    parties.add_prefix(world.ledger, producer, "9521987")
    assert world.on_chain().keys([key.kid])[0].valid_from
    (authority,) = world.on_chain().authorities([("9521987", producer, world.chain_time())])
    assert authority.log_id == world.ledger.trust_root().log_id


def test_an_api_key_is_known_by_its_text_alone(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    key, text = api_keys.make_api_key(local.ledger, "party", producer, "erp")
    assert text.startswith("wp_") and len(text) == 46
    assert api_keys.find_api_key(local.ledger, text) == key
    for wrong in ("", "wp_", text[:-1], text + "A", text.upper(), "Bearer " + text, "wp_é"):
        assert api_keys.find_api_key(local.ledger, wrong) is None
    local.ledger.store.engine.dispose()
    stored = b"".join(path.read_bytes() for path in local.folder.iterdir() if path.is_file())
    assert text.encode() not in stored and text[3:].encode() not in stored
    assert api_keys.list_api_keys(local.ledger) == [key]
    assert api_keys.revoke_api_key(local.ledger, key.id)
    assert not api_keys.revoke_api_key(local.ledger, key.id)
    assert api_keys.find_api_key(local.ledger, text) is None


@pytest.mark.parametrize(("role", "party"), [("king", None), ("party", None), ("operator", bytes(32))])
def test_an_api_key_has_a_role_and_a_party_only_for_parties(local, role, party):
    with pytest.raises(MemberError):
        api_keys.make_api_key(local.ledger, role, party)


def test_an_api_key_needs_a_party_that_is_there(local):
    with pytest.raises(UnknownParty):
        api_keys.make_api_key(local.ledger, "party", bytes(32))


def said(world, statement_id):
    with world.ledger.store.read() as connection:
        return decode_saying(by_id(connection, statement_id).content)


def test_a_description_is_said_once_and_anew_when_it_changes(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    picture = {"sha256": "A" * 43, "url": "https://example.com/p.jpg"}
    first = products.describe(local.ledger, producer, "(01)09521321000018", {"name": "Coffee", "picture": picture})
    local.now += 5
    again = products.describe(local.ledger, producer, GTIN, {"picture": picture, "name": "Coffee"})
    assert first.captured and again.captured.statement_id == first.captured.statement_id
    local.sequence()
    assert products.describe(local.ledger, producer, GTIN, {"picture": picture, "name": "Coffee"}) == again
    changed = products.describe(local.ledger, producer, GTIN, {"name": "Better coffee"})
    back = products.describe(local.ledger, producer, GTIN, {"picture": picture, "name": "Coffee"})
    assert len({each.captured.statement_id for each in (first, changed, back)}) == 3
    saying = said(local, first.captured.statement_id)
    assert (saying.type, saying.notice, dict(saying.roles)) == ("Notice", "description", {GTIN: 1})


@pytest.mark.parametrize(
    ("uri", "members", "pointer"),
    [
        (GTIN, {}, ""),
        (GTIN, {"colour": "red"}, "/colour"),
        (GTIN, {"name": ""}, "/name"),
        (GTIN, {"name": 5}, "/name"),
        (GTIN, {"bestBefore": "31.12.2026"}, "/bestBefore"),
        (GTIN, {"picture": {"url": "https://example.com"}}, "/picture"),
        (GTIN, {"picture": {"url": "https://example.com", "sha256": "x"}}, "/picture/sha256"),
        (GTIN, {"picture": {"sha256": "A" * 43}}, "/picture/sha256"),
        (GTIN, {"picture": {"sha256": "A" * 43, "alt": "x"}}, "/picture"),
        (GTIN, {"picture": {"url": "javascript:alert(1)", "sha256": "A" * 43}}, "/picture/url"),
        ("nonsense", {"name": "Coffee"}, "/item"),
        ("https://id.gs1.org/01/09524141000015", {"name": "Coffee"}, "/items"),
    ],
)
def test_a_wrong_description_is_named(local, uri, members, pointer):
    producer = local.register("Producer", "9521321000018", "9521321")
    outcome = products.describe(local.ledger, producer, uri, members)
    assert [problem.pointer for problem in outcome.problems] == [pointer] or pointer == "/items"
    assert outcome.problems and outcome.captured is None


def test_a_picture_that_is_here_needs_no_address(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    kept = keep_picture(local.ledger, producer, picture())
    described = products.describe(local.ledger, producer, GTIN, {"picture": {"sha256": encode(kept.sha256)}})
    assert described.captured, described.problems


def test_what_strangers_are_shown_can_be_chosen_anew(world):
    made = parties.register_party(world.ledger, "(417)9521321000018", "Producer", ["producer"], ["9521321"])
    assert (made.party.shows_places, made.party.shows_readings, made.party.hides_inputs) == (True, False, False)
    shown = parties.set_showing(
        world.ledger, made.party.id, shows_places=False, shows_readings=True, hides_inputs=True
    ).party
    assert (shown.shows_places, shown.shows_readings, shown.hides_inputs) == (False, True, True)
    assert parties.party_details(world.ledger, made.party.id).party == shown
    with pytest.raises(UnknownParty):
        parties.set_showing(world.ledger, b"x" * 32, shows_places=True, shows_readings=True, hides_inputs=True)


def test_serialised_is_declared_once_of_classes_only(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    first = products.declare_serialised(local.ledger, producer, GTIN)
    local.now += 5
    assert (
        products.declare_serialised(local.ledger, producer, GTIN).captured.statement_id == first.captured.statement_id
    )
    assert products.declare_serialised(local.ledger, producer, bag(1)).problems


def test_a_withdrawn_notice_may_be_said_again(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    retailer = local.register("Retailer", "9524141111117")
    first = products.declare_serialised(local.ledger, producer, GTIN).captured.statement_id
    with pytest.raises(UnknownStatement):
        products.withdraw(local.ledger, retailer, first)
    gone = products.withdraw(local.ledger, producer, first).captured.statement_id
    assert products.withdraw(local.ledger, producer, first).captured.statement_id == gone
    with local.ledger.store.read() as connection:
        assert re_of(by_id(connection, gone).entry) == first
    local.now += 5
    anew = products.declare_serialised(local.ledger, producer, GTIN).captured
    assert anew.new and anew.statement_id != first
    with pytest.raises(UnknownStatement):
        products.withdraw(local.ledger, producer, gone)


def test_a_product_is_its_first_partys(local):
    producer = local.register("Producer", "9521321000018", "9521321")
    retailer = local.register("Retailer", "9524141111117")
    made = products.put_product(local.ledger, producer, "(01)09521321000018", "onchain")
    assert (made.uri, made.anchoring) == (GTIN, "onchain")
    assert products.find_product(local.ledger, GTIN) == made
    assert products.products_of(local.ledger, producer) == [made]
    assert products.put_product(local.ledger, producer, GTIN).anchoring == "anchored"
    with pytest.raises(AlreadyThere):
        products.put_product(local.ledger, retailer, GTIN)
    for uri, anchoring, path in ((bag(1), "anchored", ("item",)), (GTIN, "sideways", ("anchoring",))):
        with pytest.raises(MemberError) as caught:
            products.put_product(local.ledger, producer, uri, anchoring)
        assert caught.value.path == path


def test_a_stolen_key_signs_no_more_and_what_it_signed_since_is_disputed(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    world.settle()
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    world.captured(producer, made)
    world.settle()
    (stolen,) = parties.party_details(world.ledger, producer).keys
    with pytest.raises(MemberError):
        parties.declare_compromise(world.ledger, producer, stolen.kid, world.now + 1)
    with pytest.raises(UnknownParty):
        parties.declare_compromise(world.ledger, bytes(32), stolen.kid, 1)
    parties.declare_compromise(world.ledger, producer, stolen.kid, 1)
    with pytest.raises(UnknownParty):
        world.capture(producer, event("ObjectEvent", "OBSERVE", "storing", epcList=[bag(1)]))
    parties.add_key(world.ledger, producer)
    world.captured(producer, event("ObjectEvent", "OBSERVE", "storing", epcList=[bag(1)]))
    world.settle()
    report = world.passport(bag(1)).report
    assert report.verdict is Verdict.INCOMPLETE, "its only commissioning is disputed"
    assert [bool(statement.disputed) for statement in report.statements] == [True, False]


def test_nothing_that_parties_are_told_holds_a_secret(world):
    made = parties.party_details(world.ledger, world.register("Producer", "9521321000018", "9521321"))
    assert "private" not in str(made).lower()
    assert orjson.loads(world.ledger.trust_root_bytes())["logKeys"] == [world.ledger.log_signer.key.vkey]
