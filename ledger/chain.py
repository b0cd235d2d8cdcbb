"""The chain, as one account of it sees it. Modules named `chain…` alone know web3."""

from __future__ import annotations

import re
from typing import Any

from ledger.chain_rpc import Rpc, member, octets, quantity
from ledger.chain_types import DEPLOY, Block, Fees, Offer, Receipt, Sent, SignedTransaction
from ledger.chain_web3 import Account, HexAddress, HexStr, LocalAccount, Nonce, Web3, get_create_address
from ledger.errors import BalanceTooLow, ChainRefused, FeeTooHigh
from verifier.format.trust_root import Finality

GWEI = 10**9
_DEVELOPMENT = re.compile(r"(?i)(anvil|hardhat)")
_MAX_CHAIN_ID = 2**53 - 1

# Nodes agree on the meaning of these refusals and on no wording or code.
_KNOWN = re.compile(r"(?i)already ?known|already imported|known transaction|already in mempool|already exists")
_NONCE_USED = re.compile(r"(?i)nonce too low|nonce is too low|old ?nonce|nonce has already been used")
_UNDERPRICED = re.compile(
    r"(?i)underpriced|less than block base fee|below.{0,20}base fee|fee ?too ?low|fee cap|fee per gas too low"
    r"|replacement ?not ?allowed|could not replace existing tx"
)
_NO_FUNDS = re.compile(r"(?i)insufficient ?(?:funds|balance)|upfront cost exceeds account balance")


