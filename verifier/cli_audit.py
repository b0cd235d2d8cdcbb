"""`wayproof-verify audit`: replay a whole log, and sign what was found."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from verifier.audit import Audit, Auditing
from verifier.audit_openings import OpeningReader, Read, file_reader
from verifier.audit_report import AuditReport, AuditVerdict, render_audit
from verifier.audit_source import HttpSource, Source, SourceError, open_source
from verifier.audit_state import AuditState, StateError
from verifier.auditor_key import AuditorKey, make_key, read_key
from verifier.cli_errors import USAGE_ERROR, UsageError, with_endpoints
from verifier.format import trust_root
from verifier.format.errors import FormatError
from verifier.format.index_note import IndexNote, sign_index_note
from verifier.format.trust_root import TrustRoot
from verifier.json_rpc import RpcChain

NOTE_FILE = "index-note.txt"
INCOMPLETE = 2
_LINE_EVERY = 10.0
_TERMINAL_EVERY = 0.2
"""Seconds between two words about progress, in a file and on a terminal."""


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _make_key(options) if options.make_key else _audit(options)
    except UsageError as error:
        print(f"wayproof-verify audit: {error}", file=sys.stderr)
        return USAGE_ERROR
    except StateError as error:
        print(f"wayproof-verify audit: {error}", file=sys.stderr)
        return INCOMPLETE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wayproof-verify audit",
        description="Replay a whole log: every entry, anchor and signature and, with the openings, the item index.",
        epilog="Exit codes: 0 all agrees, 1 refused, 2 incomplete, 3 usage error.",
    )
    parser.add_argument("place", metavar="URL|FOLDER", nargs="?", help="a running ledger, or an archive of one")
    parser.add_argument("--trust", metavar="FILE", type=Path, help="the trust root, obtained apart from the ledger")
    parser.add_argument("--api-key-file", metavar="FILE", type=Path, help="an auditor's API key, to be given openings")
    parser.add_argument("--openings", metavar="FILE", type=Path, help="the openings, one to a line in the log's order")
    parser.add_argument("--state", metavar="DIR", type=Path, help="go on from the state here, and keep it")
    parser.add_argument("--sign", metavar="KEYFILE", type=Path, help="sign an index note if all agrees")
    parser.add_argument(
        "--note", metavar="FILE", type=Path, help=f"where to write it (default: {NOTE_FILE} by --state)"
    )
    parser.add_argument("--publish", action="store_true", help="give the note to the ledger, for passports to show")
    parser.add_argument(
        "--proof", metavar="FILE", type=Path, help="where to write a misindex proof, if it comes to that"
    )
    parser.add_argument("--make-key", metavar="NAME", help="make the key file of --sign under this name, and no more")
    parser.add_argument(
        "--rpc", metavar="URL", action="append", help="read the chain here, not where the trust root says"
    )
    parser.add_argument("--offline", action="store_true", help="check what can be checked without the chain")
    return parser


def _make_key(options: argparse.Namespace) -> int:
    if options.sign is None:
        raise UsageError("--make-key makes the file that --sign names")
    try:
        made = make_key(options.sign, options.make_key)
    except FileExistsError:
        raise UsageError(f"{options.sign} is there already") from None
    except OSError as error:
        raise UsageError(f"{options.sign}: {error.strerror}") from None
    except FormatError as error:
        raise UsageError(f"--make-key: {error}") from None
    print(f"The operator adds this key to the trust root's auditors:\n{made.vkey}")
    return 0


def _audit(options: argparse.Namespace) -> int:
    if options.place is None or options.trust is None:
        raise UsageError("it takes a URL or folder, and --trust")
    if options.publish and not (options.sign and options.api_key_file):
        raise UsageError("--publish takes --sign and --api-key-file")
    root = _trust_root(options)
    signer = _signer(options)
    source = open_source(options.place, _api_key(options))
    openings = _openings(options, source)
    progress = Progress()
    given = Auditing(source, root, None if options.offline else lambda: RpcChain(root), openings, progress)
    started, cpu = time.monotonic(), time.process_time()
    with AuditState(options.state, root.origin, root.log_id, root.anchorage.encode()) as state:
        report = Audit(given, state).run()
    progress.end()
    seconds, cpu = time.monotonic() - started, time.process_time() - cpu
    refusal = ""
    if report.proof is not None:
        try:
            _write(_proof_path(options, report), report.proof, report)
        except UsageError as error:  # what was found is said all the same
            report.lost.append(str(error))
    if signer is not None and report.verdict is AuditVerdict.AGREES:
        note = _sign(report, signer, int(time.time()))
        _write(options.note or (options.state or Path()) / NOTE_FILE, note, report)
        refusal = _publish(source, note) if options.publish else ""
    print(render_audit(report), end="")
    rate = f", {report.entries / seconds:.0f} a second" if report.entries else ""
    print(f"  {report.entries} entries read in {seconds:.1f} s{rate}, {cpu:.1f} CPU seconds")
    if refusal:
        print(f"wayproof-verify audit: the note was not taken: {refusal}", file=sys.stderr)
        return INCOMPLETE
    return report.verdict.value


def _trust_root(options: argparse.Namespace) -> TrustRoot:
    try:
        root = trust_root.parse(options.trust.read_bytes())
    except OSError as error:
        raise UsageError(f"{options.trust}: {error.strerror}") from None
    except FormatError as error:
        raise UsageError(f"{options.trust}: {error}") from None
    if root.expires <= time.time():
        raise UsageError(f"{options.trust} has expired: ask for a new one")
    return with_endpoints(root, options.rpc) if options.rpc else root


def _signer(options: argparse.Namespace) -> AuditorKey | None:
    if options.sign is None:
        return None
    try:
        return read_key(options.sign)
    except OSError as error:
        raise UsageError(f"{options.sign}: {error.strerror}") from None
    except FormatError as error:
        raise UsageError(f"{options.sign}: {error}") from None


def _api_key(options: argparse.Namespace) -> str | None:
    if options.api_key_file is None:
        return None
    try:
        return str(options.api_key_file.read_text("utf-8").strip())
    except (OSError, ValueError) as error:
        raise UsageError(f"{options.api_key_file}: {error}") from None


def _openings(options: argparse.Namespace, source: Source) -> OpeningReader | None:
    read: Read | None = None
    if options.openings is not None:
        read = file_reader(options.openings)
    elif options.api_key_file is not None:
        read = source.openings
    return None if read is None else OpeningReader(read)


def _sign(report: AuditReport, signer: AuditorKey, now: int) -> bytes:
    assert report.anchor is not None
    anchor = report.anchor
    note = IndexNote(report.origin, anchor.size, anchor.log_root, anchor.index_root, now)
    return sign_index_note(note, signer.key, signer.private)


def _publish(source: Source, note: bytes) -> str:
    """Publish a note; returns why the ledger does not take it, nothing if it does."""
    if not isinstance(source, HttpSource):
        return "a folder takes no index note"
    try:
        source.publish(note)
    except SourceError as error:
        return str(error)
    return ""


def _proof_path(options: argparse.Namespace, report: AuditReport) -> Path:
    seq = report.anchor.seq if report.anchor else 0
    folder: Path = options.state / "evidence" if options.state else Path()
    return options.proof or folder / f"misindex-{seq}.json"


def _write(path: Path, content: bytes, report: AuditReport) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".new")
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    report.saved.append(str(path))


class Progress:
    """Says how far the audit is: on one line of a terminal, elsewhere on a line of its own now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """Say it, unless it was said just now."""
        now = time.monotonic()
        if now - self._said < (_TERMINAL_EVERY if self._terminal else _LINE_EVERY):
            return
        self._said = now
        line = f"{done} of {total} entries"
        print(f"\r{line}" if self._terminal else line, end="" if self._terminal else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the terminal's line."""
        if self._terminal:
            print(file=sys.stderr)
