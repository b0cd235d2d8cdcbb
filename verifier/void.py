"""When a statement contradicts itself and so counts for nothing (docs/format.md 3.5 and 3.6)."""

from __future__ import annotations

from verifier.checkpoint import Checkpoint
from verifier.format import disclosure, item_tree, jcs
from verifier.format.epcis_context import parse_context
from verifier.format.errors import FormatError
from verifier.format.event_hash import event_hash_id
from verifier.format.event_items import event_items
from verifier.format.statement import NOTICE_TYPE

CORE_NOTICES = frozenset({"correction", "recall", "decommission", "withdrawn"})
"""Notices that an event's `core` alone must bear out."""

_LISTS = {
    "epcList": item_tree.EPC,
    "childEPCs": item_tree.CHILD,
    "inputEPCList": item_tree.INPUT,
    "outputEPCList": item_tree.OUTPUT,
}


def void_reason(checkpoint: Checkpoint) -> str | None:
    """Why a statement is void, by what of it is opened; None if nothing shows that it is."""
    notice = checkpoint.type == NOTICE_TYPE
    if checkpoint.repeated:
        return "a member is disclosed twice"
    for name in checkpoint.members:
        if not disclosure.name_is_allowed(name, notice=notice):
            return f"it discloses {name[:40]!r}, which it must not"
    if not disclosure.core_is_well_formed(checkpoint.members[disclosure.CORE], notice=notice):
        return "its core is malformed"
    if disclosure.WHERE in checkpoint.members and not disclosure.where_is_well_formed(
        checkpoint.members[disclosure.WHERE]
    ):
        return "its place is malformed"
    try:
        checkpoint.event_time()
    except FormatError:
        return "its eventTime is no time"
    for opening in checkpoint.given.openings:
        if opening.leaf.upstream() != (opening.position < checkpoint.statement.payload.up):
            return "an item stands on the wrong side of its upstream items"
    if any(len(checkpoint.leaves_with(role)) > 1 for role in (item_tree.PARENT, item_tree.TRANSFORMATION)):
        return "it names more than one parent or transformation"
    if notice:
        return None
    return _notice_reason(checkpoint) or (_whole_reason(checkpoint) if checkpoint.whole() else None)


def _notice_reason(checkpoint: Checkpoint) -> str | None:
    """Whether the content says a notice that the payload does not, or the other way round."""
    said = notice_of_core(checkpoint)
    kind = checkpoint.notice
    if said == "correction":
        return None if kind == "correction" else "it declares an error and is no correction"
    if "certificationInfo" in checkpoint.members and kind != "certificate":
        return "it carries a certification and is no certificate"
    if said is not None and kind not in (said, "certificate"):
        return f"its content says {said} and its notice does not"
    if kind in CORE_NOTICES and kind != said:
        return f"its notice says {kind} and its content does not"
    return None


def notice_of_core(checkpoint: Checkpoint) -> str | None:
    """The notice that `core` says by itself, the first that matches (docs/format.md 3.5)."""
    if "errorDeclaration" in checkpoint.core:
        return "correction"
    if "recalled" in checkpoint.persistent("set"):
        return "recall"
    if "recalled" in checkpoint.persistent("unset"):
        return "withdrawn"
    if checkpoint.type == "ObjectEvent" and checkpoint.word("action") == "DELETE":
        return "decommission"
    return None


def _whole_reason(checkpoint: Checkpoint) -> str | None:
    """Whether a wholly opened event is the one that its Event Hash ID and its item tree stand for."""
    event = rebuild_event(checkpoint)
    try:
        context = parse_context(checkpoint.members.get(disclosure.CONTEXT))
        items = event_items(event, context)
        hash_id = event_hash_id(event, context)
    except FormatError as error:
        return f"its event cannot be read: {error}"
    if checkpoint.members.get(disclosure.EVENT_HASH) != hash_id:
        return "its Event Hash ID is not that of its members"
    leaves = {opening.leaf.uri: opening.leaf.role for opening in checkpoint.given.openings if opening.leaf.role}
    if leaves != items:
        return "its items are not those that its members name"
    return None


def rebuild_event(checkpoint: Checkpoint) -> dict[str, jcs.Json]:
    """The event in its canonical form, put together from a wholly opened statement."""
    event: dict[str, jcs.Json] = {"type": checkpoint.type}
    for name, value in checkpoint.members.items():
        if name in (disclosure.CORE, disclosure.WHERE) and isinstance(value, dict):
            event.update(value)
        elif name not in (disclosure.EVENT_HASH, disclosure.CONTEXT):
            event[name] = value
    for name, role in _LISTS.items():
        uris: list[jcs.Json] = [leaf.uri for leaf in checkpoint.leaves_with(role) if not leaf.role & item_tree.QUANTITY]
        if uris:
            event[name] = uris
    for name, role in (("parentID", item_tree.PARENT), ("transformationID", item_tree.TRANSFORMATION)):
        for leaf in checkpoint.leaves_with(role):
            event[name] = leaf.uri
    return event
