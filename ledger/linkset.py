"""Linksets: the links of an item and of the levels above it, as RFC 9264 and the GS1-Conformant Resolver write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from verifier.format.jcs import Json


@dataclass(frozen=True, slots=True)
class Target:
    """What one link leads to. No languages, media type or context means that nothing is said of them."""

    href: str
    title: str
    hreflang: tuple[str, ...] = ()
    media_type: str | None = None
    context: tuple[str, ...] = ()
    public: bool = True

    def encode(self) -> dict[str, Json]:
        """The target as JSON."""
        value: dict[str, Json] = {"href": self.href, "title": self.title}
        if self.media_type is not None:
            value["type"] = self.media_type
        if self.hreflang:
            value["hreflang"] = list(self.hreflang)
        if self.context:
            value["context"] = list(self.context)
        if not self.public:
            value["public"] = False
        return value


@dataclass(frozen=True, slots=True)
class LinkContext:
    """The links of one level: its address on this resolver, what it is in words, and targets by link type's URI."""

    anchor: str
    description: str
    links: dict[str, list[Target]] = field(default_factory=dict)

    def encode(self) -> dict[str, Json]:
        """The link context as JSON."""
        targets: dict[str, Json] = {uri: [each.encode() for each in found] for uri, found in self.links.items()}
        return {"anchor": self.anchor, "itemDescription": self.description, **targets}


def encode_linkset(contexts: Iterable[LinkContext]) -> dict[str, Json]:
    """A linkset as JSON."""
    return {"linkset": [context.encode() for context in contexts]}


def links_of_type(contexts: Sequence[LinkContext], link_type: str) -> tuple[LinkContext, list[Target]] | None:
    """The links of a type at the finest level that has any, the levels being in order; None if none has."""
    for context in contexts:
        if context.links.get(link_type):
            return context, context.links[link_type]
    return None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request would rather have: qualities from 0 to 1 by language range and of a media type, and a context.

    None says that the request wishes nothing.
    """

    languages: Mapping[str, float] | None = None
    quality: Callable[[str], float] | None = None
    context: str | None = None


def best_of(targets: Sequence[Target], wish: Wish) -> list[Target]:
    """Of several links of one type those that fit a request best: more than one if it does not say enough.

    First those for its context, then of what it accepts at all, those in the language that it likes best, and of these
    those of the type that it likes best. If none fits, a link that says nothing goes before one that says otherwise.
    """
    found = _keep_best(targets, [_context_fit(each, wish.context) for each in targets])
    quality, languages = wish.quality, wish.languages
    if quality is not None:
        found = _keep_best(found, [float(_type_fit(each, quality) != _SAYS_OTHERWISE) for each in found])
    if languages is not None:
        found = _keep_best(found, [max(_language_fit(each, languages), 0.0) for each in found])
    if quality is not None:
        found = _keep_best(found, [_type_fit(each, quality) for each in found])
    if languages is not None:
        found = _keep_best(found, [_language_fit(each, languages) for each in found])
    return found


_SAYS_NOTHING = -0.5
_SAYS_OTHERWISE = -1.0


def _keep_best(targets: Sequence[Target], fits: Sequence[float]) -> list[Target]:
    best = max(fits, default=0.0)
    return [target for target, fit in zip(targets, fits, strict=True) if fit == best]


def _context_fit(target: Target, wanted: str | None) -> float:
    if not target.context:
        return _SAYS_NOTHING
    return 1.0 if wanted in target.context else _SAYS_OTHERWISE


def _language_fit(target: Target, wanted: Mapping[str, float]) -> float:
    if not target.hreflang:
        return _SAYS_NOTHING
    return max(_quality_of_language(tag.lower(), wanted) for tag in target.hreflang)


def _quality_of_language(tag: str, wanted: Mapping[str, float]) -> float:
    """The quality of a language, by the range that is most like it: pt-br, then pt, or pt-pt for a link in pt."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        quality = wanted.get("-".join(parts[:length]))
        if quality is not None:
            return quality or _SAYS_OTHERWISE
    finer = [quality for each, quality in wanted.items() if each.startswith(f"{tag}-")]
    quality = max(finer, default=wanted.get("*", 0.0))
    return quality or _SAYS_OTHERWISE


def _type_fit(target: Target, quality: Callable[[str], float]) -> float:
    if target.media_type is None:
        return _SAYS_NOTHING
    return quality(target.media_type) or _SAYS_OTHERWISE
