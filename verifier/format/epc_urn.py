"""EPC URNs of GS1 keys: urn:epc:id, urn:epc:class and urn:epc:idpat (GS1 EPC Tag Data Standard, section 6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from verifier.format.check_digit import check_digit
from verifier.format.errors import IdentifierError
from verifier.format.gs1_key import Elements, check_values
from verifier.format.percent_encoding import unescape

_PREFIX = "urn:epc:"
_OTHER_SCHEMES = frozenset({"adi", "bic", "gid", "imovn", "usdod"})
_COMPANY_PREFIX = re.compile(r"[0-9]{6,12}")
_DIGITS = re.compile(r"[0-9]*")
_TEXT = re.compile(r"(?:[!'()*+,\-.0-9:;=A-Z_a-z]|%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class _Scheme:
    """How a scheme's fields, separated by dots, make up a GS1 key.

    `digits` counts those of company prefix and reference together, to which a check digit is added; None means that
    the reference is text without one. `indicator_first` moves the reference's first digit before the company prefix.
    `pieces` says that piece and total, of two digits each, follow. A `serial` follows last: in the key itself where
    it is "", else as the qualifier of that code.
    """

    key: str
    digits: int | None
    serial: str | None = None
    indicator_first: bool = False
    leading: str = ""
    pieces: bool = False

    @property
    def fields(self) -> int:
        return 2 + 2 * self.pieces + (self.serial is not None)


_IDENTITIES: Mapping[str, _Scheme] = {
    "cpi": _Scheme("8010", None, serial="8011"),
    "gdti": _Scheme("253", 12, serial=""),
    "giai": _Scheme("8004", None),
    "ginc": _Scheme("401", None),
    "grai": _Scheme("8003", 12, serial="", leading="0"),
    "gsin": _Scheme("402", 16),
    "gsrn": _Scheme("8018", 17),
    "gsrnp": _Scheme("8017", 17),
    "itip": _Scheme("8006", 13, serial="21", indicator_first=True, pieces=True),
    "pgln": _Scheme("417", 12),
    "sgcn": _Scheme("255", 12, serial=""),
    "sgln": _Scheme("414", 12, serial="254"),
    "sgtin": _Scheme("01", 13, serial="21", indicator_first=True),
    "sscc": _Scheme("00", 17, indicator_first=True),
    "upui": _Scheme("01", 13, serial="235", indicator_first=True),
}
_CLASSES: Mapping[str, _Scheme] = {"lgtin": _Scheme("01", 13, serial="10", indicator_first=True)}
_SCHEMES_WITH_CLASSES = frozenset({"cpi", "gdti", "grai", "itip", "sgcn", "sgtin", "upui"})
_NO_EXTENSION = "0"


def find(urn: str) -> Elements | None:
    """The GS1 key that an EPC URN names, or None for a URI that is no EPC URN of a GS1 key.

    A pattern (idpat) whose serial is `*` and nothing else names the class.

    Raises:
        IdentifierError: if it is one, and is wrong.
    """
    if not urn.startswith(_PREFIX):
        return None
    kind, _, rest = urn.removeprefix(_PREFIX).partition(":")
    name, _, body = rest.partition(":")
    if kind not in {"id", "class", "idpat"}:
        return None
    if kind != "class" and name in _OTHER_SCHEMES:
        return None
    scheme = (_CLASSES if kind == "class" else _IDENTITIES).get(name)
    if scheme is None:
        raise IdentifierError(f"there is no EPC scheme urn:epc:{kind}:{name}")
    fields = _split(scheme, body, name)
    key = _key_of_pattern(name, scheme, fields) if kind == "idpat" else _key(scheme, fields)
    check_values(key)
    return key


def _key_of_pattern(name: str, scheme: _Scheme, fields: list[str]) -> Elements:
    if name not in _SCHEMES_WITH_CLASSES or fields[-1] != "*":
        raise IdentifierError(f"the pattern {'.'.join(fields)!r} of {name} names no class, which has * for its serial")
    return _key(scheme, fields[:-1])


def _split(scheme: _Scheme, body: str, name: str) -> list[str]:
    fields = body.split(".", scheme.fields - 1)
    if len(fields) != scheme.fields:
        raise IdentifierError(f"an EPC URN of {name} has {scheme.fields} fields separated by dots, not {len(fields)}")
    return fields


def _key(scheme: _Scheme, fields: list[str]) -> Elements:
    company_prefix, reference = fields[0], fields[1]
    if not _COMPANY_PREFIX.fullmatch(company_prefix):
        raise IdentifierError(f"an EPC URN begins with a company prefix of 6 to 12 digits, not {company_prefix!r}")
    if scheme.digits is None:
        value = company_prefix + _text(reference)
    else:
        if not _DIGITS.fullmatch(reference) or len(company_prefix) + len(reference) != scheme.digits:
            raise IdentifierError(
                f"company prefix {company_prefix} and reference {reference!r} must have {scheme.digits} digits together"
            )
        if scheme.indicator_first:
            value = reference[0] + company_prefix + reference[1:]
        else:
            value = scheme.leading + company_prefix + reference
        value += check_digit(value)
    if scheme.pieces:
        value += "".join(fields[2:4])
    serial = _text(fields[-1]) if len(fields) == scheme.fields and scheme.serial is not None else None
    if serial is None or scheme.serial is None or (scheme.key == "414" and serial == _NO_EXTENSION):
        return ((scheme.key, value),)
    if not scheme.serial:
        return ((scheme.key, value + serial),)
    return ((scheme.key, value), (scheme.serial, serial))


def _text(field: str) -> str:
    if not _TEXT.fullmatch(field):
        raise IdentifierError(f"{field!r} is no text of an EPC URN; characters such as / & < must be percent-encoded")
    return unescape(field)
