"""One tick of the outbox: see what was mined, send what is signed, sign and send what is queued."""

from __future__ import annotations

import structlog

from ledger import store_outgoing as rows
from ledger.chain import Chain
from ledger.chain_contracts import explain
from ledger.chain_types import Block, Offer, Sent
from ledger.elapsed import has_elapsed
from ledger.errors import ChainRefused, ChainReverted, ChainUnavailable, WrongChain
from ledger.outbox import NOT_MINED, OutboxPolicy, Purpose, attempt_of, enqueue, quote, requeue, sign
from ledger.store import Store
from ledger.store_chain import deployment
from ledger.store_outgoing import Attempt, Outgoing

_BLOCK_SECONDS = 12

_log = structlog.get_logger()


def pump(store: Store, chain: Chain, policy: OutboxPolicy, now: int) -> None:
    """One tick: see what was mined, send what is signed, sign and send what is queued.

    Raises:
        ChainUnavailable, ChainRefused: the node; what was done so far stands.
        FeeTooHigh, BalanceTooLow: nothing more is signed until that changes.
        WrongChain: `ledger/deploy.py` must look at the chain first.
    """
    chain_id = chain.chain_id()
    with store.read() as connection:
        known = deployment(connection)
    if known is not None and known.genesis != chain.genesis_hash():
        raise WrongChain(f"the chain at {chain.rpc.name} began anew, or is another one than before")
    follow(store, chain, chain_id, policy, now)
    _send_signed(store, chain, chain_id, policy, now)
    _sign_queued(store, chain, chain_id, policy, now)


def follow(store: Store, chain: Chain, chain_id: int, policy: OutboxPolicy, now: int) -> None:
    """See what became of the transactions that were sent, and of those that had been mined."""
    final = chain.finalized(policy.finality)
    mined_nonces = chain.nonce()
    _doubt_the_past(store, chain, chain_id, final)
    with store.read() as connection:
        waiting = rows.in_state(connection, chain_id, rows.SIGNED, rows.MINED)
        lost = rows.settled_from_nonce(connection, chain_id, mined_nonces)
    if lost:
        _take_back(store, chain, lost)
    for outgoing in waiting:
        if outgoing.nonce is not None and outgoing.nonce < mined_nonces:
            _follow_one(store, chain, outgoing, final, policy, now)
        elif outgoing.state == rows.MINED:
            _back_to_signed(store, outgoing)


def _take_back(store: Store, chain: Chain, lost: list[Outgoing]) -> None:
    """What was final is gone: a development chain was set back to an earlier state, or the node is behind."""
    if not chain.is_development():
        raise ChainUnavailable(
            f"the chain at {chain.rpc.name} does not know the account's transaction {lost[0].nonce}, which was final: "
            "the node is behind; if it stays so, it is on another chain"
        )
    for outgoing in lost:
        _back_to_signed(store, outgoing)


def _doubt_the_past(store: Store, chain: Chain, chain_id: int, final: Block | None) -> None:
    """Watch those again that were final in a block which is no longer the chain's: either the chain broke its word, or
    a node did that had called the block final."""
    while final is not None:
        with store.read() as connection:
            newest = rows.newest_settled(connection, chain_id)
        if newest is None or newest.block_number is None or newest.block_number > final.number:
            return
        block = chain.block(newest.block_number)
        if block is None or block.hash == newest.block_hash:
            return
        _log.error("what was final is in no block of the chain; it is watched again", nonce=newest.nonce)
        _back_to_signed(store, newest)


