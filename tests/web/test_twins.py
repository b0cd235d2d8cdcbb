"""Both verifiers on the same hostile input, which they must take or refuse alike, to the last value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.coffee import CASE, bag
from tests.passport_case import of, played, report_of, summary
from tests.toy_ledger import CONTEXT, ORIGIN, ToyLedger
from tests.web.twins import Answer, altered, altered_bytes, compare, in_the_browser
from verifier.format import base64url, cbor, disclosure, jcs, statement, trust_root
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id
from verifier.format.event_items import event_items
from verifier.format.item import canonical_item, canonical_uri, describe_item
from verifier.format.note import parse_vkey, sign_note
from verifier.format.promise import Promise, encode_promise, open_promise
from verifier.format.recall_text import parse_recall_text
from verifier.format.timestamp import parse_timestamp
from verifier.format.tree_head import TreeHead, open_tree_head, sign_tree_head

pytestmark = pytest.mark.slow


def test_canonical_json():
    random = Random(1)
    samples = [
        '{"a":[1,-2,0.5,1e+21,1e-7,true,false,null,"x"],"b":{"":"é\\n\\"\\\\"}}',
        '{"\U0001f375":1,"\uff5e":2}',
        '[9007199254740991,-9007199254740991,123456789.125,"\\u001f"]',
    ]
    texts = [
        *samples,
        *(altered(random, random.choice(samples), '0123456789eE+-.,:[]{}"\\u/ntf \u00e9') for _ in range(1500)),
    ]
    inputs = [base64url.encode(text.encode("utf-8")) for text in texts]
    inputs += [base64url.encode(altered_bytes(random, samples[0].encode())) for _ in range(300)]
    compare("jcs", inputs, lambda data: base64url.encode(jcs.encode(jcs.decode(base64url.decode(data)))), taken=50)


def test_cbor():
    random = Random(2)
    sample = cbor.encode([1, -7, b"abc", "é", {1: 2, -3: [1 << 40]}, cbor.Tagged(18, [{}, 1 << 63])])
    inputs = [base64url.encode(altered_bytes(random, sample)) for _ in range(1500)]
    inputs += [base64url.encode(random.randbytes(random.randint(1, 6))) for _ in range(1500)]
    compare("cbor", inputs, lambda data: cbor.encode(cbor.decode(base64url.decode(data))).hex(), taken=100)


def test_base64url():
    random = Random(3)
    inputs = [altered(random, base64url.encode(random.randbytes(5)), "AZaz09-_+/= \n\u00e9") for _ in range(1000)]
    compare("base64url", inputs, lambda text: base64url.decode(text).hex(), taken=50)


IDENTIFIERS = (
    bag(1),
    f"{bag(1)}%2F'x",
    CASE,
    "https://id.gs1.org/01/09521321000018/10/L%2F1",
    "https://id.gs1.org/01/09521321000018/22/2A/10/L1/21/B2",
    "https://shop.example/some/9521321000018/01/9521321000018/21/B2?11=260331&linkType=all#x",
    "https://shop.example/gtin/9521321000018/ser/B2?3103=000189",
    "https://id.gs1.org/414/9521321000010/254/A",
    "https://id.gs1.org/417/9521321000010",
    "https://id.gs1.org/8003/09521321000010SER",
    "https://id.gs1.org/8004/9521321ASSET",
    "https://id.gs1.org/8006/095213210000180102/21/X",
    "https://id.gs1.org/253/9521321000010DOC",
    "https://id.gs1.org/8010/9521321PART/8011/12",
    "https://id.gs1.org/8013/9521321A",
    "https://id.gs1.org/402/95213210000000102",
    "urn:epc:id:sgtin:9521321.000001.A1%2F",
    "urn:epc:class:lgtin:9521321.000001.L1",
    "urn:epc:idpat:sgtin:9521321.000001.*",
    "urn:epc:id:sgln:9521321.00001.0",
    "urn:epc:id:itip:9521321.000001.01.02.S",
    "urn:epc:id:grai:9521321.00001.S",
    "urn:uuid:6f1c9d0e-51a5-4f0e-9d5c-0d3f6c5a7b11",
    "https://user@example.com:8080/a/../b/%c3%a9?q=1#f",
    "https://example.com/%C3%A9/x",
    "did:web:example.com:issuer",
    "mailto:a@example.com",
    "geo:57.4778,-4.2247",
    "geo:48.2010,16.3695,183;crs=wgs84;u=40",
)
CHARACTERS = "0123456789ABab/%:.?&=#-_~'*+@[]\u00e9\u00b2 \n"


def identifiers(seed: int) -> list[str]:
    random = Random(seed)
    return [*IDENTIFIERS, *(altered(random, random.choice(IDENTIFIERS), CHARACTERS) for _ in range(4000))]


def test_items():
    def describe(text: str) -> Answer:
        item = describe_item(text)
        return {
            "uri": item.uri,
            "kind": item.kind.value,
            "primaryAi": item.primary_ai,
            "primaryValue": item.primary_value,
            "gtin": item.gtin,
            "lot": item.lot,
            "serial": item.serial,
            "prefixDigits": item.prefix_digits,
            "classUri": item.class_uri,
        }

    compare("item", identifiers(4), describe, taken=200)


def test_canonical_identifiers():
    compare("canonical", identifiers(5), canonical_uri, taken=500)


ELEMENT_STRINGS = (
    "(01)09521321000018(21)A\\(B",
    "(01)9521321000018(21)B1",
    "(21)B1(10)L1(01)09521321000018(17)270331",
    "(00)095213210000000018",
    "(8003)09521321000018SER(8004)9521321X",
    "(414)9521321000018(254)A(7040)1ABC",
    "]d2010952132100001821B1\x1d10L1",
    "]C100095213210000000018",
    "]Q3\x1d010952132100001817270331" + "21B%2F1",
    "\x1d01095213210000183103000189" + "21X",
    "01095213210000182112",
    "253952132100001ABC\x1d414952132100001" + "8",
    "9521321000018",
)


def test_what_scanners_and_people_send():
    random = Random(21)
    characters = CHARACTERS + "()]\\\x1dCQd"
    altered_ones = (altered(random, random.choice(ELEMENT_STRINGS), characters) for _ in range(4000))
    compare("scanned", [*ELEMENT_STRINGS, *altered_ones, *identifiers(22)], canonical_item, taken=300)


def test_timestamps():
    random = Random(6)
    samples = (
        "2026-03-31T08:15:00.0035+02:00",
        "2024-02-29T23:59:59Z",
        "0001-01-01T00:00:00.9995-14:00",
        "9999-12-31T23:59:59.9994+00:00",
        "1899-12-31T00:00:00.123456789-00:30",
    )
    inputs = [*samples, *(altered(random, random.choice(samples), "0123456789:.-+TZtz \u0661") for _ in range(3000))]

    def milliseconds(text: str) -> int:
        return (parse_timestamp(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)

    compare("timestamp", inputs, milliseconds, taken=200)


def test_statements():
    random = Random(7)
    entries = [entry.entry for entry in played().ledger.entries[1:]]
    inputs = [base64url.encode(entry) for entry in entries]
    inputs += [base64url.encode(altered_bytes(random, random.choice(entries))) for _ in range(1500)]
    compare(
        "statement",
        [{"entry": entry, "origin": ORIGIN} for entry in inputs],
        lambda given: statement.parse(base64url.decode(given["entry"]), given["origin"]).id().hex(),
        taken=50,
    )


def test_disclosures():
    random = Random(8)
    texts = [text for entry in played().ledger.entries for text in (*entry.disclosures.values(), *entry.decoys)]
    plain = [base64url.decode(text).decode() for text in texts]
    inputs = [*texts, *(altered(random, random.choice(texts), "AZaz09-_=") for _ in range(300))]
    inputs += [base64url.encode(altered(random, random.choice(plain), '[]",01{}: ').encode()) for _ in range(1000)]

    def decode(text: str) -> Answer:
        shown = disclosure.decode(text)
        return {"name": shown.name, "value": shown.value}

    compare("disclosure", inputs, decode, taken=50)


def test_tree_heads():
    random = Random(9)
    ledger = ToyLedger()
    note = sign_tree_head(TreeHead(ORIGIN, 7, bytes(32)), ledger.vkey, ledger.log_key).decode()
    more = f"{note}— other.example AAAAAAAAAA==\n"
    notes = [
        note,
        more,
        *(altered(random, random.choice([note, more]), "\n —+=Az09\t\u00a0\u0085\ufeff") for _ in range(600)),
    ]
    vkeys = [ledger.vkey.vkey, *(altered(random, ledger.vkey.vkey, "+=Az09 \u00a0") for _ in range(200))]
    inputs = [{"note": each, "vkey": ledger.vkey.vkey, "origin": ORIGIN} for each in notes]
    inputs += [{"note": note, "vkey": vkey, "origin": ORIGIN} for vkey in vkeys]
    compare(
        "treeHead",
        inputs,
        lambda given: open_tree_head(given["note"].encode(), given["origin"], [parse_vkey(given["vkey"])]).size,
        taken=3,
    )


def test_recall_texts():
    full = {
        "reason": "Glass.",
        "instructions": "Bring it back.",
        "contact": "a@example.com",
        "link": "https://example.com/",
        "translations": {"zh-Hans": {"reason": "玻璃"}, "de": {"reason": "Glas", "instructions": "Zurück."}},
    }
    values: list[Any] = [None, 1, "", [], {}, " ", "x" * 4000, "x" * 4001, "玻" * 1334, "https://é", "http://a"]
    values += ["https://a\n", "https://", "https://a b"]
    inputs: list[Any] = [*values, full, {**full, "other": 1}, {"reason": "x"}, {"contact": "x"}]
    inputs += [{**full, name: value} for name in full for value in values]
    for inner in full["translations"]["de"]:
        inputs += [{**full, "translations": {"de": {"reason": "x", inner: value}}} for value in values]
    inputs += [
        {**full, "translations": {tag: {"reason": "x"}}} for tag in ("en", "EN", "e", "en-", "en-US\n", "zh-Hans-CN")
    ]
    inputs += [
        {**full, "translations": {f"a{x}{y}": {"reason": "x"} for x in "abcdefghi"[:n] for y in "abcdefgh"}}
        for n in (8, 9)
    ]

    def parsed(value: Any) -> Answer:
        found = parse_recall_text(value)
        words = {tag: [each.reason, each.instructions] for tag, each in found.translations.items()}
        return [found.words.reason, found.words.instructions, found.contact, found.link, words]

    compare("recallText", inputs, parsed, taken=20)


def test_promises():
    random = Random(23)
    ledger = ToyLedger()
    text = encode_promise(Promise(ORIGIN, bytes(range(32)), 1_774_900_000, 1_774_903_600)).decode()
    texts = [text, *(altered(random, text, "\n 0123456789=+Az") for _ in range(600))]
    notes = [sign_note(each.encode(), ledger.vkey, ledger.log_key).decode() for each in texts if signable(each)]
    notes += [altered(random, notes[0], "\n —+=Az09") for _ in range(300)]

    def opened(given: dict[str, str]) -> Answer:
        promise = open_promise(given["note"].encode(), given["origin"], [parse_vkey(given["vkey"])])
        return [promise.statement_id.hex(), promise.accepted, promise.deadline]

    inputs = [{"note": each, "vkey": ledger.vkey.vkey, "origin": ORIGIN} for each in notes]
    compare("promise", [*inputs, {**inputs[0], "origin": "other.example"}], opened, taken=50)


def signable(text: str) -> bool:
    """Whether a text may be a note's."""
    return text.endswith("\n") and len(text) > 1


