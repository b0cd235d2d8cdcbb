"""Receipts: what whoever made a statement is given to prove that the log has it (docs/format.md 7.5)."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.format import anchor as anchors
from verifier.format import base64url, jcs
from verifier.format.anchor import Anchor, Anchorage
from verifier.format.errors import FormatError
from verifier.format.json_shape import integer, members, octets, proof, text
from verifier.format.statement import MAX_ENTRY

MEDIA_TYPE = "application/vnd.wayproof.receipt+json"
MAX_BYTES = 1 << 18
STATES = ("accepted", "sequenced", "anchored", "final")
"""What a statement goes through, in this order."""

_MAX_PATH = 63
_ALWAYS = frozenset({"accepted", "entry", "promise", "state", "statementId", "version"})
_IN_LOG = frozenset({"index", "inclusion", "treeHead"})
_ANCHORED = frozenset({"anchor", "anchorage", "anchorInclusion"})


@dataclass(frozen=True)
class LogInclusion:
    """Where a statement stands in the log, by a signed tree head: the index, the proof, and the head's note."""

    index: int
    inclusion: bytes
    tree_head: str


@dataclass(frozen=True)
class AnchorInclusion:
    """The anchor that covers a statement, where it is, and the proof that its log root holds the statement."""

    anchor: Anchor
    anchorage: Anchorage
    inclusion: bytes


@dataclass(frozen=True)
class Receipt:
    """A receipt as parsed; nothing of it is believed yet. `accepted` is in Unix seconds."""

    statement_id: bytes
    state: str
    accepted: int
    promise: str
    entry: bytes
    log: LogInclusion | None = None
    anchored: AnchorInclusion | None = None

    def encode(self) -> bytes:
        """The receipt's bytes."""
        value: dict[str, jcs.Json] = {
            "accepted": self.accepted,
            "entry": base64url.encode(self.entry),
            "promise": self.promise,
            "state": self.state,
            "statementId": base64url.encode(self.statement_id),
            "version": 1,
        }
        if self.log is not None:
            value |= {
                "index": self.log.index,
                "inclusion": base64url.encode(self.log.inclusion),
                "treeHead": self.log.tree_head,
            }
        if self.anchored is not None:
            value |= {
                "anchor": self.anchored.anchor.encode(),
                "anchorInclusion": base64url.encode(self.anchored.inclusion),
                "anchorage": self.anchored.anchorage.encode(),
            }
        return jcs.encode(value)


def parse(data: bytes) -> Receipt:
    """The receipt that `data` is; raises FormatError unless it is one by docs/format.md 7.5."""
    if len(data) > MAX_BYTES:
        raise FormatError(f"a receipt has at most {MAX_BYTES} bytes")
    value = jcs.decode(data)
    state = value.get("state") if isinstance(value, dict) else None
    if state not in STATES or not isinstance(state, str):
        raise FormatError("a receipt's state is none that a statement has")
    expected = _ALWAYS | (_IN_LOG if state != "accepted" else frozenset())
    expected |= _ANCHORED if state in ("anchored", "final") else frozenset()
    fields = members(value, "the receipt", expected)
    integer(fields["version"], "version", 1, 1)
    entry = octets(fields["entry"], "entry")
    if len(entry) > MAX_ENTRY:
        raise FormatError(f"an entry has at most {MAX_ENTRY} bytes")
    log = anchored = None
    if "index" in fields:
        log = LogInclusion(
            integer(fields["index"], "index"),
            proof(fields["inclusion"], "inclusion", _MAX_PATH),
            text(fields["treeHead"], "treeHead", 1, 1 << 16),
        )
        if "anchor" in fields:
            anchored = AnchorInclusion(
                anchors.parse(fields["anchor"]),
                anchors.parse_anchorage(fields["anchorage"]),
                proof(fields["anchorInclusion"], "anchorInclusion", _MAX_PATH),
            )
            if not anchored.anchor.covers(log.index):
                raise FormatError("a receipt's anchor does not cover its statement")
    return Receipt(
        statement_id=octets(fields["statementId"], "statementId", 32),
        state=state,
        accepted=integer(fields["accepted"], "accepted"),
        promise=text(fields["promise"], "promise", 1, 1 << 16),
        entry=entry,
        log=log,
        anchored=anchored,
    )
