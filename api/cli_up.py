"""`wayproof up`: arguments, what is printed, and the signals that end it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import textwrap
from pathlib import Path
from threading import Thread
from typing import Any

from api import demo
from api.demo_labels import write_labels
from api.processes import Processes
from api.up import local_url, on_local_network, operator_key_file, running
from ledger.logging import configure_logging
from ledger.settings import CONFIG_VARIABLE, DEFAULT_CONFIG, PREFIX, Settings, load_settings
from verifier.format.errors import WayproofError

FAILED = 1
_OPTIONS = ("data_dir", "host", "port", "chain_port", "rpc_url", "chain_id", "public_url", "origin", "log_level")


class DemoFailed(WayproofError):
    """The demonstration broke where it must not."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments, and all settings."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Start the development chain (unless rpc_url names another), the API and the worker. Ctrl-C stops them all."
    )
    parser.epilog = _explain_settings()
    parser.add_argument("--demo", action="store_true", help="play a journey on the first start, and show it")
    parser.add_argument("--lan", action="store_true", default=None, help="serve phones on the local network")
    parser.add_argument("--logs", action="store_true", help="show the processes' lines with --demo too")
    parser.add_argument("--config", type=Path, metavar="FILE", help=f"the settings file (default: {DEFAULT_CONFIG})")
    for name in _OPTIONS:
        description = Settings.model_fields[name].description or ""
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="…", help=description.replace("%", "%%"))


def run(options: argparse.Namespace) -> int:
    """Run until a signal ends it (0) or something fails (1)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        settings = on_local_network(load_settings(options.config, _given(options)))
        quiet = options.demo and not options.logs
        configure_logging("warning" if quiet else settings.log_level)
        with running(settings, _say, None if quiet else _show) as processes:
            if options.demo:
                Thread(target=_play, args=(settings, processes), name="demo", daemon=True).start()
            else:
                _announce(settings)
            processes.wait()
    except KeyboardInterrupt:
        _say("stopped")
        return 0
    except WayproofError as error:
        print(f"wayproof up: {error}", file=sys.stderr)
        return FAILED
    return 0


def _given(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in (*_OPTIONS, "lan")}


def _play(settings: Settings, processes: Processes) -> None:
    """The demo, beside the processes: whatever stops it stops them too."""
    try:
        key = operator_key_file(settings).read_text(encoding="utf-8").strip()
        result = demo.play(local_url(settings), key, _say)
        print(demo.announce(result, settings.base_url, _verify_command()), flush=True)
        labels = write_labels(settings.data_dir, settings.base_url)
        if labels is not None:
            _say(f"labels of all bags, to print and scan: {_from_here(labels)}")
        _say("Ctrl-C stops everything; the data stays")
    except WayproofError as error:
        processes.fail(error)
    except Exception as error:  # a thread's exception would end nothing and be seen by nobody
        processes.fail(DemoFailed(f"the demonstration broke: {type(error).__name__}: {error}"))


def _announce(settings: Settings) -> None:
    _say(f"ready: {settings.base_url} (documentation: {settings.base_url}/docs); Ctrl-C stops everything")
    if settings.lan:
        print("\n" + demo.qr_code(settings.base_url), flush=True)


def _verify_command() -> str:
    """How this very installation's verifier is called from the user's shell, whose PATH may not be ours."""
    beside = Path(sys.executable).with_name("wayproof-verify")
    if not beside.exists() or sys.prefix in (sys.base_prefix, os.environ.get("VIRTUAL_ENV")):
        return "wayproof-verify"
    return _from_here(beside)


def _from_here(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _say(line: str) -> None:
    print(f"wayproof: {line}", flush=True)


def _show(line: str) -> None:
    print(line, flush=True)


def _explain_settings() -> str:
    lines = [
        f"settings, each in {DEFAULT_CONFIG} (or the file of --config, or of {CONFIG_VARIABLE}), as `port = 8001`,",
        f"or as a variable, as {PREFIX}PORT=8001, which goes before the file:",
        "",
    ]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in ("", (), None) else f" [{field.default}]"
        text = f"{field.description}{default}"
        lines += textwrap.wrap(text, 110, initial_indent=f"  {name:<24}", subsequent_indent=" " * 26)
    return "\n".join(lines)
