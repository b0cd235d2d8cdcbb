"""Questions to both verifiers, whose answers must be the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from random import Random
from typing import Any

from tests.web.node import run
from verifier.format.errors import FormatError

Answer = Any


def in_the_browser(questions: Iterable[tuple[str, Any]]) -> list[Answer]:
    """What the TypeScript code answers to questions (kind, input)."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    return [json.loads(line) for line in run("verifier/web/test/twin.ts", stdin=lines).splitlines()]


def refused(answer: Callable[[], Answer]) -> Answer:
    """The answer, None if the input is refused."""
    try:
        return answer()
    except FormatError:
        return None


def compare(kind: str, inputs: list[Any], answer: Callable[[Any], Answer], *, taken: int) -> None:
    """Both must answer alike; `taken` of the inputs at least must not be refused, so that the test says something."""
    here = [refused(partial(answer, given)) for given in inputs]
    there = in_the_browser((kind, given) for given in inputs)
    assert len(there) == len(here)
    for given, python, typescript in zip(inputs, here, there, strict=True):
        assert typescript == json.loads(json.dumps(python)), f"{kind}: {str(given)[:2000]}"
    assert sum(each is not None for each in here) >= taken


def altered(random: Random, text: str, alphabet: str) -> str:
    """Text with one to three characters replaced, put in, or left out."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(["", *alphabet]) + text[at + random.randint(0, 1) :]
    return text


def altered_bytes(random: Random, data: bytes) -> bytes:
    """Bytes with one to three of them replaced, put in, or left out."""
    return altered(random, data.decode("latin-1"), "".join(map(chr, range(256)))).encode("latin-1")