class Chain:
    """An EVM chain behind a JSON-RPC URL, and the one account that the service sends from.

    Every method is one call or a few, with a timeout, and raises ChainUnavailable or ChainRefused. Nothing is
    remembered between calls, so that a chain that was changed behind the URL is noticed.
    """

    def __init__(self, rpc_url: str, key: bytes, *, fee_ceiling: int, timeout: float = 10.0) -> None:
        """`key` is the account's private key, `fee_ceiling` the most wei to offer per gas, `timeout` in seconds."""
        self.rpc = Rpc(rpc_url, timeout)
        self.fee_ceiling = fee_ceiling
        self._account: LocalAccount = Account.from_key(key)

    @property
    def address(self) -> bytes:
        """The account's address."""
        return bytes.fromhex(self._account.address[2:])

    def chain_id(self) -> int:
        """The chain's id."""
        chain_id = quantity(self.rpc.request("eth_chainId"), "the chain id")
        if not 0 < chain_id <= _MAX_CHAIN_ID:
            raise ChainRefused(f"{chain_id} is no chain id")
        return chain_id

    def genesis_hash(self) -> bytes:
        """The hash of block 0, by which a development chain that began anew is told from the one before."""
        return octets(member(self.rpc.request("eth_getBlockByNumber", "0x0", False), "hash"), "a block's hash", 32)

    def is_development(self) -> bool:
        """Whether this is a local chain of a development tool, which may be reset and mined at will."""
        return bool(_DEVELOPMENT.match(str(self.rpc.request("web3_clientVersion"))))

    def latest(self) -> Block:
        """The newest block."""
        block = self._block("latest")
        if block is None:
            raise ChainRefused("the chain has no newest block")
        return block

    def block(self, number: int) -> Block | None:
        """The canonical block of that number; None beyond the newest."""
        return self._block(hex(number))

    def finalized(self, rule: Finality) -> Block | None:
        """The newest block that counts as final by the rule; None while there is none."""
        if rule.depth is None:
            return self._block("finalized")
        number = self.latest().number - rule.depth
        return self.block(number) if number >= 0 else None

    def nonce(self, *, pending: bool = False) -> int:
        """How many transactions of the account are mined, or with `pending` also those that wait in the node."""
        tag = "pending" if pending else "latest"
        return quantity(self.rpc.request("eth_getTransactionCount", _hex(self.address), tag), "the account's nonce")

    def nonce_at(self, block: int) -> int:
        """How many transactions of the account were mined up to a block; ChainRefused if its state is not kept."""
        answer = self.rpc.request("eth_getTransactionCount", _hex(self.address), hex(block))
        return quantity(answer, "the account's nonce")

    def balance(self) -> int:
        """The account's balance."""
        return quantity(self.rpc.request("eth_getBalance", _hex(self.address), "latest"), "the account's balance")

    def has_code(self, address: bytes) -> bool:
        """Whether a contract stands at the address."""
        return bool(octets(self.rpc.request("eth_getCode", _hex(address), "latest"), "a contract's code"))

    def fees(self) -> Fees:
        """What a unit of gas costs now."""
        try:
            priority = quantity(self.rpc.request("eth_maxPriorityFeePerGas"), "the priority fee")
        except ChainRefused:  # not every node has that method
            priority = GWEI
        return Fees(self.latest().base_fee, priority)

    def offer(self, fees: Fees) -> Offer:
        """What to offer at these fees: room for the base fee to double, within the ceiling.

        Raises FeeTooHigh if even the fee of now is above the ceiling.
        """
        if fees.now > self.fee_ceiling:
            raise FeeTooHigh(
                f"the chain asks {_gwei(fees.now)} gwei per gas and the fee ceiling is {_gwei(self.fee_ceiling)}: "
                "raise the ceiling, or wait until the chain is cheaper"
            )
        return Offer(min(2 * fees.base + fees.priority, self.fee_ceiling), fees.priority)

    def require_balance(self, amount: int) -> None:
        """Raise BalanceTooLow unless the account has that many wei."""
        balance = self.balance()
        if balance < amount:
            raise BalanceTooLow(
                f"the chain account {self._account.address} has {_ether(balance)} and a transaction may cost "
                f"{_ether(amount)}: send it funds"
            )

    def estimate_gas(self, to: bytes, data: bytes) -> int:
        """Gas that the account's transaction would take, behind those that wait; ChainReverted if it would fail."""
        call = self._call_object(to, data)
        return quantity(self.rpc.request("eth_estimateGas", call, "pending"), "the gas of a transaction")

    def call(self, to: bytes, data: bytes, block: int | None = None) -> bytes:
        """What a contract answers the account, at a block or now; ChainReverted if it refuses."""
        tag = "latest" if block is None else hex(block)
        return octets(self.rpc.request("eth_call", self._call_object(to, data), tag), "a contract's answer")

    def sign(self, *, chain_id: int, nonce: int, to: bytes, data: bytes, gas: int, offer: Offer) -> SignedTransaction:
        """The account's signed transaction (EIP-1559), not sent."""
        transaction: dict[str, Any] = {
            "type": 2,
            "chainId": chain_id,
            "nonce": nonce,
            "value": 0,
            "data": data,
            "gas": gas,
            "maxFeePerGas": offer.max_fee,
            "maxPriorityFeePerGas": offer.priority_fee,
        }
        if to != DEPLOY:
            transaction["to"] = Web3.to_checksum_address(to)
        signed = self._account.sign_transaction(transaction)
        return SignedTransaction(bytes(signed.raw_transaction), bytes(signed.hash))

    def send(self, raw: bytes) -> Sent:
        """Hand signed bytes to the node; the same bytes may be handed over any number of times.

        Raises BalanceTooLow, ChainUnavailable (it may have been taken all the same), ChainRefused.
        """
        try:
            self.rpc.request("eth_sendRawTransaction", _hex(raw))
        except ChainRefused as error:
            text = str(error)
            if _NO_FUNDS.search(text):
                raise BalanceTooLow(f"the chain account {self._account.address} cannot pay: send it funds") from None
            for pattern, outcome in (
                (_KNOWN, Sent.KNOWN),
                (_NONCE_USED, Sent.NONCE_USED),
                (_UNDERPRICED, Sent.UNDERPRICED),
            ):
                if pattern.search(text):
                    return outcome
            raise
        return Sent.ACCEPTED

    def receipt(self, transaction_hash: bytes) -> Receipt | None:
        """The receipt of a mined transaction; None if it is not mined."""
        answer = self.rpc.request("eth_getTransactionReceipt", _hex(transaction_hash))
        if answer is None:
            return None
        return Receipt(
            quantity(member(answer, "blockNumber"), "a receipt's block"),
            octets(member(answer, "blockHash"), "a receipt's block", 32),
            quantity(member(answer, "status"), "a receipt's status") == 1,
            quantity(member(answer, "gasUsed"), "a receipt's gas"),
        )

    def contract_address(self, nonce: int) -> bytes:
        """Where the contract stands that the account's transaction of that nonce creates."""
        address = get_create_address(HexAddress(HexStr(self._account.address)), Nonce(nonce))
        return bytes.fromhex(address[2:])

    def mine(self) -> Block:
        """Mine one block on a development chain; returns it."""
        self.rpc.request("evm_mine")
        return self.latest()

    def _block(self, tag: str) -> Block | None:
        answer = self.rpc.request("eth_getBlockByNumber", tag, False)
        if answer is None:
            return None
        return Block(
            quantity(member(answer, "number"), "a block's number"),
            octets(member(answer, "hash"), "a block's hash", 32),
            quantity(member(answer, "timestamp"), "a block's time"),
            quantity(member(answer, "baseFeePerGas"), "a block's base fee"),
        )

    def _call_object(self, to: bytes, data: bytes) -> dict[str, str]:
        call = {"from": _hex(self.address), "data": _hex(data)}
        return call if to == DEPLOY else {**call, "to": _hex(to)}


def _hex(data: bytes) -> str:
    return "0x" + data.hex()


def _gwei(wei: int) -> str:
    return f"{wei / GWEI:.3g}"


def _ether(wei: int) -> str:
    return f"{wei / 10**18:.6f} ETH"
