"""What is said of parties and their keys over HTTP, and what is answered."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas import Answer, Body, Identifier, Name
from ledger.parties import ROLES
from ledger.posting_links import MAX_DAYS

_SHOWS_PLACES = "Whether anonymous readers see where its events took place."
_SHOWS_READINGS = "Whether anonymous readers see what its sensors read."
_HIDES_INPUTS = "Whether the names of what it made goods from stay hidden."


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
    delegations: list[str] = Field(description="Prefixes of others under which it may bring items into being.")
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


class KnownApiKey(Answer):
    """An API key, without what opens anything."""

    id: str = Field(description="By which it is revoked.")
    role: str
    party: str | None = Field(description="Its party's id; null for an auditor's or operator's.")
    label: str
    created_at: int = Field(description="Unix seconds.")
    expires_at: int | None = Field(description="Unix seconds from which on it opens nothing; null if it stays.")
    revoked_at: int | None = Field(description="Unix seconds; null unless it was revoked.")


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
