"""Parts of the work for which other software can be installed, each beside it in the same run."""

from __future__ import annotations

import itertools
import logging
import statistics
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import orjson
import pymerkle  # type: ignore[import-untyped]
import rfc8785
import scitt_cose
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from epcis_event_hash_generator import hash_generator, json_to_py  # type: ignore[import-untyped]

from bench import events, worlds
from bench.figures import Figure, seconds
from contracts.build import ROOT, node
from ledger.epcis_document import parse_document
from ledger.statement import PartySigner, compose, saying_of_event, sign_statement
from verifier.format import jcs, merkle, statement
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id

_ORIGIN = "bench.example/log"


def measure(rounds: int, size: int = 100) -> list[Figure]:
    """The parts' rates on `size` events in each of `rounds`."""
    body = events.document(list(itertools.islice(events.observations(), size)))
    read = parse_document(body).events
    found = [event.event for event in read]
    context = parse_context(read[0].context)
    private = Ed25519PrivateKey.generate()
    public = PublicKey(ED25519, private.public_key().public_bytes_raw())
    signer = PartySigner(worlds.PARTY, public, public.thumbprint(), private.sign)
    made = [
        sign_statement(compose(saying_of_event(event), None), signer, _ORIGIN, events.START).entry for event in read
    ]
    logging.getLogger().setLevel(logging.ERROR)  # the peer warns of what it does not know

    return [
        _beside(
            "Event Hash ID",
            "the fingerprint of one event",
            partial(_all, partial(event_hash_id, context=context), found),
            ("epcis-event-hash-generator", partial(_peer_hashes, body)),
            rounds,
            size,
        ),
        _in_node(body, rounds, size),
        _beside(
            "canonical JSON",
            "one event in RFC 8785's form",
            partial(_all, jcs.encode, found),
            ("rfc8785", partial(_all, rfc8785.dumps, found)),
            rounds,
            size,
        ),
        _beside(
            "statement read",
            "one signed statement taken apart, its signature not checked",
            partial(_parse, made),
            ("scitt-cose", partial(_all, scitt_cose.parse_signed_statement, made)),
            rounds,
            size,
        ),
        *_merkle(made, rounds),
    ]


def _merkle(entries: list[bytes], rounds: int) -> list[Figure]:
    """A log in memory that grows entry by entry, and proofs of its entries checked."""
    theirs = pymerkle.InmemoryTree("sha256")
    for entry in entries:
        theirs.append_entry(entry)
    size, root = len(entries), theirs.get_root()
    leaves = list(map(merkle.leaf_hash, entries))
    assert merkle.root_from_leaves(leaves) == root
    proofs = [(leaf, index, theirs.prove_inclusion(1 + index)) for index, leaf in enumerate(leaves)]
    node = partial(_node, leaves)
    paths = [(leaf, index, merkle.inclusion_proof(index, size, node)) for index, leaf in enumerate(leaves)]

    def append() -> None:
        frontier = merkle.Frontier()
        frontier.extend(map(merkle.leaf_hash, entries))
        assert frontier.root() == root

    def append_there() -> None:
        tree = pymerkle.InmemoryTree("sha256")
        for entry in entries:
            tree.append_entry(entry)
        assert tree.get_root() == root

    def check() -> None:
        for leaf, index, path in paths:
            merkle.verify_inclusion(leaf, index, size, path, root)

    def check_there() -> None:
        for leaf, _, proof in proofs:
            pymerkle.verify_inclusion(leaf, root, proof)

    return [
        _beside("log append", "one entry, its root asked at the end", append, ("pymerkle", append_there), rounds, size),
        _beside("inclusion checked", "the proof of one entry", check, ("pymerkle", check_there), rounds, size),
    ]


def _node(leaves: list[bytes], level: int, index: int) -> bytes:
    """As `merkle.Node`."""
    return merkle.root_from_leaves(leaves[index << level : (index + 1) << level])


def _beside(
    name: str,
    what: str,
    work: Callable[[], object],
    peer: tuple[str, Callable[[], object]],
    rounds: int,
    per: int,
) -> Figure:
    pairs = [(seconds(work), seconds(peer[1])) for _ in range(rounds)]
    ours, theirs = (per / statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(name, ours, "/s", what, peer=(peer[0], theirs))


def _in_node(body: bytes, rounds: int, size: int) -> Figure:
    """The page's own fingerprint of an event beside that of JavaScript software, which `make bench` installs."""
    command = [node(), "bench/event_hashes.ts", str(10 * rounds)]
    done = subprocess.run(command, cwd=ROOT, input=body, capture_output=True, check=True)
    told = orjson.loads(done.stdout)
    figure = Figure(
        "Event Hash ID in Node", size / statistics.median(told["ours"]), "/s", "the same, by the page's own code"
    )
    if told["theirs"] is None:
        return figure.saying("epcis2.js is not installed")
    figure = replace(figure, peer=("epcis2.js", size / statistics.median(told["theirs"])))
    return figure.saying(f"of {size} fingerprints the peer made {told['equal']} alike")


def _parse(entries: list[bytes]) -> None:
    statement.parse.cache_clear()
    for entry in entries:
        statement.parse(entry, _ORIGIN)


def _all(work: Callable[[Any], object], values: Iterable[Any]) -> None:
    for value in values:
        work(value)


def _peer_hashes(body: bytes) -> None:
    json_to_py._namespaces.clear()  # it keeps prefixes from one document to the next
    read = json_to_py.event_list_from_epcis_document_json(orjson.loads(body))
    hash_generator.calculate_hashes_from_pre_hashes(hash_generator.derive_prehashes_from_events(read), "sha256")
