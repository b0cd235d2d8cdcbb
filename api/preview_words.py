"""What a link preview says, in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from api.negotiation import language_ranges
from api.previews import Preview
from verifier.report import Status, Verdict


@dataclass(frozen=True, slots=True)
class PreviewWords:
    """The texts of one language; `said` has a place for the verdict and one for the time."""

    locale: str
    verdicts: Mapping[Verdict, str]
    recalled: str
    said: str
    unsaid: str
    passport_of: str


ENGLISH = PreviewWords(
    "en",
    {
        Verdict.VERIFIED: "History checks out",
        Verdict.PENDING: "Being recorded",
        Verdict.INCOMPLETE: "Could not be checked fully",
        Verdict.NO_RECORD: "No record of this number",
        Verdict.REFUSED: "Do not trust this",
    },
    "This item is recalled. {}",
    "{}, as this ledger said at {} UTC.",
    "Open it to let your own device check the history of this item.",
    "Passport of {}",
)
CHINESE = PreviewWords(
    "zh",
    {
        Verdict.VERIFIED: "履历核验无误",
        Verdict.PENDING: "正在登记",
        Verdict.INCOMPLETE: "未能完整核验",
        Verdict.NO_RECORD: "没有此编号的记录",
        Verdict.REFUSED: "请勿相信",
    },
    "该物品已被召回。{}",
    "{}：此为本账本于 {}（UTC）所述。",
    "打开后，由您自己的设备核验该物品的履历。",
    "{} 的护照",
)
_BY_TAG = {"en": ENGLISH, "zh": CHINESE}


def words_for(accept_language: str | None) -> PreviewWords:
    """The language that an Accept-Language header likes best; English if it likes none."""
    best, best_quality = ENGLISH, 0.0
    for tag, quality in language_ranges(accept_language or "").items():
        words = _BY_TAG.get(tag.partition("-")[0])
        if words is not None and quality > best_quality:
            best, best_quality = words, quality
    return best


def verdict_in_words(words: PreviewWords, preview: Preview) -> str:
    """The verdict with its date, after what matters more: that the item is recalled."""
    said = words.said.format(words.verdicts[preview.verdict], moment(preview))
    return words.recalled.format(said) if preview.status is Status.RECALLED else said


def moment(preview: Preview) -> str:
    """The time of which the verdict speaks, in UTC: `2026-03-31 08:15`."""
    return datetime.fromtimestamp(preview.as_of, UTC).strftime("%Y-%m-%d %H:%M")
