import json
import re

import pytest

from verifier.format.application_identifiers import CHARACTER_SETS
from verifier.format.errors import IdentifierError
from verifier.format.gs1_linters import LINTERS

CHARACTER_SET_OF = {"cset82": "X", "cset39": "Y", "csetnumeric": "N"}

_ONLY_ATTRIBUTES = "only data attributes use it, and what those say never becomes part of a name"
OUTSIDE = {
    "cset64": "padding of the base64url signature (8030), a data attribute",
    "gcppos1": "needs GS1's register of company prefixes; capture asks the party registry instead",
    "gcppos2": "needs GS1's register of company prefixes; capture asks the party registry instead",
    **dict.fromkeys(
        [
            "hasnondigit", "hh", "hhmi", "hyphen", "iban", "latitude", "longitude", "mi", "nonzero", "pcenc",
            "posinseqslash", "ss", "winding", "yesno", "yymmd0", "yymmdd", "yyyymmd0", "yyyymmdd",
        ],
        _ONLY_ATTRIBUTES,
    ),
}  # fmt: skip


def is_accepted(linter: str, value: str) -> bool:
    if linter in CHARACTER_SET_OF:
        return re.fullmatch(f"{CHARACTER_SETS[CHARACTER_SET_OF[linter]]}*", value) is not None
    try:
        LINTERS[linter](value)
    except IdentifierError:
        return False
    return True


def test_published_linter_cases(vectors):
    cases = json.loads((vectors / "gs1-digital-link/ai_component_linters.json").read_text())
    run = 0
    for linter in cases.keys() - OUTSIDE.keys():
        for case in cases[linter]:
            value = case["value"]
            if not isinstance(value, str):
                # Bytes that are no text: every byte is at least no character of a GS1 set.
                value = "\udcff"
            assert is_accepted(linter, value) == case["valid"], (linter, case)
            run += 1
    assert run > 300
    assert OUTSIDE.keys() <= cases.keys()


@pytest.mark.parametrize(("text", "accepted"), [("0", True), ("1", False)])
def test_a_grai_begins_with_zero(text, accepted):
    assert is_accepted("zero", text) == accepted


def test_every_linter_has_published_cases_or_is_tested_here(vectors):
    cases = json.loads((vectors / "gs1-digital-link/ai_component_linters.json").read_text())
    assert LINTERS.keys() - cases.keys() == {"zero"}
