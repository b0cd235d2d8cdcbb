import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.check_digit import (
    CHARACTER_SET_82,
    check_characters,
    check_digit,
    verify_check_characters,
    verify_check_digit,
)
from verifier.format.errors import IdentifierError


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("629104150021", "3"),  # the worked example of the General Specifications, GTIN-13
        ("37610425002123456", "9"),  # the same for an SSCC
        ("7", "9"),
        ("0000000", "0"),
    ],
)
def test_check_digit_of_published_examples(digits, expected):
    assert check_digit(digits) == expected


@given(st.text("0123456789", min_size=1, max_size=20))
def test_check_digit_makes_the_weighted_sum_a_multiple_of_ten(digits):
    whole = digits + check_digit(digits)
    weights = [1, 3] * 20
    assert sum(int(d) * w for d, w in zip(reversed(whole), weights, strict=False)) % 10 == 0


@given(st.text("0123456789", min_size=2, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits, position, change):
    whole = digits + check_digit(digits)
    position %= len(whole)
    wrong = whole[:position] + str((int(whole[position]) + change) % 10) + whole[position + 1 :]
    with pytest.raises(IdentifierError):
        verify_check_digit(wrong)


def test_the_error_says_which_digit_was_expected():
    with pytest.raises(IdentifierError, match="is 8, not 1"):
        verify_check_digit("09521321000011")


@pytest.mark.parametrize("text", ["", "12a4", "１２３", "²", "-1", " 1"])
def test_what_is_not_digits_has_no_check_digit(text):
    with pytest.raises(IdentifierError):
        check_digit(text)
    with pytest.raises(IdentifierError):
        verify_check_digit(text)


def test_check_characters_of_the_published_global_model_number():
    assert check_characters("1987654Ad4X4bL5ttr2310c") == "2K"


@given(st.text(CHARACTER_SET_82, min_size=1, max_size=23), st.integers(0, 22), st.sampled_from(CHARACTER_SET_82))
def test_one_wrong_character_is_always_noticed(text, position, other):
    position %= len(text)
    if other == text[position]:
        verify_check_characters(text + check_characters(text))
        return
    wrong = text[:position] + other + text[position + 1 :]
    with pytest.raises(IdentifierError):
        verify_check_characters(wrong + check_characters(text))


@pytest.mark.parametrize("text", ["", "22", "a", "1" * 100, "é22", " 22"])
def test_what_has_no_check_characters_is_refused(text):
    with pytest.raises(IdentifierError):
        verify_check_characters(text)
