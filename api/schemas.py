"""The bodies that the interface takes and answers with: for reading requests, and for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ledger import recalls
from ledger.checkpoint_event import MAX_ITEMS, MAX_NOTE, MAX_PHOTOS, MAX_READINGS
from ledger.checkpoint_steps import STEPS, UNITS
from ledger.parties import ROLES
from ledger.posting_links import MAX_DAYS
from verifier.format.recall_text import MAX_TEXT, MAX_TRANSLATIONS

_SHOWS_PLACES = "Whether anonymous readers see where its events took place."
_SHOWS_READINGS = "Whether anonymous readers see what its sensors read."
_HIDES_INPUTS = "Whether the names of what it made goods from stay hidden."
_STAYING = ", ".join(f"`{step.name}`" for step in STEPS.values() if step.stays)

Identifier = Annotated[str, Field(min_length=1, max_length=2048)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


class Body(BaseModel):
    """What a request says: members as documented, and no others."""

    model_config = ConfigDict(extra="forbid", alias_generator=_camel, strict=True, frozen=True)


class Answer(BaseModel):
    """What an answer says."""

    model_config = ConfigDict(alias_generator=_camel, validate_by_name=True, serialize_by_alias=True)


class QuantityBody(Body):
    """How much of a lot or class."""

    value: float = Field(description="A number above zero.", examples=[240])
    unit: str | None = Field(None, description=f"{', '.join(UNITS)}, or a UN/CEFACT Recommendation 20 code.")


class ReadingBody(Body):
    """What a sensor measured."""

    type: str = Field(description="A measurement type of the CBV.", examples=["Temperature"])
    value: float = Field(examples=[18.4])
    unit: str = Field(description=f"{', '.join(UNITS)}, or a UN/CEFACT Recommendation 20 code.", examples=["°C"])


class PositionBody(Body):
    """A position in degrees of WGS 84, rounded to four decimals: about 11 metres."""

    latitude: float = Field(ge=-90, le=90, description="North is positive.", examples=[57.4778])
    longitude: float = Field(ge=-180, le=180, description="East is positive.", examples=[-4.2247])


class CheckpointBody(Body):
    """One checkpoint in plain words. Identifiers are Digital Links, EPC URNs or element strings, as they come."""

    step: str = Field(
        description="What happened:\n\n" + "\n".join(f"- `{step.name}`: {step.meaning}" for step in STEPS.values()),
        json_schema_extra={"enum": list(STEPS)},
    )
    time: str = Field(description="When, with the offset from UTC.", examples=["2026-03-31T08:15:00+02:00"])
    item: Identifier | None = Field(
        None, description="What it happened to.", examples=["(01)09521321000421(21)HLE0001"]
    )
    items: list[Identifier] | None = Field(
        None, min_length=1, max_length=MAX_ITEMS, description="Instead of `item`, if it happened to several at once."
    )
    container: Identifier | None = Field(
        None, description="What it was put into or taken out of. Without items, unpacking empties it."
    )
    place: Identifier | None = Field(None, description="Where: a GLN, or another URI.", examples=["(414)9521321000018"])
    position: PositionBody | None = Field(
        None,
        description="Where, as a position: the event's read point, as a `geo:` URI. Beside it `place` says where the "
        f"goods are from then on, so that both may only stand at the steps {_STAYING}; at others give one of them.",
    )
    quantity: QuantityBody | None = Field(None, description="How much of it, if the item is a lot or a class.")
    lot: str | None = Field(None, description="For `produced`: the lot of the serialised goods.")
    best_before: str | None = Field(None, description="For `produced`: a day.", examples=["2027-03-31"])
    readings: list[ReadingBody] | None = Field(None, max_length=MAX_READINGS)
    note: str | None = Field(None, min_length=1, max_length=MAX_NOTE)
    photos: list[str] | None = Field(
        None,
        max_length=MAX_PHOTOS,
        description="SHA-256 digests (base64url) of photos that were taken. The photos stay with whoever took them.",
    )


class AcceptedCheckpoint(Answer):
    """An accepted checkpoint."""

    statement: str = Field(description="The statement's id.")
    accepted_at: int = Field(description="Unix seconds.")
    promise: str = Field(description="A signed note: by its deadline a final anchor covers the statement.")
    receipt: str = Field(description="Where the receipt is.")
    repeated: bool = Field(description="Whether it was accepted before; nothing was then stored again.")


class RecallWordsBody(Body):
    """What whoever holds the goods is told."""

    reason: str = Field(min_length=1, max_length=MAX_TEXT, description="Why the goods are recalled.")
    instructions: str | None = Field(None, min_length=1, max_length=MAX_TEXT, description="What to do with them.")


class RecallBody(RecallWordsBody):
    """A recall. Its texts are shown, for ever, to everybody who looks at an affected passport."""

    items: list[Identifier] = Field(
        min_length=1,
        max_length=recalls.MAX_ITEMS,
        description="Classes, lots or single items; one of a class or lot is of all that is in it.",
        examples=[["(01)09521321000421(10)HL-2604"]],
    )
    contact: str | None = Field(None, min_length=1, max_length=MAX_TEXT, description="Whom to ask.")
    link: str | None = Field(None, max_length=MAX_TEXT, pattern=r"^https://[!-~]+$", description="Where to read more.")
    translations: dict[str, RecallWordsBody] | None = Field(
        None, max_length=MAX_TRANSLATIONS, description="The words in other languages, by BCP 47 tag."
    )


class RecallAnswer(Answer):
    """A recall in force."""

    statement: str = Field(description="The statement's id, by which its party withdraws it.")
    index: int = Field(description="Where it is in the log.")
    about: str = Field(description="What it recalls: the item, its lot, its class, or what it was made from.")
    issuer: str = Field(description="The party that recalls.")
    time: str
    text: dict[str, Any] | None = Field(description="Its text, as docs/format.md 3.5 has it; null if it has none.")


class RecallsAnswer(Answer):
    """The recalls in force for an item."""

    item: str = Field(description="Its canonical URI.")
    recalls: list[RecallAnswer]


class DescendantAnswer(Answer):
    """An item that came of another."""

    item: str = Field(description="Its canonical URI.")
    how: Literal["made", "container", "packed with"] = Field(
        description="`made`: from the item, or it is of the lot, or was packed into it; `container`: something of that "
        "was in it; `packed with`: it was in such a container besides."
    )
    first_index: int = Field(description="Where the log names it first.")


class DescendantsAnswer(Answer):
    """What came of an item, in the order in which the log names it first."""

    item: str = Field(description="Its canonical URI.")
    descendants: list[DescendantAnswer]
    next: str | None = Field(description="For `after` in the next request; null at the end.")


class KeyHolder(Answer):
    """Whose an API key is."""

    role: Literal["party", "poster", "auditor", "operator"]
    party: str | None = Field(description="The party's URI.")
    name: str | None
    expires_at: int | None = Field(description="Unix seconds from which on the key opens nothing; null if it stays.")
    steps: list[str] = Field(description="The steps that suit the party's roles.")
    other_steps: list[str] = Field(description="The other steps that may be posted with the key.")


class PostingLinkAnswer(Answer):
    """A posting link, without what opens it."""

    id: str
    label: str
    created_at: int = Field(description="Unix seconds.")
    expires_at: int = Field(description="Unix seconds.")
    revoked_at: int | None = Field(description="Unix seconds; null unless its party or the operator ended it.")


class NewPostingLink(PostingLinkAnswer):
    """A posting link, shown this once. Who has it posts in the party's name."""

    link: str = Field(description="The address to open on the phone.")
    qr: str = Field(description="The link as a QR code: an SVG document.")


