"""Links as a plain page, for people who asked for the list or must choose among several."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ledger.link_types import short_name
from ledger.linkset import LinkContext, Target


def link_list(contexts: Sequence[LinkContext]) -> str:
    """An HTML document that lists the links of each level."""
    sections = "".join(_section(context) for context in contexts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Links</title></head>'
        f"<body><h1>Links</h1>{sections}</body></html>"
    )


def _section(context: LinkContext) -> str:
    rows = "".join(
        f"<li>{_anchor(target)} ({_words(link_type, target)})</li>"
        for link_type, targets in context.links.items()
        for target in targets
    )
    return f"<h2>{escape(context.description)}</h2><ul>{rows}</ul>"


def _anchor(target: Target) -> str:
    return f'<a href="{escape(target.href)}" rel="noreferrer">{escape(target.title)}</a>'


def _words(link_type: str, target: Target) -> str:
    words = [short_name(link_type), *target.hreflang, *([target.media_type] if target.media_type else [])]
    return escape(", ".join([*words, *target.context]))
