"""A passport: how long the service takes to give it, how large it is, and how long its readers take to verify it."""

from __future__ import annotations

import base64
import gzip
import json
import math
import subprocess
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import events, worlds
from bench.direct import Direct
from bench.figures import Figure, compared, in_turn, quantile, seconds
from bench.over_http import Client, serving
from contracts.build import node
from ledger.chain_view import RememberingReader
from ledger.prove import passport
from ledger.service import Ledger
from ledger.settings import Settings
from ledger.showing import ANYONE
from verifier.chain import ChainReader
from verifier.format import statement, trust_root
from verifier.format.passport import ListProof, Passport, PassportStatement, parse
from verifier.json_rpc import RpcChain
from verifier.report import Verdict
from verifier.verify import verify

ROOT = Path(__file__).parents[1]
_ANCHORS = 4
_MESSAGE, _NODE = bytes(700), bytes(65)


class Least:
    """What no verifier of a passport can avoid: its JSON, its signatures, its hashes; and to make it, its entries."""

    def __init__(self, data: bytes, direct: Direct) -> None:
        given = parse(data)
        self._data = data
        self._indices = [each.index for each in (*given.statements, *given.newer)]
        self._direct = direct
        private = Ed25519PrivateKey.generate()
        self._signature = private.sign(_MESSAGE)
        self._key = private.public_key()
        self.signatures = len(self._indices) + 1
        self.hashes = _hashes(given)

    def verify(self) -> None:
        """Parse, check signatures, hash."""
        orjson.loads(self._data)
        for _ in range(self.signatures):
            self._key.verify(self._signature, _MESSAGE)
        for _ in range(self.hashes):
            sha256(_NODE).digest()

    def prove(self) -> None:
        """Read each statement's row, write the JSON, and verify it, as is done before it is served."""
        for index in self._indices:
            self._direct.rows("select * from statement where log_index = ?", (index,))
        orjson.dumps(orjson.loads(self._data))
        self.verify()


