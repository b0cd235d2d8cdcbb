"""What is said of products, their pictures and links over HTTP, and what is answered."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas import Answer, Body, Identifier


class PictureAnswer(Answer):
    """A picture that is kept here."""

    sha256: str = Field(description="Its SHA-256 in base64url without padding, as a product's description names it.")
    url: str = Field(description="Where everybody can read it.")
    media_type: str
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")


class ProductAnswer(Answer):
    """A class of goods as it is now."""

    uri: str
    anchoring: Literal["anchored", "onchain"]
    statements: dict[str, str] = Field(description="The ids of the statements that say it, by kind.")


class LinkAnswer(Answer):
    """A link of an item."""

    id: int
    item: str
    link_type: str
    href: str
    title: str
    hreflang: list[str]
    media_type: str | None
    context: list[str]
    public: bool
    changed_at: int


class LinksAnswer(Answer):
    """Links, by their ids."""

    links: list[LinkAnswer]
    next: int | None = Field(description="The next page's `after`; null on the last page.")


class Picture(Body):
    """A picture by its digest, which readers check. They have it from this ledger, if it was uploaded here."""

    sha256: str = Field(description="Its SHA-256 in base64url without padding.")
    url: str | None = Field(None, min_length=8, max_length=2048, description="Where else it is.")


class ProductBody(Body):
    """A class of goods. Its master data is published as a signed notice."""

    gtin: str = Field(
        pattern=r"^([0-9]{8}|[0-9]{12,14})$", description="GTIN-8, 12, 13 or 14.", examples=["09521321000421"]
    )
    name: str | None = None
    brand: str | None = None
    maker: str | None = None
    description: str | None = None
    picture: Picture | None = None
    best_before: str | None = Field(None, description="A day.")
    lot: str | None = None
    net_content: str | None = Field(None, examples=["500 g"])
    origin: str | None = None
    serialised: bool = Field(False, description="Declare that every serial number made from now on is on this ledger.")
    anchoring: Literal["anchored", "onchain"] = Field(
        "anchored", description="`onchain`: stages are also recorded on the chain, item by item."
    )


class LinkTextBody(Body):
    """What a link says."""

    link_type: str = Field(
        max_length=255,
        description="A term of the GS1 Web Vocabulary, or a URI of others.",
        examples=["gs1:instructions"],
    )
    href: str = Field(max_length=2000, description="An https address.", examples=["https://roastery.example/brewing"])
    title: str = Field(min_length=1, max_length=200, description="In the target's language.")
    hreflang: list[str] = Field(default_factory=list, max_length=20, description="Its languages: `en`, `pt-BR`.")
    media_type: str | None = Field(None, max_length=127, description="An IANA media type.", examples=["text/html"])
    context: list[str] = Field(
        default_factory=list, max_length=20, description="Words for `context=…`, such as a country's code."
    )
    public: bool = Field(True, description="False: shown to your own API keys and to auditors alone.")


class LinkBody(LinkTextBody):
    """A link of an item."""

    item: Identifier = Field(description="A class, a lot or an instance.", examples=["(01)09521321000421"])