def _follow_one(
    store: Store, chain: Chain, outgoing: Outgoing, final: Block | None, policy: OutboxPolicy, now: int
) -> None:
    if outgoing.state == rows.MINED and _is_canonical(chain, outgoing):
        time = outgoing.block_time or 0
        if final is not None and (outgoing.block_number or 0) <= final.number and time < final.time:
            with store.write() as connection:
                state = rows.REVERTED if outgoing.failed else rows.FINAL
                rows.update(connection, outgoing.id, [rows.MINED], state=state)
        return
    if _find_mined(store, chain, outgoing):
        return
    if outgoing.state != rows.SIGNED:
        _back_to_signed(store, outgoing)
        return
    with store.write() as connection:
        if outgoing.missing_since is None or outgoing.missing_since > now:  # the clock was set back
            rows.update(connection, outgoing.id, [rows.SIGNED], missing_since=now)
        elif now - outgoing.missing_since >= policy.replace_after:
            requeue(connection, outgoing.id)
            _log.warning("another transaction took the nonce", nonce=outgoing.nonce, purpose=outgoing.purpose)


def _is_canonical(chain: Chain, outgoing: Outgoing) -> bool:
    block = chain.block(outgoing.block_number or 0)
    return block is not None and block.hash == outgoing.block_hash


def _find_mined(store: Store, chain: Chain, outgoing: Outgoing) -> bool:
    """Whether one of the attempts is in the chain; keeps in which block."""
    with store.read() as connection:
        attempts = rows.attempts(connection, outgoing.id)
    for attempt in attempts:
        receipt = chain.receipt(attempt.transaction_hash)
        block = None if receipt is None else chain.block(receipt.block_number)
        if receipt is None or block is None or block.hash != receipt.block_hash:
            continue
        with store.write() as connection:
            rows.update(
                connection,
                outgoing.id,
                [rows.SIGNED, rows.MINED],
                state=rows.MINED,
                failed=not receipt.succeeded,
                nonce=attempt.nonce,
                transaction_hash=attempt.transaction_hash,
                block_number=block.number,
                block_hash=block.hash,
                block_time=block.time,
                missing_since=None,
                error=None if receipt.succeeded else "the contract refused it",
            )
        if not receipt.succeeded:
            _log.warning("a transaction reverted", purpose=outgoing.purpose, subject=outgoing.subject)
        return True
    return False


def _back_to_signed(store: Store, outgoing: Outgoing) -> None:
    with store.write() as connection:
        states = [rows.MINED, rows.FINAL, rows.REVERTED]
        rows.update(connection, outgoing.id, states, state=rows.SIGNED, failed=False, **NOT_MINED)
    _log.warning("a transaction is no longer in the chain", purpose=outgoing.purpose, nonce=outgoing.nonce)


def _send_signed(store: Store, chain: Chain, chain_id: int, policy: OutboxPolicy, now: int) -> None:
    mined_nonces = chain.nonce()
    with store.read() as connection:
        signed = rows.in_state(connection, chain_id, rows.SIGNED)
        gap = not any(outgoing.nonce is not None and outgoing.nonce <= mined_nonces for outgoing in signed)
        gap = gap and bool(signed) and not rows.has_nonce(connection, chain_id, mined_nonces)
    if gap and chain.nonce(pending=True) <= mined_nonces:
        _fill(store, chain, chain_id, mined_nonces, now)
    for outgoing in signed:
        with store.read() as connection:
            newest = rows.attempts(connection, outgoing.id, outgoing.nonce)[0]
        if outgoing.nonce == mined_nonces and _is_stuck(chain, newest, policy, now):
            newest = _replace(store, chain, outgoing, newest) or newest
        if _send(store, chain, newest, now) is Sent.UNDERPRICED and _may_outbid(chain, newest, now):
            dearer = _replace(store, chain, outgoing, newest)
            if dearer is not None:
                _send(store, chain, dearer, now)


def _send(store: Store, chain: Chain, attempt: Attempt, now: int) -> Sent:
    outcome = chain.send(attempt.raw)
    with store.write() as connection:
        rows.note_sent(connection, attempt.transaction_hash, now)
    return outcome


def _may_outbid(chain: Chain, newest: Attempt, now: int) -> bool:
    """Whether to believe a node that it is not enough: the chain's fees say so too, or a block's time has gone by.

    Otherwise a node that finds everything too cheap would drive the fee to the ceiling within seconds.
    """
    if newest.sent_at is None or has_elapsed(newest.sent_at, _BLOCK_SECONDS, now):
        return True
    fees = chain.fees()
    return fees.now > newest.max_fee or fees.priority > newest.priority_fee


