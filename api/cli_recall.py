"""`wayproof recall`: recall goods, or withdraw a recall, through a running service."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from api.cli_capture import DEFAULT_URL, KEY_VARIABLE, REFUSED, SUCCESS, USAGE_ERROR, UsageError, check_party
from api.client import Client, ServiceError


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Recall classes, lots or single items: every affected passport says it, with your reason and what to do. "
        "Or withdraw a recall. Doing either again is harmless."
    )
    parser.epilog = "Exit codes: 0 it is recorded, 1 it was refused, 3 the command could not begin."
    parser.add_argument("items", metavar="ITEM", nargs="*", help="Digital Link, EPC URN or element string")
    parser.add_argument("--items-from", type=Path, metavar="FILE", help="more items, one a line")
    parser.add_argument("--reason", help="why, in words for whoever holds the goods")
    parser.add_argument("--instructions", help="what they should do")
    parser.add_argument("--contact", help="whom they may ask")
    parser.add_argument("--link", help="an https address with more")
    parser.add_argument("--withdraw", metavar="STATEMENT", help="withdraw the recall of this statement id instead")
    parser.add_argument(
        "--as", dest="party", metavar="PARTY", required=True, help="the party that recalls: its GLN or URI"
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the service's address (default: %(default)s)")
    parser.add_argument("--key", help=f"the party's API key (default: the variable {KEY_VARIABLE})")


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for; returns the exit code."""
    try:
        return _run(options)
    except UsageError as error:
        print(f"wayproof recall: {error}", file=sys.stderr)
        return USAGE_ERROR
    except ServiceError as error:
        print(f"wayproof recall: {error}", file=sys.stderr)
        for pointer, reason in error.faults[1:]:
            print(f"  {pointer}: {reason}", file=sys.stderr)
        return REFUSED if error.status in (404, 422) else USAGE_ERROR


def _run(options: argparse.Namespace) -> int:
    key = options.key or os.environ.get(KEY_VARIABLE)
    if not key:
        raise UsageError(f"an API key is needed: --key, or the variable {KEY_VARIABLE}")
    items = _items(options)
    if options.withdraw is None and (not items or not options.reason):
        raise UsageError("it takes at least one ITEM and a --reason, or --withdraw STATEMENT")
    if options.withdraw is not None and items:
        raise UsageError("--withdraw takes no ITEM: it withdraws the whole recall")
    with Client(options.url, key) as client:
        check_party(client, options.party)
        if options.withdraw is not None:
            said = client.delete(f"/api/v1/recalls/{options.withdraw}")
            print(f"withdrawn by statement {said['statement']}")
        else:
            said = client.post("/api/v1/recalls", _body(options, items))
            print(f"{'recalled before' if said['repeated'] else 'recalled'}: statement {said['statement']}")
    return SUCCESS


def _items(options: argparse.Namespace) -> list[str]:
    items = list(options.items)
    if options.items_from is not None:
        try:
            text = options.items_from.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{options.items_from} cannot be read: {error}") from None
        items += [line.strip() for line in text.splitlines() if line.strip()]
    return items


def _body(options: argparse.Namespace, items: list[str]) -> dict[str, Any]:
    texts = {name: getattr(options, name) for name in ("reason", "instructions", "contact", "link")}
    return {"items": items, **{name: value for name, value in texts.items() if value is not None}}