def test_trust_roots():
    random = Random(10)
    text = ToyLedger().trust_root().decode()
    roots = [text, json.dumps(json.loads(text), indent=2)]
    roots += [altered(random, text, '0123456789.e-",:{}[] ') for _ in range(1500)]
    roots += [json.dumps(mutated(random, json.loads(text))) for _ in range(1500)]
    compare("trustRoot", roots, lambda each: trust_root.parse(each.encode()).log_id.hex(), taken=20)


EVENT = {
    "type": "ObjectEvent",
    "eventTime": "2026-03-31T08:15:00.0035+02:00",
    "eventTimeZoneOffset": "+02:00",
    "epcList": ["urn:epc:id:sgtin:9521321.000001.A1", bag(2)],
    "childEPCs": [CASE],
    "parentID": CASE,
    "quantityList": [{"epcClass": "urn:epc:class:lgtin:9521321.000001.L1", "quantity": 0.00001, "uom": "KGM"}],
    "action": "ADD",
    "bizStep": "commissioning",
    "disposition": "urn:epcglobal:cbv:disp:active",
    "persistentDisposition": {"set": ["recalled"], "unset": ["x:y"]},
    "readPoint": {"id": "urn:epc:id:sgln:9521321.00001.0", "example:line": 4},
    "bizTransactionList": [{"bizTransaction": "urn:epcglobal:cbv:bt:9521321000028:4711", "type": "prodorder"}],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9521321.00001"}],
    "sensorElementList": [
        {
            "sensorMetadata": {"time": "2026-03-31T08:15:00Z", "bizRules": "https://rules.example/4"},
            "sensorReport": [{"type": "Temperature", "value": 21.5, "uom": "CEL", "booleanValue": True}],
            "example:x": "1e3",
        }
    ],
    "ilmd": {"cbvmda:lotNumber": "L-7", "example:grade": " 07 "},
    "example:note": ["roast: dark", {"example:by": "example:machine-3"}, None],
    "certificationInfo": ["https://cert.example/1"],
}


