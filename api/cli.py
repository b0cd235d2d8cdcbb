"""The command `wayproof`: a table of commands, of which only the one that is called is loaded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from api.cli_faults import in_one_line
from verifier.format.errors import WayproofError

COMMANDS = {
    "up": ("api.cli_up", "run the ledger on this machine: chain, API and worker"),
    "worker": ("api.cli_worker", "run one more worker"),
    "fsck": ("api.cli_fsck", "check everything that is stored, and name the first thing that is wrong"),
    "backup": ("api.cli_backup", "write the database into one encrypted file, while the ledger runs"),
    "restore": ("api.cli_restore", "restore a backup into an empty place, unless the chain has seen more"),
    "archive": ("api.cli_archive", "write a folder that any web server can host, and that verifies without us"),
    "capture": ("api.cli_capture", "post EPCIS documents from disk"),
    "labels": ("api.cli_labels", "write labels with QR codes and GS1 DataMatrix, of old or new serial numbers"),
    "recall": ("api.cli_recall", "recall goods, or withdraw a recall"),
}
"""By name: the module, with `configure(parser)` and `run(options) -> exit code`, and what the command does."""

FAILED, USAGE_ERROR = 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is the command's, 1 if it or the machine fails, or 3 if it cannot begin."""
    options = _parser().parse_args(arguments)
    module_name, _ = COMMANDS[options.command]
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in ("api", "ledger", "verifier"):
            raise
        print(
            f"wayproof: this installation has the verifier alone ({error.name} is missing): "
            "pip install 'wayproof[server]'",
            file=sys.stderr,
        )
        return USAGE_ERROR
    parser = argparse.ArgumentParser(prog=f"wayproof {options.command}")
    module.configure(parser)
    try:
        return int(module.run(parser.parse_args(options.arguments)))
    except WayproofError as error:
        print(f"wayproof {options.command}: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"wayproof {options.command}: {in_one_line(error)}", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wayproof",
        description="A supply-chain traceability ledger whose histories anyone can check for themselves.",
        epilog="commands:\n" + "\n".join(f"  {name:<10}{what}" for name, (_, what) in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"wayproof {version('wayproof')}")
    parser.add_argument("command", metavar="COMMAND", choices=COMMANDS, help="what to do; `wayproof COMMAND --help`")
    parser.add_argument("arguments", metavar="…", nargs=argparse.REMAINDER, help="its arguments")
    return parser


if __name__ == "__main__":
    sys.exit(main())
