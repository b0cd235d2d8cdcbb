"""Links of items: what their brand says of them elsewhere, such as instructions, a warranty or recipes.

They are no statements: nothing is signed, and no passport holds them. A link belongs to a class, lot or instance under
a GS1 key, and is for the owner of its company prefix, or a delegate, to add, change and remove.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa

from ledger import store_links, store_parties
from ledger.epcis_error import MemberError
from ledger.errors import PartySuspended, UnknownLink, UnknownParty
from ledger.link_types import NAMES, VOCABULARY, link_type_uri
from ledger.rules import Grants
from ledger.service import Ledger
from ledger.store_links import Link, LinkText
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item, to_digital_link_path

MOST_OF_ITEM = 100
MOST_TAGS = 20
MOST_HREF = 2_000
MOST_TITLE = 200
PAGE = 100

_HREF = re.compile(r"https://[A-Za-z0-9.\-\[\]:]+(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# GS1's JSON Schema of linksets takes no other language tags.
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_MEDIA_TYPE = re.compile(r"[a-z]{1,32}/[a-z0-9][a-z0-9.+-]{0,93}")
_CONTEXT = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
_TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def add_link(ledger: Ledger, party: bytes, item: str, text: LinkText) -> Link:
    """Add a link to an item, by any name of it.

    Raises MemberError naming the argument that is wrong, that the item is not the party's, or that it has all the links
    it may have; PartySuspended; UnknownParty.
    """
    uri = _linked_item(item)
    values = _checked(text)
    with ledger.store.write() as connection:
        _check_party(connection, party)
        fault = Grants(connection, party).fault(uri)
        if fault:
            raise MemberError(("item",), f"{fault}: only its owner or a delegate adds links to it")
        if store_links.count_of_item(connection, uri) >= MOST_OF_ITEM:
            raise MemberError(("item",), f"has {MOST_OF_ITEM} links already, which is as many as an item may have")
        return store_links.insert(connection, uri, party, values, ledger.clock())


def change_link(ledger: Ledger, party: bytes, id_: int, text: LinkText) -> Link:
    """Let a link say something else; raises UnknownLink, and as `add_link` does."""
    values = _checked(text)
    with ledger.store.write() as connection:
        _check_party(connection, party)
        link = _of_party(connection, party, id_)
        return store_links.update(connection, link, values, ledger.clock())


def remove_link(ledger: Ledger, party: bytes, id_: int) -> None:
    """Remove a link; raises UnknownLink, UnknownParty, PartySuspended."""
    with ledger.store.write() as connection:
        _check_party(connection, party)
        store_links.delete(connection, _of_party(connection, party, id_).id)


def find_link(ledger: Ledger, party: bytes, id_: int) -> Link:
    """A link that the party may change; raises UnknownLink."""
    with ledger.store.read() as connection:
        return _of_party(connection, party, id_)


def links_of_party(ledger: Ledger, party: bytes, after: int = 0) -> list[Link]:
    """The links that a party added, a page of them, by id: those beyond `after`."""
    with ledger.store.read() as connection:
        return store_links.of_party(connection, party, after, PAGE)


def links_of_item(ledger: Ledger, party: bytes, item: str) -> list[Link]:
    """The links of one item, by any name of it; none if the item is not the party's. Raises MemberError."""
    uri = _linked_item(item)
    with ledger.store.read() as connection:
        return [] if Grants(connection, party).fault(uri) else store_links.of_items(connection, [uri])


def _of_party(connection: sa.Connection, party: bytes, id_: int) -> Link:
    link = store_links.find(connection, id_)
    if link is None or Grants(connection, party).fault(link.item):
        raise UnknownLink(f"you have no link {id_}")
    return link


def _check_party(connection: sa.Connection, party: bytes) -> None:
    known = store_parties.find_party(connection, party)
    if known is None:
        raise UnknownParty("no such party is registered here")
    if known.suspended:
        raise PartySuspended("the registrar has suspended this party; it changes no links")


def _linked_item(text: str) -> str:
    try:
        uri = canonical_item(text)
        to_digital_link_path(uri)
    except FormatError as error:
        raise MemberError(("item",), f"is no item that a link could belong to: {error}") from None
    return uri


def _checked(text: LinkText) -> LinkText:
    """The same with its link type as a URI; raises MemberError."""
    return LinkText(
        _link_type(text.link_type),
        _href(text.href),
        _title(text.title),
        _tags("hreflang", text.hreflang, _LANGUAGE, "a language such as en or pt-BR"),
        _media_type(text.media_type),
        _tags("context", text.context, _CONTEXT, "a word of letters, digits, dots, hyphens and underscores"),
        text.public,
    )


def _link_type(text: str) -> str:
    uri = link_type_uri(text)
    if uri is None:
        raise MemberError(
            ("linkType",), "must be a term such as gs1:instructions, or a URI of letters, digits, dots and slashes"
        )
    if uri.startswith(VOCABULARY) and uri.removeprefix(VOCABULARY) not in NAMES:
        raise MemberError(
            ("linkType",), f"must be one of {', '.join(f'gs1:{name}' for name in sorted(NAMES))}, or a URI of others"
        )
    return uri


def _href(text: str) -> str:
    if not _HREF.fullmatch(text) or _BROKEN_ESCAPE.search(text) or len(text) > MOST_HREF:
        raise MemberError(
            ("href",), f"must be an https address of at most {MOST_HREF} characters, with others percent-encoded"
        )
    return text


def _title(text: str) -> str:
    shown = text.strip()
    wrong = any(unicodedata.category(each) in _UNPRINTABLE or each in _TURNS_TEXT_ROUND for each in shown)
    if not shown or wrong or len(shown) > MOST_TITLE:
        raise MemberError(("title",), f"must be one line of 1 to {MOST_TITLE} characters that can be shown")
    return shown


def _media_type(text: str | None) -> str | None:
    if text is not None and not _MEDIA_TYPE.fullmatch(text):
        raise MemberError(
            ("mediaType",), "must be a media type such as text/html, in small letters, without parameters"
        )
    return text


def _tags(name: str, tags: Sequence[str], pattern: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    if len(tags) > MOST_TAGS or len(set(tags)) != len(tags):
        raise MemberError((name,), f"must be at most {MOST_TAGS}, and each once")
    for position, tag in enumerate(tags):
        if not pattern.fullmatch(tag):
            raise MemberError((name, position), f"must be {wanted}")
    return tuple(tags)
