"""Rules for parts of GS1 values beyond length and characters (the linters of the GS1 Barcode Syntax Dictionary).

Only those that a primary key or a key qualifier of a Digital Link uses: what a data attribute such as a date or a
weight says never becomes part of a name.
"""

from collections.abc import Callable, Mapping

from verifier.format.check_digit import verify_check_characters, verify_check_digit
from verifier.format.errors import IdentifierError


def _zero(text: str) -> None:
    if text.strip("0"):
        raise IdentifierError(f"must begin with 0, not {text}")


def _no_zero_prefix(text: str) -> None:
    if text.startswith("0"):
        raise IdentifierError(f"{text} must not begin with 0")
    if text and not (text.isascii() and text.isdigit()):
        raise IdentifierError(f"{text!r} is not a number")


def _piece_of_total(text: str) -> None:
    """A piece's number and the total number of pieces, of equal length, such as 0103 for the first of three."""
    half = len(text) // 2
    if not text or len(text) % 2 or not (text.isascii() and text.isdigit()):
        raise IdentifierError(f"{text!r} is not a piece number and a total of equal length")
    # Of equal length, so that the order of the digits is the order of the numbers.
    piece, total = text[:half], text[half:]
    if not piece.strip("0") or piece > total:
        raise IdentifierError(f"there is no piece {piece} of {total}")


def _importer_index(text: str) -> None:
    if len(text) != 1 or not (text.isascii() and (text.isalnum() or text in "-_")):
        raise IdentifierError(f"importer index must be one letter, digit, hyphen or underscore, not {text!r}")


LINTERS: Mapping[str, Callable[[str], None]] = {
    "csum": verify_check_digit,
    "csumalpha": verify_check_characters,
    "importeridx": _importer_index,
    "nozeroprefix": _no_zero_prefix,
    "pieceoftotal": _piece_of_total,
    "zero": _zero,
}
"""The dictionary's name of a linter → what raises IdentifierError when the rule is broken."""
