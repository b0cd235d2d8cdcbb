"""The worked examples of docs/format.md are what the code makes."""

from tests import worked_examples


def test_the_document_has_the_examples_that_the_code_makes() -> None:
    assert worked_examples.DOCUMENT.read_text() == worked_examples.document(), "run python -m tests.worked_examples"
