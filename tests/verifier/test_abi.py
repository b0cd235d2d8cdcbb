"""The verifier's selectors and layouts are those of the compiled contracts."""

import json
from pathlib import Path
from typing import Any

import pytest
from eth_utils.crypto import keccak

from verifier import abi
from verifier.chain import ChainError

ABI = Path(__file__).parents[2] / "ledger" / "abi"
FUNCTIONS = {
    ("TraceAnchor", "count"): (abi.COUNT, 1),
    ("TraceAnchor", "atMany"): (abi.AT_MANY, 3),
    ("PartyRegistry", "keys"): (abi.KEYS, 9),
    ("PartyRegistry", "partiesAt"): (abi.PARTIES_AT, 3),
    ("PartyRegistry", "authoritiesAt"): (abi.AUTHORITIES_AT, 5),
}


def function_of(contract: str, name: str) -> dict[str, Any]:
    members = json.loads((ABI / f"{contract}.json").read_text())["abi"]
    (found,) = (each for each in members if each.get("name") == name and each["type"] == "function")
    return found


@pytest.mark.parametrize(("contract", "name"), FUNCTIONS)
def test_selectors_and_fields(contract: str, name: str) -> None:
    function = function_of(contract, name)
    selector, fields = FUNCTIONS[contract, name]
    signature = f"{name}({','.join(each['type'] for each in function['inputs'])})"
    assert keccak(text=signature)[:4] == selector
    (output,) = function["outputs"]
    assert len(output.get("components", [output])) == fields
    assert function["stateMutability"] == "view"


def test_arrays_are_laid_out_as_the_standard_says() -> None:
    """The example of the ABI specification: f(uint256,uint32[]) in words."""
    call = abi.encode_call(b"\1\2\3\4", abi.word(0x123), [abi.word(0x456), abi.word(0x789)])
    words = [int.from_bytes(call[at : at + 32], "big") for at in range(4, len(call), 32)]
    assert words == [0x123, 0x40, 2, 0x456, 0x789]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        bytes(32),
        abi.word(32) + abi.word(2),
        abi.word(32) + abi.word(1) + bytes(95),
        abi.word(64) + abi.word(1) + bytes(96),
    ],
)
def test_answers_of_another_form_are_refused(answer: bytes) -> None:
    with pytest.raises(ChainError):
        abi.decode_structs(answer, 3, 1)


def test_numbers_out_of_range_are_refused() -> None:
    assert abi.signed(b"\xff" * 31 + b"\xed") == -19
    with pytest.raises(ChainError):
        abi.integer(b"\xff" * 32)
    with pytest.raises(ChainError):
        abi.boolean(abi.word(2))
    with pytest.raises(ChainError):
        abi.decode_word(b"")
