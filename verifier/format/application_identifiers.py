"""The GS1 application identifiers (AI): formats, Digital Link roles (GS1 Barcode Syntax Dictionary).

The tables hold the dictionary's facts, and a test compares them with it. A format is written in the dictionary's own
notation: `N` digits, `X` character set 82, `Y` character set 39, `Z` base64url; `..20` means 1 to 20, brackets mean
optional, and a linter's name after a comma is a further rule (gs1_linters.py).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from verifier.format.errors import IdentifierError
from verifier.format.gs1_linters import LINTERS

FORMATS: Mapping[str, str] = {
    "N18,csum": "00 8017 8018",
    "N14,csum": "01 02 03",
    "X..20": "10 21 22 243 254 420 4318 7020-7022 710-717 7240 8002 8012",
    "N6": (
        "11-13 15-17 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165 3200-3205 3210-3215"
        " 3220-3225 3230-3235 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285 3290-3295 3300-3305 3310-3315"
        " 3320-3325 3330-3335 3340-3345 3350-3355 3360-3365 3370-3375 3400-3405 3410-3415 3420-3425 3430-3435"
        " 3440-3445 3450-3455 3460-3465 3470-3475 3480-3485 3490-3495 3500-3505 3510-3515 3520-3525 3530-3535"
        " 3540-3545 3550-3555 3560-3565 3570-3575 3600-3605 3610-3615 3620-3625 3630-3635 3640-3645 3650-3655"
        " 3660-3665 3670-3675 3680-3685 3690-3695 3950-3955 4326 7006 8005"
    ),
    "N2": "20 7241",
    "X..28": "235",
    "X..30": "240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90",
    "N..6": "242",
    "N13,csum [X..17]": "253",
    "N13,csum [N..12]": "255",
    "N..8": "30 37",
    "N..15": "3900-3909 3920-3929",
    "N3 N..15": "3910-3919 3930-3939",
    "N4": "3940-3943 8111",
    "N17,csum": "402",
    "N13,csum": "410-417",
    "N3 X..9": "421",
    "N3": "422 424 426",
    "N3 [N3] [N3] [N3] [N3]": "423 425",
    "X..3": "427 7008",
    "X..35": "4300 4301 4310 4311 4320",
    "X..70": "4302-4306 4312-4316 7257 8110 8112 8200",
    "X2": "4307 4317",
    "N10 N10": "4309",
    "N1": "4321-4323 7252",
    "N6 N4": "4324 4325 7003",
    "N6 [X1]": "4330-4333",
    "N13": "7001",
    "N..4": "7004",
    "X..12": "7005",
    "N6 [N6]": "7007",
    "X..10": "7009 7255",
    "X..2": "7010",
    "N6 [N4]": "7011",
    "N3 X..27": "7030-7039",
    "N1 X1 X1 X1,importeridx": "7040",
    "X..4": "7041",
    "X2 X..28": "7230-7239",
    "X..25": "7242 8020",
    "N8": "7250",
    "N8 N4": "7251",
    "X..40": "7253 7254 7259",
    "X..90": "7256 91-99",
    "X3": "7258",
    "N4 N5 N3 N1 N1": "8001",
    "N1,zero N13,csum [X..16]": "8003",
    "N14,csum N4,pieceoftotal": "8006 8026",
    "X..34": "8007",
    "N6 N2 [N2] [N2]": "8008",
    "X..50": "8009",
    "Y..30": "8010",
    "N..12,nozeroprefix": "8011",
    "X..25,csumalpha": "8013 8014",
    "N..10": "8019",
    "Z..90": "8030",
    "N15": "8040 8041",
    "N32": "8042",
    "N18 [N..2]": "8043",
}
"""Format → the application identifiers that have it, as codes and ranges of codes."""

PRIMARY_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "00": (),
    "01": (("22", "10", "21"), ("235",)),
    "253": (),
    "255": (),
    "401": (),
    "402": (),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8003": (),
    "8004": (("7040",),),
    "8006": (("22", "10", "21"),),
    "8010": (("8011",),),
    "8013": (),
    "8017": (("8019",),),
    "8018": (("8019",),),
}
"""Primary key of a Digital Link → alternative sequences of its key qualifiers, each optional, in this order."""

NOT_ATTRIBUTES = frozenset({
    "03", "21", "22", "235", "254", "7040", "7041", "8011", "8014", "8019", "8020", "8040", "8041", "8042", "8043",
    "8200",
})  # fmt: skip
"""Those that may not stand among the data attributes (query) of a Digital Link."""

_PREDEFINED_LENGTH = frozenset({
    "00", "01", "02", "03", "11", "12", "13", "15", "16", "17", "20", "31", "32", "33", "34", "35", "36", "41",
})  # fmt: skip
"""First two digits of those whose value needs no separator after it (GS1 General Specifications, 7.8)."""

CONVENIENCE_NAMES: Mapping[str, str] = {
    "cpid": "8010", "cpsn": "8011", "cpv": "22", "gcn": "255", "gdti": "253", "giai": "8004", "ginc": "401",
    "gln": "414", "glnx": "254", "gmn": "8013", "grai": "8003", "gsin": "402", "gsrn": "8018", "gsrnp": "8017",
    "gtin": "01", "itip": "8006", "lot": "10", "party": "417", "refno": "8020", "ser": "21", "srin": "8019",
    "sscc": "00",
}  # fmt: skip
"""Names that Digital Links before version 1.2 may have in place of the code."""

TITLES: Mapping[str, str] = {
    "00": "SSCC", "01": "GTIN", "10": "batch or lot", "21": "serial number", "22": "consumer product variant",
    "235": "third-party serial number", "253": "GDTI", "254": "GLN extension", "255": "GCN", "401": "GINC",
    "402": "GSIN", "414": "location GLN", "415": "invoicing party GLN", "417": "party GLN", "7040": "UIC",
    "8003": "GRAI", "8004": "GIAI", "8006": "ITIP", "8010": "CPID", "8011": "CPID serial number", "8013": "GMN",
    "8017": "GSRN of a provider", "8018": "GSRN of a recipient", "8019": "service relation instance",
    "8020": "payment reference",
}  # fmt: skip
"""What error messages call the primary keys and their qualifiers."""

CHARACTER_SETS: Mapping[str, str] = {
    "N": "[0-9]",
    "X": '[!"%-?A-Z_a-z]',
    "Y": "[#\\-/0-9A-Z]",
    "Z": "[A-Za-z0-9_\\-=]",
}
"""The letter of a format → its characters, as a regular expression."""

_WORDS = {"N": "digits", "X": "characters of GS1 set 82", "Y": "characters of GS1 set 39", "Z": "base64url characters"}
_COMPONENT = re.compile(r"(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?:,([a-z]+))?")


@dataclass(frozen=True, slots=True)
class ApplicationIdentifier:
    """One application identifier: its code, its format in words and as a pattern, and the linters of its parts.

    `predefined_length` is the length of the value where no separator is needed after it, else None.
    """

    code: str
    words: str
    pattern: re.Pattern[str]
    linters: tuple[tuple[int, Callable[[str], None]], ...]
    predefined_length: int | None

    def check(self, value: str) -> None:
        """Check a value's length, characters and check digits.

        Raises:
            IdentifierError: naming what is wrong.
        """
        match = self.pattern.fullmatch(value)
        if match is None:
            raise IdentifierError(f"{self} must be {self.words}, not {value!r}")
        for group, linter in self.linters:
            try:
                linter(match[group])
            except IdentifierError as error:
                raise IdentifierError(f"{self}: {error}") from error

    def __str__(self) -> str:
        title = TITLES.get(self.code)
        return f"{title} ({self.code})" if title else f"AI ({self.code})"


@cache
def application_identifiers() -> Mapping[str, ApplicationIdentifier]:
    """Every application identifier by its code."""
    table: dict[str, ApplicationIdentifier] = {}
    for notation, ranges in FORMATS.items():
        components = _COMPONENT.findall(notation)
        pattern = _pattern(components)
        words = _words(components)
        linters = tuple((group, LINTERS[part[4]]) for group, part in enumerate(components, 1) if part[4])
        length = sum(int(part[3]) for part in components)
        for code in _codes(ranges):
            predefined_length = length if code[:2] in _PREDEFINED_LENGTH else None
            table[code] = ApplicationIdentifier(code, words, pattern, linters, predefined_length)
    return table


def qualifiers_fit(key: str, qualifiers: list[str]) -> bool:
    """Whether the qualifiers' codes may follow the primary key in a Digital Link's path, in this order."""
    if not qualifiers:
        return True
    for alternative in PRIMARY_KEYS[key]:
        remaining = iter(alternative)
        # `in` consumes the iterator, so this asks whether the qualifiers are a subsequence of the alternative.
        if all(code in remaining for code in qualifiers):
            return True
    return False


def _codes(ranges: str) -> Iterator[str]:
    for word in ranges.split():
        first, _, last = word.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield str(number).zfill(len(first))


def _pattern(components: list[tuple[str, ...]]) -> re.Pattern[str]:
    text, open_groups = "", 0
    for optional, kind, variable, length, _ in components:
        if optional:
            text += "(?:"
            open_groups += 1
        text += f"({CHARACTER_SETS[kind]}{{{'1,' if variable else ''}{length}}})"
    return re.compile(text + ")?" * open_groups)


def _words(components: list[tuple[str, ...]]) -> str:
    parts = []
    for optional, kind, variable, length, _ in components:
        part = f"{'1 to ' if variable else ''}{length} {_WORDS[kind]}"
        parts.append(f"optionally {part}" if optional else part)
    return ", then ".join(parts)