class KeyAnswer(Answer):
    """A party's signing key."""

    kid: str = Field(description="COSE key thumbprint (RFC 9679), base64url.")
    algorithm: Literal["Ed25519", "ES256"]
    hosted: bool = Field(description="Whether the service keeps it and signs for the party.")
    registered_at: int | None = Field(description="Unix seconds of its block; null while it is not on the chain.")
    retired: bool


class PartyAnswer(Answer):
    """A party."""

    id: str
    uri: str
    name: str
    roles: list[str]
    prefixes: list[str]
    keys: list[KeyAnswer]
    shows_places: bool
    shows_readings: bool
    hides_inputs: bool
    suspended: bool
    created_at: int = Field(description="Unix seconds.")


class ApiKeyAnswer(Answer):
    """An API key; `key` is shown this once and never again."""

    id: str
    key: str
    role: str
    label: str


class PictureAnswer(Answer):
    """A picture that is kept here."""

    sha256: str = Field(description="Its SHA-256 in base64url without padding, as a product's description names it.")
    url: str = Field(description="Where everybody can read it.")
    media_type: str
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")


class Fault(Answer):
    """A member that is wrong."""

    pointer: str = Field(description="JSON Pointer (RFC 6901) of the member.")
    detail: str


class ProblemBody(Answer):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Fault] | None = None


