"""Documents that others published: the official examples, one row each, and documents made to be refused."""

import json
from pathlib import Path

import pytest

from ledger.epcis_document import parse_document
from ledger.epcis_error import DocumentError
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id

REFUSED_EXAMPLES = {
    # eventID stands twice in its one event, and RFC 8259 leaves open which one counts.
    "JSON/AssociationEvent/AssociationEvent-h.jsonld": "the member 'eventID' twice",
}


def test_official_examples(vectors: Path) -> None:
    examples = vectors / "gs1-epcis" / "examples"
    paths = sorted([*examples.glob("JSON/**/*.jsonld"), *examples.glob("XML/**/*.json")])
    assert len(paths) == 28
    for path in paths:
        name = str(path.relative_to(examples))
        try:
            document = parse_document(path.read_bytes())
        except DocumentError as error:
            print(f"{name:88} refused: {error}")
            assert REFUSED_EXAMPLES[name] in str(error)
            continue
        assert name not in REFUSED_EXAMPLES
        assert document.problems == [], name
        items = sum(len(event.items()) for event in document.events)
        print(f"{name:88} {len(document.events)} events, {items} items")
        assert document.events
        check_hashes(path, [result.pointer for result in document.results])


def check_hashes(path: Path, pointers: list[str]) -> None:
    """The canonical event hashes like the one given."""
    document = parse_document(path.read_bytes())
    given = json.loads(path.read_bytes())
    for pointer, canonical in zip(pointers, document.events, strict=True):
        event = given
        for step in pointer.split("/")[1:]:
            event = event[int(step)] if isinstance(event, list) else event[step]
        assert event_hash_id(event, parse_context(canonical.context)) == canonical.event_hash_id


def test_canonical_events_keep_the_published_hashes(vectors: Path) -> None:
    refused = 0
    for path in sorted((vectors / "epcis-event-hash" / "examples").glob("*.jsonld")):
        document = parse_document(path.read_bytes())
        if document.problems:
            # The same SSCC once as URN and once as Digital Link: an epcList is a set.
            assert path.name == "epcisDocWithAllGS1Keys.jsonld"
            assert [problem.pointer for problem in document.problems] == ["/epcisBody/eventList/0/epcList/2"]
            refused += 1
            continue
        found = [event.event_hash_id for event in document.events]
        assert found == path.with_suffix(".hashes").read_text().split(), path.name
    assert refused == 1


INVALID = {
    "Capture/Invalid/Combination_of_events_with_missing_mandatory_fields.json": [
        "/epcisBody/eventList/0/action",
        "/epcisBody/eventList/1/action",
        "/epcisBody/eventList/1/eventTimeZoneOffset",
    ],
    "Capture/Invalid/Combination_of_multiple_invalid_fields.json": [
        "/epcisBody/eventList/0/bizStep",
        "/epcisBody/eventList/1/disposition",
        "/epcisBody/eventList/2/sourceList/0/type",
        "/epcisBody/eventList/3/ilmd/materialType",
        "/epcisBody/eventList/4/action",
        "/epcisBody/eventList/4/eventTime",
    ],
    "Capture/Invalid/Combination_of_non_standard_bizStep_and_disposition.json": [
        "/epcisBody/eventList/0/bizStep",
        "/epcisBody/eventList/1/disposition",
    ],
    "Capture/Invalid/EPCISDocument_without_context.json": ["/@context"],
    "Capture/Invalid/ObjectEvent_with_ilmd_field_without_namespace.json": ["/epcisBody/eventList/0/ilmd/materialType"],
    "Capture/Invalid/ObjectEvent_with_invalid_action.json": ["/epcisBody/eventList/0/action"],
    "Capture/Invalid/ObjectEvent_with_invalid_eventTime_format.json": ["/epcisBody/eventList/0/eventTime"],
    "Capture/Invalid/ObjectEvent_with_non_standard_bizStep.json": ["/epcisBody/eventList/0/bizStep"],
    "Capture/Invalid/ObjectEvent_with_non_standard_bizStep_in_second_event.json": ["/epcisBody/eventList/1/bizStep"],
    "Capture/Invalid/ObjectEvent_with_non_standard_disposition.json": ["/epcisBody/eventList/0/disposition"],
    "Capture/Invalid/ObjectEvent_without_action_and_eventTime.json": [
        "/epcisBody/eventList/0/action",
        "/epcisBody/eventList/0/eventTime",
        "/epcisBody/eventList/0/eventTimeZoneOffset",
    ],
    "Query/Invalid/QueryDocument_with_invalid_eventType.json": [
        "/epcisBody/queryResults/resultsBody/eventList/0/type",
    ],
}


@pytest.mark.parametrize("name", INVALID)
def test_documents_made_to_be_refused(vectors: Path, name: str) -> None:
    path = vectors / "openepcis-test-resources" / "2.0" / "EPCIS" / "JSON" / name
    try:
        problems = parse_document(path.read_bytes()).problems
    except DocumentError as error:
        problems = list(error.problems)
    assert sorted(problem.pointer for problem in problems) == INVALID[name]


def test_every_invalid_document_is_listed(vectors: Path) -> None:
    folder = vectors / "openepcis-test-resources" / "2.0" / "EPCIS" / "JSON"
    # Query/Queries holds queries and no documents.
    found = {str(path.relative_to(folder)) for path in folder.glob("*/Invalid/*.json")}
    assert found == INVALID.keys()
