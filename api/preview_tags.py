"""The head of a passport page: its title, and what chat and social apps read there (Open Graph, X cards)."""

from __future__ import annotations

from html import escape

from api.preview_card import HEIGHT, WIDTH
from api.preview_words import PreviewWords, verdict_in_words
from api.previews import Preview
from verifier.format import base64url, digital_link
from verifier.format.element_string import to_bracketed
from verifier.format.item import to_digital_link_path

PLACE = b"<title>Wayproof</title>"
"""What the tags stand in the place of."""


def tags(item: str, preview: Preview | None, words: PreviewWords, base_url: str, *, own_picture: bool) -> bytes:
    """The tags for an item by canonical URI. `own_picture`: the goods' picture is kept here, and goes before the card.

    Without a preview they say which item it is, and nothing of its history.
    """
    path = to_digital_link_path(item)
    name = words.passport_of.format(number_of(item))
    said = words.unsaid
    image: list[tuple[str, str]] = []
    card = "summary"
    if preview is not None:
        name = " · ".join(each for each in (preview.name, preview.brand) if each) or name
        said = verdict_in_words(words, preview)
        if own_picture and preview.picture is not None:
            image = [("og:image", f"{base_url}/api/v1/pictures/{base64url.encode(preview.picture)}")]
        else:
            card = "summary_large_image"
            image = [
                ("og:image", f"{base_url}/p/preview{path}?lang={words.locale}&at={preview.as_of}"),
                ("og:image:type", "image/png"),
                ("og:image:width", str(WIDTH)),
                ("og:image:height", str(HEIGHT)),
            ]
        image.append(("og:image:alt", f"{name}. {said}"))
    properties = [
        ("og:type", "website"),
        ("og:site_name", "Wayproof"),
        ("og:locale", "zh_CN" if words.locale == "zh" else "en_GB"),
        ("og:url", f"{base_url}/p{path}"),
        ("og:title", name),
        ("og:description", said),
        *image,
    ]
    lines = [f"<title>{escape(name)}</title>", f'<meta name="description" content="{escape(said)}" />']
    lines += [f'<meta property="{each}" content="{escape(content)}" />' for each, content in properties]
    lines.append(f'<meta name="twitter:card" content="{card}" />')
    return "\n    ".join(lines).encode()


def number_of(item: str) -> str:
    """How people write an item's number: `(01)09521321000421(21)B1`."""
    return to_bracketed(digital_link.parse(item).key)
