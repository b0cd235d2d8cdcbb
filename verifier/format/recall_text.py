"""What a recall says to whoever holds the goods: one member of its event (docs/format.md 3.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.format.errors import FormatError
from verifier.format.jcs import Json
from verifier.format.json_shape import members, text

MEMBER = "wayproof:recall"

MAX_TEXT = 4000
"""Most UTF-8 bytes of one text."""

MAX_TRANSLATIONS = 64

_WORDS = ("reason", "instructions")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_LINK = re.compile(r"https://[!-~]+")


@dataclass(frozen=True, slots=True)
class RecallWords:
    """Why the goods are recalled, and what to do; the latter may be missing."""

    reason: str
    instructions: str | None = None

    def encode(self) -> dict[str, Json]:
        """The two texts, as far as they are there."""
        return {name: value for name in _WORDS if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class RecallText:
    """A recall's text; `contact` is whom to ask, `link` an https address, `translations` the words by BCP 47 tag."""

    words: RecallWords
    contact: str | None = None
    link: str | None = None
    translations: Mapping[str, RecallWords] = field(default_factory=dict)

    def encode(self) -> dict[str, Json]:
        """The member's value."""
        value = self.words.encode()
        if self.contact is not None:
            value["contact"] = self.contact
        if self.link is not None:
            value["link"] = self.link
        if self.translations:
            value["translations"] = {tag: words.encode() for tag, words in self.translations.items()}
        return value


def parse_recall_text(value: Json) -> RecallText:
    """The text that a recall's member holds; raises FormatError naming what is wrong with it."""
    given = members(
        value,
        "the recall's text",
        frozenset({"reason"}),
        frozenset({"instructions", "contact", "link", "translations"}),
    )
    link = _optional(given, "link")
    if link is not None and not _LINK.fullmatch(link):
        raise FormatError("link is no https address")
    translations = given.get("translations", {})
    if not isinstance(translations, dict) or len(translations) > MAX_TRANSLATIONS:
        raise FormatError(f"translations is no object of at most {MAX_TRANSLATIONS} languages")
    for tag in translations:
        if not _LANGUAGE.fullmatch(tag):
            raise FormatError(f"translations has {tag[:40]!r}, which is no language tag such as zh-Hans")
    words = {
        tag: _words(members(each, f"the translation {tag}", frozenset({"reason"}), frozenset({"instructions"})))
        for tag, each in translations.items()
    }
    return RecallText(_words(given), _optional(given, "contact"), link, words)


def _words(given: Mapping[str, Json]) -> RecallWords:
    return RecallWords(text(given["reason"], "reason", 1, MAX_TEXT), _optional(given, "instructions"))


def _optional(given: Mapping[str, Json], name: str) -> str | None:
    return text(given[name], name, 1, MAX_TEXT) if name in given else None