def events(seed: int) -> list[dict[str, Any]]:
    random = Random(seed)
    context = [*CONTEXT, {"example": "https://ns.example.com/epcis/"}]
    whole = {"event": EVENT, "context": context}
    made = [mutated(random, whole) for _ in range(2500)]
    return [whole, *(each for each in made if _is_event(each.get("event")) and "context" in each)]


def _is_event(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str)


def test_event_hashes():
    compare(
        "eventHash",
        events(11),
        lambda given: event_hash_id(given["event"], parse_context(given["context"])),
        taken=500,
    )


def test_event_items():
    compare(
        "eventItems", events(12), lambda given: event_items(given["event"], parse_context(given["context"])), taken=500
    )


@pytest.mark.parametrize("whole", [False, True])
def test_mutated_passports(whole):
    random = Random(13)
    coffee = played()
    made = of(coffee, bag(1), coffee.ledger.passport(bag(1), whole=whole))
    document = json.loads(base64url.decode(made["passport"]))
    cases = [{**made, "passport": base64url.encode(jcs.encode(mutated(random, document)))} for _ in range(250)]
    there = in_the_browser(("verify", each) for each in cases)
    verdicts: Counter[str] = Counter()
    for each, typescript in zip(cases, there, strict=True):
        expected = json.loads(json.dumps(summary(report_of(each))))
        assert typescript == expected, base64url.decode(each["passport"])[:3000]
        verdicts[expected["verdict"]] += 1
    assert verdicts["REFUSED"] > 100
    assert len(verdicts) > 1


def mutated(random: Random, document: Any) -> Any:
    """A copy of parsed JSON with one or two places changed, removed, repeated, or put in another's place."""
    copy = json.loads(json.dumps(document))
    for _ in range(random.randint(1, 2)):
        places = list(_places(copy))
        holder, name = random.choice(places)
        change = random.randrange(6)
        if change == 0:
            del holder[name]
        elif change == 1:
            other_holder, other_name = random.choice(places)
            holder[name] = json.loads(json.dumps(other_holder[other_name]))
        elif change == 2:
            holder[name] = random.choice([None, True, 0, 1, -1, 2**53 - 1, 1.5, "", "x", [], {}, [[]], {"type": "x"}])
        elif isinstance(holder, list) and change == 3:
            holder.insert(name, json.loads(json.dumps(holder[name])))
        elif isinstance(holder[name], str):
            holder[name] = altered(random, holder[name], "AZaz09-_:/ ")
        elif isinstance(holder[name], int):
            holder[name] += random.choice([-1, 1])
    return copy


def _places(value: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for name in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, name
            yield from _places(value[name])
