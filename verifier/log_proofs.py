"""Steps 3, 5, 6 and 7: what the log, the auditors and the item index prove, before anyone's signature is asked.

Functions raise FormatError for what is forged or altered (REFUSED) and return the names of what was withheld.
"""

from __future__ import annotations

from verifier.checkpoint import Checkpoint
from verifier.format import item_list, merkle, statement, trie
from verifier.format.errors import FormatError, ProofError
from verifier.format.index_note import open_index_note
from verifier.format.item import notice_key
from verifier.format.item_tree import LOT, UNPACKED
from verifier.format.note import NoteKey
from verifier.format.passport import ListProof, Passport, PassportItem, PassportStatement
from verifier.format.tree_head import TreeHead, open_tree_head
from verifier.format.trust_root import TrustRoot


def check_tree_head(passport: Passport, trust_root: TrustRoot) -> TreeHead:
    """Step 3: the signed tree head, which extends the newest anchor's log."""
    head = open_tree_head(passport.tree_head.encode(), trust_root.origin, trust_root.log_keys)
    newest = passport.newest()
    merkle.verify_consistency(newest.size, newest.log_root, head.size, head.root, passport.tree_head_proof)
    return head


def check_index_notes(passport: Passport, trust_root: TrustRoot) -> int:
    """Step 5: how many auditors have signed the newest anchor's roots."""
    newest = passport.newest()
    signers: set[NoteKey] = set()
    for text in passport.index_notes:
        note, keys = open_index_note(text.encode(), trust_root.origin, trust_root.auditor_keys)
        if (note.size, note.log_root, note.index_root) != (newest.size, newest.log_root, newest.index_root):
            raise FormatError("an index note is of other roots than the newest anchor's")
        signers.update(keys)
    return len(signers)


def check_index(passport: Passport) -> None:
    """Step 6: for each item, what the item index holds for it, and the list entries given."""
    for item in passport.items:
        if item.list is not None:
            _check_list(passport, item.key, item.list)
        _check_list(passport, notice_key(item.key), item.notices)


def _check_list(passport: Passport, key: bytes, proof: ListProof) -> None:
    newest = passport.newest()
    value = proof.value()
    trie.verify_lookup(newest.index_root, key, None if value is None else value.to_bytes(), proof.proof)
    if value is None:
        return
    item_list.verify_segments(value, proof.segments)
    if any(entry.index >= newest.size for entry in proof.entries()):
        raise FormatError("a list has an entry that is beyond the anchored log")


def read_statements(passport: Passport, trust_root: TrustRoot, head: TreeHead) -> dict[int, Checkpoint]:
    """Step 7, first part: each statement given is indexable, and in its covering anchor's log or the tree head's."""
    roots = {each.seq: (each.size, each.log_root) for each in passport.anchors}
    checkpoints = {}
    for given in (*passport.statements, *passport.newer):
        size, root = (head.size, head.root) if given.anchor is None else roots[given.anchor]
        try:
            merkle.verify_inclusion(merkle.leaf_hash(given.entry), given.index, size, given.inclusion, root)
            checkpoint = Checkpoint(given, statement.parse(given.entry, trust_root.origin))
            _check_openings(checkpoint)
        except FormatError as error:
            raise type(error)(f"statement {given.index}: {error}") from None
        checkpoints[given.index] = checkpoint
    return checkpoints


def _check_openings(checkpoint: Checkpoint) -> None:
    payload = checkpoint.statement.payload
    for opening in checkpoint.given.openings:
        opening.verify(payload.depth, payload.root)
    keys = [opening.leaf.key for opening in checkpoint.given.openings if opening.leaf.role]
    if len(set(keys)) != len(keys):
        raise FormatError("two openings are of one item")


def check_listed(passport: Passport, checkpoints: dict[int, Checkpoint]) -> list[str]:
    """Step 7, second part: each listed entry is its statement's and concerns the item; none is given for nothing.

    Returns what was withheld.
    """
    withheld = []
    named = set()
    for item in passport.items:
        entries = [(entry, False) for entry in (item.list.entries() if item.list else [])]
        entries += [(entry, True) for entry in item.notices.entries()]
        for entry, as_notice in entries:
            checkpoint = checkpoints.get(entry.index)
            if checkpoint is None:
                withheld.append(f"statement {entry.index}")
                continue
            named.add(entry.index)
            if merkle.leaf_hash(checkpoint.given.entry) != entry.leaf:
                raise ProofError(f"the list names another entry at index {entry.index} than the log's")
            if not _concerns(checkpoint, item, as_notice=as_notice):
                withheld.append(f"what statement {entry.index} says about {item.uri or 'a hidden item'}")
            elif item.uri is not None:
                checkpoint.names[item.key] = item.uri
                if item.uri not in checkpoint.about:
                    checkpoint.about.append(item.uri)
    for given in passport.statements:
        if given.index not in named:
            raise FormatError(f"no list names statement {given.index}")
    _check_newer(passport.newer, passport.items, checkpoints)
    return withheld


def _check_newer(
    newer: tuple[PassportStatement, ...], items: tuple[PassportItem, ...], checkpoints: dict[int, Checkpoint]
) -> None:
    for given in newer:
        checkpoint = checkpoints[given.index]
        visited = [item for item in items if checkpoint.leaf(item.key)]
        if not visited:
            raise FormatError(f"the newer statement {given.index} is about no item of the passport")
        checkpoint.about.extend(item.uri for item in visited if item.uri is not None)


def _concerns(checkpoint: Checkpoint, item: PassportItem, *, as_notice: bool) -> bool:
    """Whether an opening puts the statement on the item's list; False if none is given.

    Raises ProofError if the item's leaf is given and puts it on no such list.
    """
    leaf = checkpoint.leaf(item.key)
    if leaf is None:
        return False
    if as_notice and checkpoint.notice is None:
        raise ProofError(f"statement {checkpoint.index} is listed as a notice and is none")
    if not as_notice and not leaf.role & ~(LOT | UNPACKED):
        raise ProofError(f"statement {checkpoint.index} is not about the item on whose list it stands")
    return True
