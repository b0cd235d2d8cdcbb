"""The little of the contract ABI that reading the chain needs: arrays of static words in, arrays of static structs out.

Selectors are written out because base Python has no Keccak; a test compares them with the compiled contracts.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.chain import ChainError

COUNT = bytes.fromhex("7937354c")
AT_MANY = bytes.fromhex("8de26a28")
KEYS = bytes.fromhex("5235c38f")
PARTIES_AT = bytes.fromhex("83f34ec1")
AUTHORITIES_AT = bytes.fromhex("c3034eea")

WORD = 32


def encode_call(selector: bytes, *arguments: bytes | Sequence[bytes]) -> bytes:
    """The call data of a function whose arguments are 32-byte words and arrays of them."""
    head, tail = [], b""
    for argument in arguments:
        if isinstance(argument, bytes):
            head.append(argument)
        else:
            head.append(word(WORD * len(arguments) + len(tail)))
            tail += word(len(argument)) + b"".join(argument)
    return selector + b"".join(head) + tail


def word(value: int) -> bytes:
    """An unsigned integer as a word."""
    return value.to_bytes(WORD, "big")


def decode_structs(data: bytes, fields: int, count: int) -> list[list[bytes]]:
    """An answer that is one array of `count` structs of `fields` words each; raises ChainError otherwise."""
    expected = WORD * (2 + fields * count)
    if len(data) != expected or data[:WORD] != word(WORD) or data[WORD : 2 * WORD] != word(count):
        raise ChainError("wrong-chain", "a contract answers in a form that Wayproof's does not have")
    words = [data[at : at + WORD] for at in range(2 * WORD, expected, WORD)]
    return [words[at : at + fields] for at in range(0, fields * count, fields)]


def decode_word(data: bytes) -> bytes:
    """An answer that is one word; raises ChainError otherwise."""
    if len(data) != WORD:
        raise ChainError("wrong-chain", "a contract answers in a form that Wayproof's does not have")
    return data


def integer(value: bytes, most: int = 2**64 - 1) -> int:
    """A word as an unsigned integer up to `most`; raises ChainError otherwise."""
    number = int.from_bytes(value, "big")
    if number > most:
        raise ChainError("wrong-chain", "a contract answers with a number that is out of range")
    return number


def boolean(value: bytes) -> bool:
    """A word as a truth value; raises ChainError if it is none."""
    return integer(value, 1) == 1


def signed(value: bytes) -> int:
    """A word as a signed integer."""
    return int.from_bytes(value, "big", signed=True)
