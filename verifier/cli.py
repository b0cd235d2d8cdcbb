"""The command `wayproof-verify`: verify a passport from a file or a ledger, and print a report for a person."""

from __future__ import annotations

import argparse
import json
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path

from verifier import cli_audit
from verifier.cli_errors import USAGE_ERROR, UsageError, with_endpoints
from verifier.format import trust_root
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item
from verifier.format.passport import MAX_BYTES, MEDIA_TYPE
from verifier.format.trust_root import TrustRoot
from verifier.http_exchange import exchange
from verifier.json_rpc import RpcChain
from verifier.report import Report
from verifier.report_text import render
from verifier.verify import verify

TIMEOUT = 30.0
"""Seconds that a ledger may take for its whole answer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is the verdict's, or 3 for a usage error."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["audit"]:
        return cli_audit.main(given[1:])
    options = _parser().parse_args(given)
    try:
        report = run(options)
    except UsageError as error:
        print(f"wayproof-verify: {error}", file=sys.stderr)
        return USAGE_ERROR
    if options.json:
        print(json.dumps(report.encode(), indent=2, ensure_ascii=False))
    else:
        print(render(report), end="")
    return report.verdict.value


def run(options: argparse.Namespace) -> Report:
    """The report on what the options ask for; raises UsageError if that cannot be worked on."""
    trust = _read_file(options.trust)
    try:
        root = trust_root.parse(trust)
    except FormatError as error:
        raise UsageError(f"{options.trust}: {error}") from None
    if options.rpc:
        root = with_endpoints(root, options.rpc)
        trust = json.dumps(root.encode()).encode()
    item = _item(options.item) if options.item else None
    passport, asked = _passport(options.passport)
    item = item or asked
    report = _verify(passport, item, trust, root, options)
    if "stale" in report.missing and asked is not None:
        passport, asked = _passport(options.passport)  # an anchor became final in between
        report = _verify(passport, item, trust, root, options)
    return report


def _verify(passport: bytes, item: str | None, trust: bytes, root: TrustRoot, options: argparse.Namespace) -> Report:
    chain = None if options.offline else RpcChain(root)
    return verify(passport, item, trust, chain, int(time.time()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wayproof-verify",
        description="Check for yourself what a Wayproof ledger committed about an item.",
        epilog="Exit codes: 0 VERIFIED, 1 REFUSED, 2 INCOMPLETE, 3 usage error, 4 PENDING, 5 NO_RECORD. "
        "`wayproof-verify audit --help` explains the audit of a whole log.",
    )
    parser.add_argument(
        "passport",
        metavar="FILE|URL",
        help="a passport's file, its address in an archive (http….json), or an item's GS1 Digital Link on a ledger",
    )
    parser.add_argument(
        "--trust", metavar="FILE", required=True, help="the trust root, obtained apart from the passport"
    )
    parser.add_argument("--item", help="the item that the passport must be about, if a file is given")
    parser.add_argument(
        "--rpc", metavar="URL", action="append", help="read the chain here instead of where the trust root says"
    )
    parser.add_argument("--offline", action="store_true", help="check what can be checked without the chain")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser


def _item(text: str) -> str:
    try:
        return canonical_item(text)
    except FormatError as error:
        raise UsageError(f"--item: {error}") from None


def _passport(source: str) -> tuple[bytes, str | None]:
    """The passport's bytes, and for an address the item that it asks for."""
    if not source.startswith(("http://", "https://")):
        return _read_file(source), None
    try:
        split = urllib.parse.urlsplit(source)
    except ValueError as error:
        raise UsageError(f"{source} is no URL: {error}") from None
    asked = urllib.parse.parse_qs(split.query).get("item")
    try:
        if asked:
            item: str | None = canonical_item(asked[0])
        else:
            item = None if split.path.endswith(".json") else canonical_item(source)
    except FormatError as error:
        raise UsageError(f"{source} names no item: {error}") from None
    request = urllib.request.Request(source, headers={"Accept": MEDIA_TYPE})  # noqa: S310
    try:
        answer = exchange(request, TIMEOUT, MAX_BYTES)
    except (OSError, HTTPException, ValueError) as error:
        raise UsageError(f"{source} gives no passport: {error}") from None
    if answer.status != 200:
        elsewhere = answer.headers.get("Location")
        leads = f" and leads to {elsewhere}, which is not followed" if elsewhere else ""
        raise UsageError(f"{source} gives no passport: it answers with status {answer.status}{leads}")
    return answer.body, item


def _read_file(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


if __name__ == "__main__":
    sys.exit(main())
