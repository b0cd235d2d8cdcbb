"""docs/worked-examples.md; `python -m tests.worked_examples` writes them anew."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.coffee import GTIN, LOT, Coffee, bag
from tests.toy_ledger import ORIGIN, START, seed, trie_items
from verifier.format import disclosure, item_tree, merkle, statement, trie
from verifier.format.item import item_key, members_key, notice_key, party_id
from verifier.format.item_list import ListEntry, entry_hash, value_of
from verifier.format.promise import Promise, sign_promise
from verifier.format.tree_head import TreeHead, sign_tree_head

DOCUMENT = Path(__file__).parents[1] / "docs" / "worked-examples.md"
BEGIN = "<!-- worked examples: made by tests/worked_examples.py -->\n"


def folded(data: bytes) -> str:
    """Hexadecimal in lines of 32 bytes."""
    return "\n".join("    " + data[at : at + 32].hex() for at in range(0, len(data), 32))


def make() -> str:
    """The examples as Markdown."""
    coffee = Coffee()
    ledger = coffee.ledger
    index = coffee.commission(1, 2)
    entry = ledger.entries[index]
    parsed = statement.parse(entry.entry, ORIGIN)
    committed = ledger.anchor()
    anchor = committed.anchor
    key = item_key(bag(1))
    listed = committed.lists[key]
    lookup = trie.prove(trie_items(committed.lists), key)
    absence = trie.prove(trie_items(committed.lists), item_key(bag(9)))
    head = TreeHead(ORIGIN, anchor.size, anchor.log_root)
    promise = Promise(ORIGIN, entry.id, START, START + 600)
    levels = item_tree.tree_of([leaf.hash() for leaf in entry.leaves])
    core = entry.disclosures[disclosure.CORE]
    leaves = "\n".join(
        f"    position {position}: salt {leaf.salt.hex()}, role {leaf.role}, {leaf.uri or 'padding'}"
        for position, leaf in enumerate(entry.leaves)
    )
    return f"""{BEGIN}
The keys here are those of a test: a private Ed25519 key is SHA-256 of a name, `producer` for the party and `log` for
the log; the statement's secret is SHA-256 of `secret 1`. Bytes are hexadecimal.

**Items and parties.** For `{bag(1)}`:

    item key     {key.hex()}
    notice key   {notice_key(key).hex()}
    members key  {members_key(key).hex()}  (of a lot in practice)

For the party `{coffee.producer.uri}`:

    party id     {party_id(coffee.producer.uri).hex()}

**Key.** The party's Ed25519 public key and its thumbprint:

    x            {coffee.producer.public.x.hex()}
    kid          {coffee.producer.public.thumbprint().hex()}

**Disclosure.** `core`, and its digest in `_sd`:

    {core}

    {disclosure.digest(core)}

**Item tree.** The commissioning of two bags, with their lot; depth {len(levels) - 1}, up {parsed.payload.up}:

{leaves}
    root {levels[-1][0].hex()}

The opening of the leaf at position 1 has the path

{folded(item_tree.open_leaf(entry.leaves, levels, 1, hide=False).path)}

**Statement.** The protected header:

{folded(parsed.protected)}

the payload:

    {parsed.payload_bytes.decode()}

the statement id:

    {entry.id.hex()}

the entry, {len(entry.entry)} bytes, at log index {index}:

{folded(entry.entry)}

**Log.** Entry 0 is the text `the policy` here. The leaf hash of entry {index}, and the root at size {anchor.size}:

    leaf         {entry.leaf_hash().hex()}
    root         {anchor.log_root.hex()}

The tree head:

{_indented(sign_tree_head(head, ledger.vkey, ledger.log_key).decode())}

A promise, under the log's key here:

{_indented(sign_promise(promise, ledger.vkey, ledger.log_key).decode())}

**Item index.** The bag's list has one entry, with the leaf hash in the list's own tree, and the value:

    entry        {listed[0].to_bytes().hex()}
    leaf hash    {entry_hash(ListEntry(listed[0].index, listed[0].leaf)).hex()}
    value        {value_of(listed).to_bytes().hex()}

The index holds {len(trie_items(committed.lists))} keys: the two bags, and the members of `{LOT}`.
Its root, the presence proof of the bag, and the absence proof of `{bag(9)}`:

    {trie.root_of(trie_items(committed.lists)).hex()}

{folded(lookup.proof)}

{folded(absence.proof)}

**Anchor.** With chain id {ledger.anchorage.chain_id}, contract `0x{ledger.anchorage.contract.hex()}` and registrant
`0x{seed("registrant")[:20].hex()}`:

    vkey         {ledger.vkey.vkey}
    log id       {ledger.log_id.hex()}
    head         {anchor.head(ledger.anchorage, ledger.log_id).hex()}

The empty tree's root, for comparison with what RFC 6962 says: `{merkle.EMPTY_ROOT.hex()}`. The class of the bags is
`{GTIN}`.
"""


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.rstrip("\n").split("\n"))


def document() -> str:
    """The document with its examples made anew."""
    kept, _, _ = DOCUMENT.read_text().partition(BEGIN)
    return kept + make()


if __name__ == "__main__":
    DOCUMENT.write_text(document())
    sys.stdout.write(f"{DOCUMENT.name} written\n")
