"""Where the words of the Core Business Vocabulary stand in an EPCIS event, and the URIs that they abbreviate.

CBV 2.0 sections 7.1 to 7.5 and 8.9: JSON writes `shipping`, XML and EPCIS 1.2 `urn:epcglobal:cbv:bizstep:shipping`;
both mean `https://ref.gs1.org/cbv/BizStep-shipping`, and so the Event Hash ID writes it.
"""

from collections.abc import Mapping

BIZ_STEP = "https://ref.gs1.org/cbv/BizStep-"
DISPOSITION = "https://ref.gs1.org/cbv/Disp-"
BIZ_TRANSACTION_TYPE = "https://ref.gs1.org/cbv/BTT-"
SOURCE_DESTINATION_TYPE = "https://ref.gs1.org/cbv/SDT-"
ERROR_REASON = "https://ref.gs1.org/cbv/ER-"
COMPONENT = "https://ref.gs1.org/cbv/Comp-"
GS1_VOCABULARY = "https://gs1.org/voc/"
"""Measurement types and sensor exceptions."""

URN = "urn:epcglobal:cbv:"

_URN_FAMILIES: Mapping[str, str] = {
    "bizstep": BIZ_STEP,
    "disp": DISPOSITION,
    "btt": BIZ_TRANSACTION_TYPE,
    "sdt": SOURCE_DESTINATION_TYPE,
    "er": ERROR_REASON,
}


def web_uri(text: str) -> str:
    """The web URI of a vocabulary word given as URN; other text unchanged (`urn:epcglobal:cbv:bt:…` is no word)."""
    if not text.startswith(URN):
        return text
    family, colon, word = text[len(URN) :].partition(":")
    namespace = _URN_FAMILIES.get(family)
    return namespace + word if colon and namespace is not None else text