def _is_stuck(chain: Chain, newest: Attempt, policy: OutboxPolicy, now: int) -> bool:
    """Whether blocks go by without it, for so long that it must be the fee."""
    if newest.sent_at is None or not has_elapsed(newest.sent_at, policy.replace_after, now):
        return False
    return chain.latest().time > min(newest.sent_at, now)


def _replace(store: Store, chain: Chain, outgoing: Outgoing, newest: Attempt) -> Attempt | None:
    """The same call at a higher fee, stored; None if the ceiling does not allow it, or someone else just did it."""
    fees = chain.fees()
    # Nodes want a tenth more of both, at least; an eighth passes everywhere.
    max_fee = max(newest.max_fee + newest.max_fee // 8 + 1, 2 * fees.base + fees.priority)
    priority_fee = max(newest.priority_fee + newest.priority_fee // 8 + 1, fees.priority)
    if max_fee > chain.fee_ceiling:
        max_fee = chain.fee_ceiling
        if 10 * max_fee < 11 * newest.max_fee:
            _log.warning("a stuck transaction already offers what the fee ceiling allows", nonce=newest.nonce)
            return None
    offer = Offer(max_fee, min(priority_fee, max_fee))
    attempt = attempt_of(chain, outgoing, newest.nonce, newest.gas, offer)
    with store.write() as connection:
        known = rows.attempts(connection, outgoing.id, newest.nonce)
        if rows.get(connection, outgoing.id) != outgoing or known[0].raw != newest.raw:
            return None
        rows.insert_attempt(connection, attempt)
    _log.info("replacing a stuck transaction", nonce=newest.nonce, max_fee=max_fee)
    return attempt


def _fill(store: Store, chain: Chain, chain_id: int, nonce: int, now: int) -> None:
    """Order an empty transaction for a nonce that nobody uses, without which those behind it are never mined."""
    with store.write() as connection:
        if rows.has_nonce(connection, chain_id, nonce):
            return
        id_ = enqueue(
            connection, chain_id=chain_id, purpose=Purpose.FILL, subject=str(nonce), to=chain.address, data=b"", now=now
        )
        rows.update(connection, id_, [rows.QUEUED], nonce=nonce)
    _log.warning("filling a gap of nonces", nonce=nonce)


def _sign_queued(store: Store, chain: Chain, chain_id: int, policy: OutboxPolicy, now: int) -> None:
    while True:
        with store.read() as connection:
            outgoing = rows.next_queued(connection, chain_id)
            in_flight = len(rows.in_state(connection, chain_id, rows.SIGNED))
        if outgoing is None or (in_flight >= policy.in_flight and outgoing.nonce is None):
            return
        try:
            quoted = quote(chain, outgoing.to, outgoing.data)
        except ChainReverted as error:
            if in_flight:
                return  # it may build on one that is not mined yet
            if not _refuse(store, outgoing, explain(error), policy, now):
                return  # a node that is behind does not know yet what it builds on
            continue
        with store.write() as connection:
            if rows.get(connection, outgoing.id).state != rows.QUEUED:
                continue
            attempt = sign(connection, chain, outgoing, quoted)
        _send(store, chain, attempt, now)


def _refuse(store: Store, outgoing: Outgoing, error: ChainRefused, policy: OutboxPolicy, now: int) -> bool:
    """Give up a call that the contract has refused for long enough, before it costs anything; whether it was."""
    since = now if outgoing.missing_since is None else min(outgoing.missing_since, now)  # the clock may be set back
    given_up = now - since >= policy.refused_for
    values = {"state": rows.REVERTED, "failed": True} if given_up else {"missing_since": since}
    with store.write() as connection:
        rows.update(connection, outgoing.id, [rows.QUEUED], error=str(error), **values)
    if given_up:
        _log.warning("not sent", purpose=outgoing.purpose, subject=outgoing.subject, reason=str(error))
    return given_up
