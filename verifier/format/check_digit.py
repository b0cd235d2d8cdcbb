"""Check digits and check characters of GS1 keys (GS1 General Specifications, section 7.9)."""

from functools import cache

from verifier.format.errors import IdentifierError

CHARACTER_SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""GS1 AI encodable character set 82, in the order that gives each character its value (Figure 7.11-1)."""

_CHECK_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LONGEST_WITH_CHECK_CHARACTERS = 99


def check_digit(digits: str) -> str:
    """The check digit that belongs after `digits` (section 7.9.1): weights 3, 1, 3, … from the right, modulo 10.

    Raises:
        IdentifierError: if a character is not an ASCII digit.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise IdentifierError(f"a check digit is computed from digits, not from {digits!r}")
    # Sums of slices of the ASCII bytes run in C; capture computes one or more of these for each event.
    codes = digits.encode("ascii")
    tripled, single = codes[::-2], codes[-2::-2]
    total = 3 * sum(tripled) + sum(single) - 48 * (3 * len(tripled) + len(single))
    return str(-total % 10)


def verify_check_digit(digits: str) -> None:
    """Check that the last of `digits` is the check digit of those before it.

    Raises:
        IdentifierError: with the digit that was expected.
    """
    expected = check_digit(digits[:-1])
    if digits[-1] != expected:
        raise IdentifierError(f"check digit of {digits} is {expected}, not {digits[-1]}")


def check_characters(text: str) -> str:
    """The pair of check characters that belongs after `text` (section 7.9.5, used by the Global Model Number).

    Raises:
        IdentifierError: if a character is outside character set 82, or the text is longer than 97 characters.
    """
    if len(text) > _LONGEST_WITH_CHECK_CHARACTERS - 2:
        raise IdentifierError(f"check characters are defined for at most 97 characters, not {len(text)}")
    total = 0
    for character, weight in zip(reversed(text), _primes(), strict=False):
        value = CHARACTER_SET_82.find(character)
        if value < 0:
            raise IdentifierError(f"{character!r} is not in GS1 character set 82")
        total += value * weight
    total %= 1021
    return _CHECK_CHARACTERS[total >> 5] + _CHECK_CHARACTERS[total & 31]


def verify_check_characters(text: str) -> None:
    """Check that `text` ends with the pair of check characters of what stands before them.

    Raises:
        IdentifierError: with the pair that was expected.
    """
    if len(text) < 3:
        raise IdentifierError(f"{text!r} is too short to end with two check characters")
    expected = check_characters(text[:-2])
    if text[-2:] != expected:
        raise IdentifierError(f"check characters of {text} are {expected}, not {text[-2:]}")


@cache
def _primes() -> tuple[int, ...]:
    """The weights: primes from 2 on, one for each position that check characters are defined for."""
    primes: list[int] = []
    candidate = 2
    while len(primes) < _LONGEST_WITH_CHECK_CHARACTERS - 2:
        if all(candidate % prime for prime in primes):
            primes.append(candidate)
        candidate += 1
    return tuple(primes)