def measure(statements: int, rounds: int, visits: int) -> list[Figure]:
    """The passport of an item with ten events among so many statements; `visits` with a browser, none if 0."""
    with worlds.anchored() as (ledger, party, settings):
        _play(ledger, party, statements)
        proven = passport(ledger, events.BAG, ANYONE)
        assert proven.report.verdict is Verdict.VERIFIED, proven.report
        direct = Direct(ledger.store)
        least = Least(proven.passport, direct)
        among = (
            f"an item with {len(proven.report.statements)} events, in case and pallet, among {statements:,} statements"
        )
        made = in_turn([partial(_prove, ledger)] * rounds, least.prove)
        figures = [
            compared("passport, median", f"{among}: put together and verified before it is served", "ms", made, 1e3),
            quantile("passport, 99th percentile", "the same", [taken for taken, _ in made], 0.99),
            Figure("passport, bytes", len(proven.passport), "bytes", "as it is served"),
            Figure("passport, bytes compressed", len(gzip.compress(proven.passport)), "bytes", "with gzip"),
            *_python(ledger, proven.passport, least, rounds),
            *_node(ledger, proven.passport, least, rounds // 3 + 1),
            *_served(settings, rounds, visits),
        ]
        direct.close()
    return figures


def _play(ledger: Ledger, party: bytes, statements: int) -> None:
    """The journey, spread over the log and four anchors."""
    feed, steps = events.observations(), events.journey()
    for number in range(_ANCHORS):
        for body in events.documents(feed, math.ceil(statements / _ANCHORS / 100), 100):
            worlds.say(ledger, party, body)
        for step in steps[number * 3 : number * 3 + 3]:
            worlds.say(ledger, party, events.document([step]))
        worlds.settle(ledger)


def _python(ledger: Ledger, data: bytes, least: Least, rounds: int) -> Iterable[Figure]:
    trust = ledger.trust_root_bytes()
    root = trust_root.parse(trust)
    chain = RememberingReader(RpcChain(root))
    now = ledger.clock()
    known = in_turn([partial(_verify, data, trust, chain, now)] * rounds, least.verify)
    read = in_turn((partial(_verify_anew, data, trust, now) for _ in range(rounds)), least.verify)
    yield compared("verification in Python", "the chain's answers at hand", "ms", known, 1e3)
    what = "and five to seven calls to the chain, a node on the same machine"
    yield compared("verification in Python, chain read", what, "ms", read, 1e3)


def _prove(ledger: Ledger) -> None:
    statement.parse.cache_clear()
    passport(ledger, events.BAG, ANYONE)


def _verify_anew(data: bytes, trust: bytes, now: int) -> None:
    _verify(data, trust, RpcChain(trust_root.parse(trust)), now)


def _verify(data: bytes, trust: bytes, chain: ChainReader, now: int) -> None:
    statement.parse.cache_clear()
    report = verify(data, events.BAG, trust, chain, now)
    assert report.verdict is Verdict.VERIFIED, report


def _node(ledger: Ledger, data: bytes, least: Least, rounds: int) -> Iterable[Figure]:
    case = {
        "item": events.BAG,
        "passport": base64.b64encode(data).decode(),
        "trustRoot": base64.b64encode(ledger.trust_root_bytes()).decode(),
        "signatures": least.signatures,
        "hashes": least.hashes,
    }
    result = _run("bench/verify_passport.ts", str(rounds), stdin=json.dumps(case))
    pairs = [(taken / 1e3, floor / 1e3) for taken, floor in result["pairs"]]
    yield compared("verification in Node", "the page's own code, the chain's answers at hand", "ms", pairs, 1e3)
    what = "the same for the first time, chain read, code not yet optimised"
    yield Figure("verification in Node, first", result["first"], "ms", what)


def _served(settings: Settings, rounds: int, visits: int) -> Iterable[Figure]:
    """What readers meet: the passport over HTTP, and the page in a browser."""
    with serving(settings) as port:
        client = Client(port)
        path = f"/api/v1/passports?item={quote(events.BAG, safe='')}"
        client.get(path)
        taken = [seconds(partial(client.get, path)) for _ in range(rounds)]
        yield quantile("passport over HTTP, median", "one uvicorn worker, one connection", taken, 0.5)
        yield quantile("passport over HTTP, 99th percentile", "the same", taken, 0.99)
        page = events.BAG.removeprefix("https://id.gs1.org")
        yield from _first_visit()
        if visits:
            shown = _run("bench/open_passport.mjs", f"http://127.0.0.1:{port}/p{page}", str(visits))
            what = (
                "headless Chromium on the same machine, from the passport's arrival to the verdict; it reads the chain"
            )
            yield Figure("verification in Chromium", shown["arrived"], "ms", what)
            yield Figure("page in Chromium", shown["total"], "ms", "from navigation to verdict, nothing cached")


def _first_visit() -> Iterable[Figure]:
    """What a browser that has never seen the page loads until the verdict stands there."""
    tool = ROOT / "node_modules" / "size-limit" / "bin.js"
    done = subprocess.run([node(), str(tool), "--json"], cwd=ROOT / "verifier" / "web", capture_output=True, check=True)
    for each in json.loads(done.stdout):
        yield Figure(
            f"page, bytes compressed, {each['name']}", each["size"], "bytes", "with gzip, as a proxy sends them"
        )


def _run(script: str, *arguments: str, stdin: str = "") -> dict[str, Any]:
    """The JSON that a script prints under Node; its verdict must be VERIFIED."""
    done = subprocess.run(
        [node(), script, *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["verdict"] == "VERIFIED", result
    return result


def _hashes(given: Passport) -> int:
    """How many SHA-256 its proofs take, as far as their lengths tell."""
    proofs = (proof for item in given.items for proof in (item.list, item.notices) if proof is not None)
    return sum(map(_statement_hashes, (*given.statements, *given.newer))) + sum(map(_list_hashes, proofs))


def _statement_hashes(each: PassportStatement) -> int:
    opened = sum(2 + len(opening.path) // 32 for opening in each.openings)
    return 2 + len(each.inclusion) // 32 + len(each.disclosures) + opened


def _list_hashes(proof: ListProof) -> int:
    return 1 + len(proof.proof) // 32 + 2 * len(proof.entries())
