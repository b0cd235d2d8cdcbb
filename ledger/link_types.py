"""Link types: the terms of the GS1 Web Vocabulary that say what a link of an item leads to, and URIs of others."""

from __future__ import annotations

import re

VOCABULARY = "https://ref.gs1.org/voc/"

DEFAULT, DEFAULT_MULTI = f"{VOCABULARY}defaultLink", f"{VOCABULARY}defaultLinkMulti"
TRACEABILITY = f"{VOCABULARY}traceability"
PRODUCT_INFORMATION = f"{VOCABULARY}pip"
RECALL_STATUS = f"{VOCABULARY}recallStatus"
CERTIFICATION = f"{VOCABULARY}certificationInfo"
EPCIS = f"{VOCABULARY}epcis"

_NAMES = """
activityIdeas allergenInfo appDownload backgroundInfo brandHomepageClinical brandHomepagePatient careersInfo
certificationInfo consumerHandlingStorageInfo dpp eifu epcis epil eventsInfo faqs hasRetailers homepage
ingredientsInfo instructions jws leaveReview locationInfo logisticsInfo loyaltyProgram masterData menuInfo
nutritionalInfo openingHoursInfo paymentLink pip promotion purchaseSuppliesOrAccessories quickStartGuide
recallStatus recipeInfo registerProduct registryEntry relatedImage relatedVideo reportFound review
safetyInfo scheduleTime serviceInfo smartLabel smpc socialMedia statisticInfo subscribe support
sustainabilityInfo traceability tutorial userAgreement verificationService whatsInTheBox
"""
NAMES = frozenset(_NAMES.split())
"""Those of version 1.16 that a party may give to a link. What an item's default link is, the resolver says alone."""

_SHORT = re.compile(r"gs1:([A-Za-z]{1,64})")
_OF_VOCABULARY = re.compile(r"https?://(?:ref\.|www\.)?gs1\.org/voc/([A-Za-z]{1,64})")
# What GS1's JSON Schema of linksets takes for the name of a link type.
_URI = re.compile(r"https?://[A-Za-z0-9._]+/[A-Za-z0-9._/]{1,200}")


def link_type_uri(text: str) -> str | None:
    """The URI of a link type, from `gs1:pip`, a URI of the GS1 Web Vocabulary in any of its spellings, or another URI.

    None for anything else. That the vocabulary has the term is not checked here.
    """
    match = _SHORT.fullmatch(text) or _OF_VOCABULARY.fullmatch(text)
    if match is not None:
        return VOCABULARY + match[1]
    return text if _URI.fullmatch(text) and "gs1.org/voc/" not in text else None


def short_name(uri: str) -> str:
    """How people write a link type: `gs1:pip`; the URI itself where it is none of GS1's."""
    return f"gs1:{uri.removeprefix(VOCABULARY)}" if uri.startswith(VOCABULARY) else uri
