"""`wayproof capture`: post EPCIS documents from disk, and say what became of each event."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.client import Client, ServiceError
from verifier.format.errors import WayproofError
from verifier.format.item import canonical_party

KEY_VARIABLE = "WAYPROOF_API_KEY"
DEFAULT_URL = "http://127.0.0.1:8000"
SUFFIXES = (".json", ".jsonld")
"""What a folder's files are called that are taken; a file named on the command line may be called anything."""

SUCCESS, REFUSED, USAGE_ERROR = 0, 1, 3


class UsageError(WayproofError):
    """The command cannot begin."""


@dataclass
class Summary:
    """Events by what became of them; `refusals` are (file, pointer, reason)."""

    accepted: int = 0
    repeated: int = 0
    refusals: list[tuple[Path, str, str]] = field(default_factory=list)


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = "Post EPCIS 2.0 documents (JSON) from files and folders. What was captured before is harmless."
    parser.epilog = "Exit codes: 0 all events are accepted, 1 some were refused, 3 the command could not begin."
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a document, or a folder of them")
    parser.add_argument(
        "--as", dest="party", metavar="PARTY", required=True, help="the party that states the events: its GLN or URI"
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the service's address (default: %(default)s)")
    parser.add_argument("--key", help=f"the party's API key (default: the variable {KEY_VARIABLE})")
    parser.add_argument(
        "--all-or-nothing", action="store_true", help="capture a document only if all its events are right"
    )


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for; returns the exit code."""
    try:
        return _run(options)
    except (UsageError, ServiceError) as error:
        print(f"wayproof capture: {error}", file=sys.stderr)
        return USAGE_ERROR


def _run(options: argparse.Namespace) -> int:
    key = options.key or os.environ.get(KEY_VARIABLE)
    if not key:
        raise UsageError(f"an API key is needed: --key, or the variable {KEY_VARIABLE}")
    files = list(find_files(options.paths))
    with Client(options.url, key) as client:
        check_party(client, options.party)
        summary = capture_files(client, files, all_or_nothing=options.all_or_nothing, show=print)
    print(render(summary))
    return REFUSED if summary.refusals else SUCCESS


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The documents that paths lead to, those of a folder in order of their names; raises UsageError for no file."""
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            if not found:
                raise UsageError(f"{path} has no file that ends in {' or '.join(SUFFIXES)}")
            yield from found
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"there is no {path}")


def capture_files(
    client: Client, files: Sequence[Path], *, all_or_nothing: bool, show: Callable[[str], None]
) -> Summary:
    """Post each document, show a line of each, and sum up."""
    summary = Summary()
    width = len(str(len(files)))
    for number, file in enumerate(files, 1):
        try:
            outcome = _capture(client, file, all_or_nothing, summary)
        except ServiceError as error:
            if error.status is None or error.status in (401, 403):
                raise
            faults = error.faults or (("", str(error)),)
            summary.refusals += [(file, pointer, reason) for pointer, reason in faults]
            outcome = f"refused: {error}"
        show(f"{number:{width}}/{len(files)} {file.name}: {outcome}")
    return summary


def render(summary: Summary) -> str:
    """The summary in plain words."""
    lines = [f"{summary.accepted} accepted, {summary.repeated} repeated, {len(summary.refusals)} refused"]
    lines += [f"  {file} {pointer or 'the document'}: {reason}" for file, pointer, reason in summary.refusals]
    return "\n".join(lines)


def _capture(client: Client, file: Path, all_or_nothing: bool, summary: Summary) -> str:
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    job = client.capture(body, "rollback" if all_or_nothing else "proceed")
    accepted = repeated = 0
    refused: list[tuple[Path, str, str]] = []
    for outcome in job["outcomes"]:
        if outcome["state"] == "accepted":
            accepted += 1
        elif outcome["state"] == "repeated":
            repeated += 1
        else:
            refused.append((file, str(outcome["pointer"]), _reason(outcome)))
    summary.accepted += accepted
    summary.repeated += repeated
    summary.refusals += refused
    return f"{accepted} accepted, {repeated} repeated, {len(refused)} refused"


def _reason(outcome: dict[str, Any]) -> str:
    faults = [f"{fault['pointer']} {fault['detail']}" for fault in outcome["errors"]]
    return "; ".join(faults) or "left out, because another event of its document was refused"


def check_party(client: Client, party: str) -> None:
    """Raise UsageError unless the client's API key is that of the party, named by its GLN or URI."""
    holder = client.get("/api/v1/key")
    if holder["party"] is None:
        raise UsageError(f"the API key has the role {holder['role']}; this takes a party's")
    try:
        wanted = canonical_party(party if party.startswith(("http", "did:", "urn:", "(")) else f"(417){party}")
    except WayproofError as error:
        raise UsageError(f"--as: {error}") from None
    if holder["party"] != wanted:
        raise UsageError(f"the API key is of {holder['party']}, not of {wanted}")
