"""The page's sources: strict types, their own tests, and the built page that is committed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.web.node import WEB, run

DIST = WEB / "dist"
MAX_COMPRESSED = 100_000


def test_types():
    run("node_modules/typescript/bin/tsc", "--project", "verifier/web")


@pytest.mark.slow
def test_own_tests():
    report = run("--test", "--test-reporter=tap", "verifier/web/test/**/*.test.ts")
    passed = re.search(r"^# pass (\d+)$", report, re.MULTILINE)
    assert passed is not None
    assert int(passed[1]) > 100, report[-2000:]


def test_the_committed_page_is_what_its_sources_build(tmp_path):
    out = tmp_path / "dist"
    for config in ("vite.config.ts", "vite.check.config.ts"):
        vite = ("node_modules/vite/bin/vite.js", "build", "--config", f"verifier/web/{config}", "verifier/web")
        run(*vite, "--logLevel", "warn", WAYPROOF_PAGE_OUT=str(out))
    assert contents(out) == contents(DIST), "npm run build:page, and commit verifier/web/dist"


def test_the_outlines_of_the_land_are_what_their_tool_makes(tmp_path):
    run("verifier/web/tools/land.ts", str(tmp_path / "land.ts"))
    made = (tmp_path / "land.ts").read_text()
    assert made == (WEB / "src" / "map" / "land.ts").read_text(), "node verifier/web/tools/land.ts"


def test_the_page_is_small():
    """Journey and verdict, in one language, as verifier/web/.size-limit.mjs counts them."""
    measured = json.loads(run("node_modules/size-limit/bin.js", "--json", folder=WEB))
    assert [each["name"] for each in measured] == ["in English", "in Chinese"]
    for each in measured:
        assert each["passed"], each
        assert 50_000 < each["size"] < MAX_COMPRESSED, "all of it is counted"


@pytest.mark.parametrize("name", ["index", "scan", "post"])
def test_nothing_is_inline(name):
    """The Content-Security-Policy admits files of our own alone."""
    page = (DIST / f"{name}.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|javascript:", page) == []
    scripts = "'self'" if name == "index" else "'self' 'wasm-unsafe-eval'"
    assert f"default-src 'none'; script-src {scripts}; style-src 'self'" in page
    assert "require-trusted-types-for 'script'; trusted-types lit-html wayproof" in page
    markup = sum(
        len(re.findall(rb"innerHTML|insertAdjacentHTML|document\.write", each)) for each in contents(DIST).values()
    )
    assert markup == 2, "Lit makes its own templates, in the pages and in the single file; nothing else makes markup"


def test_the_stand_alone_verifier_admits_its_own_script_and_no_other():
    page = (DIST / "check.html").read_text()
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{digest}'; img-src blob: data:;" in page
    assert re.findall(r'<script[ >]|<link|<style|\bsrc="|\bstyle=', page.replace(script, "")) == ["<script>"]


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_service_worker_keeps_what_was_built_and_is_one_file():
    files = contents(DIST)
    worker = files["sw.js"].decode()
    kept = set(re.findall(r'"/p/(assets/[^"]+)"', worker))
    assert kept == {name for name in files if name.startswith("assets/") and not name.endswith(".wasm")}
    assert not re.search(r"\b(?:import|export)\b", worker), "not every browser takes a module here"
    assert "__WAYPROOF" not in worker
