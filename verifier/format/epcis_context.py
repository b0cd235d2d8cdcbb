"""The JSON-LD context of an EPCIS document: which namespace each prefix stands for.

EPCIS needs only a small part of JSON-LD 1.1: compact names (`example:batch`) and compact values (`gs1:Temperature`)
whose prefix is bound in `@context`. Nothing is ever fetched. The GS1 context's prefixes hold whether or not it is
named, and a context at any other address binds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from verifier.format.errors import FormatError
from verifier.format.jcs import Json

MAX_CONTEXT_PARTS = 256
"""Most addresses and objects that one `@context` may list."""

GS1_PREFIXES: Mapping[str, str] = {
    "epcis": "https://ref.gs1.org/epcis/",
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "gs1": "https://gs1.org/voc/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""What the GS1 EPCIS 2.0 context binds; `gs1` as CBV 2.0 section 8.9 expands it."""


class ContextError(FormatError):
    """An `@context` that is malformed, or that would make abbreviations ambiguous."""


class Context:
    """The prefixes that hold in one document."""

    __slots__ = ("_namespaces",)

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = namespaces

    def name(self, text: str) -> str:
        """A member's name as the Event Hash ID writes it: `{namespace}local` if its prefix is bound, else unchanged."""
        prefix, colon, local = text.partition(":")
        if colon and not local.startswith("//"):
            namespace = self._namespaces.get(prefix)
            if namespace is not None:
                return "{" + namespace + "}" + local
        return text

    def iri(self, text: str) -> str:
        """The IRI that a compact name or value stands for; other text unchanged."""
        prefix, colon, local = text.partition(":")
        if colon and not local.startswith("//"):
            namespace = self._namespaces.get(prefix)
            if namespace is not None:
                return namespace + local
        return text


def parse_context(value: Json) -> Context:
    """The prefixes of a document whose `@context` is `value`: an address, an object, or a list of both.

    Later definitions replace earlier ones. A definition is an IRI or an object with `@id`; keywords (`@vocab` …) are
    passed over. Raises ContextError if `value` is something else, or if a namespace would itself be read as an
    abbreviation, so that expanding twice differed from expanding once.
    """
    parts = value if isinstance(value, list) else [value]
    if not 0 < len(parts) <= MAX_CONTEXT_PARTS:
        raise ContextError(f"@context lists no context, or more than {MAX_CONTEXT_PARTS}")
    namespaces = dict(GS1_PREFIXES)
    defined = False
    for part in parts:
        if isinstance(part, dict):
            _define(part, namespaces)
            defined = True
        elif not isinstance(part, str):
            raise ContextError("@context is neither an address, an object, nor a list of these")
    if defined:
        _require_stable(namespaces)
    return Context(namespaces)


def _define(part: Mapping[str, Json], namespaces: dict[str, str]) -> None:
    """Let one object's definitions hold, whatever their order: canonical JSON sorts them."""
    defined = {}
    for prefix, definition in part.items():
        if not prefix or prefix.startswith("@") or ":" in prefix:
            continue
        target = definition.get("@id") if isinstance(definition, dict) else definition
        if target is None:
            namespaces.pop(prefix, None)
        elif not isinstance(target, str):
            raise ContextError(f"@context binds '{prefix}' to something that is no IRI")
        elif ":" in target:  # a relative IRI or a keyword makes no prefix
            defined[prefix] = target
    namespaces.update(defined)
    context = Context(dict(namespaces))
    for prefix, target in defined.items():
        namespaces[prefix] = context.iri(target)


def _require_stable(namespaces: Mapping[str, str]) -> None:
    context = Context(namespaces)
    for prefix, namespace in namespaces.items():
        if context.iri(namespace) != namespace:
            raise ContextError(f"@context binds '{prefix}' to '{namespace}', which is itself abbreviated")