class CaptureJobAnswer(Answer):
    """A capture job (EPCIS 2.0 section 12.6.1), with what became of each event."""

    capture_id: str = Field(alias="captureID")
    created_at: str
    finished_at: str | None
    running: bool
    success: bool
    capture_error_behaviour: Literal["rollback", "proceed"]
    errors: list[dict[str, Any]]
    outcomes: list[dict[str, Any]] = Field(description="One of each event, in the document's order.")


class VerificationJobState(Answer):
    """A list of items to verify, and how far it has come."""

    id: str
    created_at: int = Field(description="Unix seconds.")
    finished_at: int | None
    total: int
    done: int


class VerificationJobAnswer(VerificationJobState):
    """A list of items to verify, how far it has come, and a page of its reports."""

    reports: list[dict[str, Any]] = Field(description="Reports that are there, in the order of the items.")
    next: int | None = Field(description="The next page's `start`; null if there is none yet.")


class AnchorageAnswer(Answer):
    """Where an anchor stands."""

    chain_id: int
    contract: str = Field(description="The TraceAnchor contract's address, as 0x….")


class AnchorAnswer(Answer):
    """An anchor (docs/format.md section 6), with its state on the chain."""

    anchorage: AnchorageAnswer
    block_time: int | None = Field(description="Unix seconds of its block; null while it is in none.")
    head: str = Field(description="The 32 bytes that stand on the chain, as 0x….")
    index_root: str
    log_id: str
    log_root: str
    prev: str
    prev_size: int
    seq: int
    size: int
    state: Literal["stored", "mined", "final"]


class AnchorsAnswer(Answer):
    """A page of anchors."""

    anchors: list[AnchorAnswer]
    next: int | None = Field(description="The next page's `before`; null on the last page.")


class ListAnswer(Answer):
    """A list of the item index, or that there is none, at an anchor."""

    anchor: AnchorAnswer
    list: dict[str, Any] = Field(description="As in a passport (docs/passport.schema.json).")


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


class DependencyState(Answer):
    """Whether one dependency is in order."""

    ready: bool
    fault: str | None


class HealthAnswer(Answer):
    """The ledger's state."""

    ready: bool
    dependencies: dict[str, DependencyState]
    warnings: list[str] = Field(description="What should be looked after, and keeps nobody from working.")
    log_size: int = Field(description="Statements in the log.")
    final_size: int = Field(description="Statements under a final anchor.")
    waiting: int = Field(description="Accepted statements that are not in the log yet.")
    oldest_not_final_seconds: int | None


class PartyBody(Body):
    """An organisation that signs."""

    uri: Identifier = Field(description="Its party GLN, or a DID.", examples=["(417)9521321000001"])
    name: Name
    roles: list[str] = Field(
        min_length=1,
        max_length=len(ROLES),
        description=f"Among {', '.join(ROLES)}.",
        json_schema_extra={"items": {"type": "string", "enum": list(ROLES)}},
    )
    prefixes: list[str] = Field(
        default_factory=list, max_length=100, description="Its GS1 company prefixes, 4 to 12 digits."
    )
    shows_places: bool = Field(True, description=_SHOWS_PLACES)
    shows_readings: bool = Field(False, description=_SHOWS_READINGS)
    hides_inputs: bool = Field(False, description=_HIDES_INPUTS)


class PrefixBody(Body):
    """One more company prefix."""

    prefix: str = Field(description="4 to 12 digits.", examples=["9521321"])


class ApiKeyBody(Body):
    """An API key of a party."""

    label: str = Field("", max_length=200, description="What it is for, for the operator's own memory.")


class RoleKeyBody(ApiKeyBody):
    """An API key that belongs to no party."""

    role: Literal["auditor", "operator"]


class PostingLinkBody(Body):
    """A link with which a phone posts checkpoints in the party's name."""

    label: Name = Field(description="Whose it is, so that you know which one to end.", examples=["Van 7"])
    days: int = Field(30, ge=1, le=MAX_DAYS, description="How long it holds.")


class ShowingBody(Body):
    """What anonymous readers are shown of a party's events, those already captured too."""

    shows_places: bool = Field(description=_SHOWS_PLACES)
    shows_readings: bool = Field(description=_SHOWS_READINGS)
    hides_inputs: bool = Field(description=_HIDES_INPUTS)


class SuspensionBody(Body):
    """Whether a party is suspended."""

    suspended: bool


class CompromiseBody(Body):
    """Since when others may have had a signing key."""

    since: str = Field(max_length=64, description="A time, as EPCIS writes it.")


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


class VerificationBody(Body):
    """What to verify: exactly one of these."""

    item: Identifier | None = None
    items: list[Identifier] | None = Field(None, min_length=1)
    passport: dict[str, Any] | None = None
    receipt: dict[str, Any] | None = None
