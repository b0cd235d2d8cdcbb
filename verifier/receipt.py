"""Verification of a receipt: that the log has one statement, and how far it has come (docs/format.md 7.5)."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.chain import ChainError, ChainReader
from verifier.checkpoint import Checkpoint
from verifier.format import base64url, jcs, merkle, receipt, statement, trust_root
from verifier.format.errors import FormatError
from verifier.format.passport import PassportStatement
from verifier.format.promise import open_promise
from verifier.format.receipt import AnchorInclusion, Receipt
from verifier.format.statement import Statement
from verifier.format.tree_head import open_tree_head
from verifier.format.trust_root import TrustRoot
from verifier.report import Verdict
from verifier.signatures import check_signatures


@dataclass(frozen=True)
class ReceiptReport:
    """What a receipt proves.

    `state` is the furthest of `ledger` states that is shown, None if none is; `time` is the covering anchor's block
    time; `missing` names what made the verdict INCOMPLETE, and `reason` says in words why it is not VERIFIED. `overdue`
    tells that the statement was promised to be final by now.

    VERIFIED: final, and its signer's. PENDING: genuine, not final yet. REFUSED: forged, or nobody's word.
    """

    verdict: Verdict
    statement_id: bytes = b""
    issuer: str = ""
    state: str | None = None
    index: int | None = None
    time: int | None = None
    deadline: int | None = None
    overdue: bool = False
    missing: tuple[str, ...] = ()
    reason: str = ""

    def encode(self) -> dict[str, jcs.Json]:
        """The report as JSON."""
        return {
            "deadline": self.deadline,
            "exit": self.verdict.value,
            "index": self.index,
            "issuer": self.issuer,
            "missing": list(self.missing),
            "overdue": self.overdue,
            "reason": self.reason,
            "state": self.state,
            "statementId": base64url.encode(self.statement_id),
            "time": self.time,
            "verdict": self.verdict.name,
            "version": 1,
        }


def verify_receipt(data: bytes, trust_root_bytes: bytes, chain: ChainReader | None, now: int) -> ReceiptReport:
    """What a receipt proves, by a trust root and a chain, at `now` (Unix seconds, the reader's clock).

    Without `chain` a covering anchor is not believed, and the verdict is at best INCOMPLETE for a receipt that has one.
    Never raises on hostile input.
    """
    try:
        given = receipt.parse(data)
    except FormatError as error:
        return ReceiptReport(Verdict.REFUSED, reason=str(error))
    try:
        root = trust_root.parse(trust_root_bytes)
    except FormatError as error:
        return ReceiptReport(Verdict.INCOMPLETE, missing=("trust-root",), reason=str(error))
    try:
        return _verify(given, root, chain, now)
    except FormatError as error:
        return ReceiptReport(Verdict.REFUSED, given.statement_id, reason=str(error))


def _verify(given: Receipt, root: TrustRoot, chain: ChainReader | None, now: int) -> ReceiptReport:
    parsed = statement.parse(given.entry, root.origin)
    if parsed.id() != given.statement_id:
        raise FormatError("the receipt's entry is another statement than the one that it names")
    missing = [] if now < root.expires else ["expired"]
    reason = "" if not missing else "the trust root has expired"
    state: str | None = None
    deadline: int | None = None
    if root.promise_keys:
        promise = open_promise(given.promise.encode(), root.origin, root.promise_keys)
        if (promise.statement_id, promise.accepted) != (given.statement_id, given.accepted):
            raise FormatError("the promise is of another statement, or of another time")
        state, deadline = "accepted", promise.deadline
    elif given.log is None:
        missing.append("promise-keys")
        reason = "the trust root names no key of promises"
    if given.log is not None:
        head = open_tree_head(given.log.tree_head.encode(), root.origin, root.log_keys)
        leaf = merkle.leaf_hash(given.entry)
        merkle.verify_inclusion(leaf, given.log.index, head.size, given.log.inclusion, head.root)
        state = "sequenced"
    time: int | None = None
    if given.anchored is not None and given.log is not None:
        try:
            final, time = _check_anchor(given, given.anchored, given.log.index, parsed, root, chain)
        except ChainError as error:
            missing.append(error.code)
            reason = str(error)
        else:
            state = "final" if final else "anchored"
    verdict = Verdict.INCOMPLETE if missing else Verdict.VERIFIED if state == "final" else Verdict.PENDING
    overdue = deadline is not None and now > deadline and state != "final" and not missing
    if verdict is Verdict.PENDING:
        reason = "it is not final by the time that was promised" if overdue else "it is not under a final anchor yet"
    return ReceiptReport(
        verdict=verdict,
        statement_id=given.statement_id,
        issuer=parsed.claims.issuer,
        state=state,
        index=given.log.index if given.log else None,
        time=time,
        deadline=deadline,
        overdue=overdue,
        missing=tuple(missing),
        reason=reason,
    )


def _check_anchor(
    given: Receipt,
    shown: AnchorInclusion,
    index: int,
    parsed: Statement,
    root: TrustRoot,
    chain: ChainReader | None,
) -> tuple[bool, int]:
    """Whether the covering anchor is final, and its block time.

    Raises FormatError if anchor or signature are not what they seem, ChainError if the chain cannot be read.
    """
    if shown.anchorage != root.anchorage:
        raise FormatError("the receipt is anchored elsewhere than the trust root says")
    size, log_root = shown.anchor.size, shown.anchor.log_root
    merkle.verify_inclusion(merkle.leaf_hash(given.entry), index, size, shown.inclusion, log_root)
    if chain is None:
        raise ChainError("offline", "the chain was not read")
    pin = chain.pin()
    if shown.anchor.seq >= chain.anchor_count(root.log_id):
        raise ChainError("not-final", f"anchor {shown.anchor.seq} is not on chain at the pinned block")
    (record,) = chain.anchors(root.log_id, [shown.anchor.seq])
    if (record.head, record.size) != (shown.anchor.head(root.anchorage, root.log_id), size):
        raise FormatError(f"anchor {shown.anchor.seq} is not the one on chain")
    checkpoint = Checkpoint(PassportStatement(index, given.entry, shown.anchor.seq, b"", (), ()), parsed)
    checkpoint.time = record.time
    check_signatures([checkpoint], chain, pin.time)
    if checkpoint.struck is not None:
        raise FormatError(f"the statement counts for nothing: {checkpoint.struck}")
    return record.time < pin.time, record.time
