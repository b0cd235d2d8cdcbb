"""The links of an item: what its brand added, and what this service itself says of every item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from ledger.link_types import (
    CERTIFICATION,
    DEFAULT,
    DEFAULT_MULTI,
    EPCIS,
    PRODUCT_INFORMATION,
    RECALL_STATUS,
    TRACEABILITY,
)
from ledger.linkset import LinkContext, Target
from ledger.store_links import Link
from verifier.format import digital_link
from verifier.format.element_string import to_bracketed
from verifier.format.item import to_digital_link_path
from verifier.format.passport import MEDIA_TYPE

LANGUAGES = ("en", "zh")
"""Of the passport page."""


def link_contexts(
    levels: Sequence[tuple[str, str]],
    links: Mapping[str, Sequence[Link]],
    base_url: str,
    recalls: Mapping[str, str] | None = None,
) -> list[LinkContext]:
    """The links of each level (Digital Link path, canonical URI), the finest first.

    A brand's links of a type stand in the place of our own at its level and at those below, but for what only the
    ledger can say: the default link, traceability, and that an item is recalled. `recalls` says that of those that are,
    by canonical URI; None if it was not looked up.
    """
    contexts: list[LinkContext] = []
    given: set[str] = set()
    for path, uri in reversed(levels):
        context = LinkContext(f"{base_url}{path}", to_bracketed(digital_link.parse(uri).key), _always(uri, base_url))
        for link in links[uri]:
            context.links.setdefault(link.link_type, []).append(_target(link))
        given |= {link.link_type for link in links[uri]}
        for link_type, target in _otherwise(uri, base_url, recalls).items():
            if link_type not in given:
                context.links[link_type] = [target]
        if recalls and uri in recalls:
            told = Target(f"{base_url}{page_path(uri)}", recalls[uri], LANGUAGES, "text/html")
            context.links[RECALL_STATUS] = [told, *context.links.get(RECALL_STATUS, ())]
        contexts.insert(0, context)
    return contexts


def page_path(uri: str) -> str:
    """The path of an item's passport page."""
    return f"/p{to_digital_link_path(uri)}"


def _always(uri: str, base_url: str) -> dict[str, list[Target]]:
    page, passport = f"{base_url}{page_path(uri)}", f"{base_url}/api/v1/passports?item={quote(uri, safe='')}"
    title = "Passport: the item's history, which your own browser checks"
    shown = Target(page, title, LANGUAGES, "text/html")
    proofs = Target(passport, "The passport with all its proofs, for programs", (), MEDIA_TYPE)
    return {
        DEFAULT: [Target(page, title)],
        DEFAULT_MULTI: [shown, proofs],
        TRACEABILITY: [shown, proofs],
    }


def _otherwise(uri: str, base_url: str, recalls: Mapping[str, str] | None) -> dict[str, Target]:
    page = f"{base_url}{page_path(uri)}"
    recalled = {} if recalls and uri in recalls else {RECALL_STATUS: _not_recalled(page, recalls)}
    return {
        PRODUCT_INFORMATION: Target(page, "What the item is, in its passport", LANGUAGES, "text/html"),
        **recalled,
        CERTIFICATION: Target(page, "Certificates of the item, in its passport", LANGUAGES, "text/html"),
        EPCIS: Target(f"{base_url}/epcis", "The ledger's EPCIS 2.0 interface, which takes an API key"),
    }


def _not_recalled(page: str, recalls: Mapping[str, str] | None) -> Target:
    title = "Whether the item is recalled" if recalls is None else "No recall is in force, as this ledger has it now"
    return Target(page, title, LANGUAGES, "text/html")


def _target(link: Link) -> Target:
    return Target(link.href, link.title, link.hreflang, link.media_type, link.context, link.public)
