"""The pages below /p: the passport under every GS1 Digital Link, others by name; and the policy that confines them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import preview_tags
from api.auth import LedgerHere, count_tile, settings_of
from api.headers import permissions
from api.log import IMMUTABLE
from api.negotiation import takes_gzip
from api.preview_words import words_for
from api.previews import MayMake, previews_of
from api.problems import Problem
from ledger.errors import NotReady
from ledger.pictures import find_picture
from ledger.service import Ledger
from verifier.format.errors import IdentifierError
from verifier.format.item import from_path

router = APIRouter(prefix="/p", include_in_schema=False, dependencies=[Depends(count_tile)])

_ASSET = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
_PAGES = frozenset({"scan", "post", "check", "privacy"})
"""What has an HTML file of its own; every other path below /p is the passport's."""
_FEATURES = {"scan": ("camera",), "post": ("camera", "geolocation")}
"""What a page may ask its reader for; one with a camera may also run the wasm that reads codes."""
_STANDALONE_FILE = "check.html"
"""The verifier that anybody may host; pages of other origins that keep a passport put it in this file."""
_OWN_POLICY = re.compile(rb'http-equiv="Content-Security-Policy"\s+content="([^"]+)"')
_FILES = {
    "embed.js": "public, max-age=300",
    "sw.js": "no-cache",
    "manifest.webmanifest": "no-cache",
    "icon-192.png": "public, max-age=86400",
    "icon-512.png": "public, max-age=86400",
    "icon-maskable.png": "public, max-age=86400",
}
"""Files whose names never change, and how long browsers may keep each; `embed.js` runs in foreign pages."""
_NOT_BUILT = "The page is not built; `npm run build:page` builds it."
_ASSET_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    # A worker is confined by its script's own headers: no code but its own, and the chain wherever a trust root says.
    "Content-Security-Policy": "default-src 'none'; connect-src http: https:; frame-ancestors 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    media_type: str
    etag: str


@router.get("/assets/{name}")
def asset(name: str, request: Request) -> Response:
    """A file of the page whose name changes with its content."""
    found = _read(name) if _ASSET.fullmatch(name) else None
    if found is None:
        raise Problem(404, f"The page has no file {name}.")
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding", **_ASSET_HEADERS}
    if not takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(found.content, 200, headers, found.media_type)
    return Response(_gzipped(name), 200, {**headers, "Content-Encoding": "gzip"}, found.media_type)


@router.get("/{path:path}")
def page(path: str, request: Request, ledger: LedgerHere, may_make: MayMake) -> Response:
    """A page, or a file of a lasting name; the passport's page reads from its own address which item it is about.

    It has the tags of that item's link preview.
    """
    if path in _FILES:
        return _named_file(request, path)
    if path == "trust.json":  # beside the stand-alone verifier, wherever that is hosted
        return Response(ledger.trust_root_bytes(), 200, {"Cache-Control": "no-cache"}, "application/json")
    if path in _PAGES or path == _STANDALONE_FILE:
        return page_answer(request, ledger, name=path.removesuffix(".html"))
    return page_answer(request, ledger, tags=_tags(request, ledger, may_make=may_make))


def page_answer(
    request: Request, ledger: Ledger, status: int = 200, name: str = "index", tags: bytes | None = None
) -> Response:
    """A page, the passport's unless named, as the answer at any address; raises Problem 503 if it is not built.

    `tags` stand in the place of its title.
    """
    found = _read_built(f"{name}.html")
    if found is None:
        raise Problem(503, _NOT_BUILT)
    policy_of_page = _policy_of(name, found, ledger)
    special = {}
    if f"{name}.html" == _STANDALONE_FILE:
        special = {"Access-Control-Allow-Origin": "*", "Vary": "Accept-Encoding"}
        if takes_gzip(request.headers.get("accept-encoding", "")):
            found = _of(_packed(found.content), found.media_type)
            special["Content-Encoding"] = "gzip"
    if tags is not None:
        found = _of(found.content.replace(preview_tags.PLACE, tags, 1), found.media_type)
        special = {"Vary": "Accept-Language"}
    headers = {
        **special,
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy_of_page,
        "ETag": found.etag,
        "Permissions-Policy": permissions(*_FEATURES.get(name, ())),
    }
    if status == 200 and request.headers.get("if-none-match") == found.etag:
        return Response(None, 304, headers)
    return Response(found.content, status, headers, "text/html; charset=utf-8")


def _policy_of(name: str, page: _File, ledger: Ledger) -> str:
    """A page's policy; the stand-alone verifier brings its own, which admits its script by hash and any ledger."""
    if f"{name}.html" != _STANDALONE_FILE:
        return policy(chain_origins(ledger), wasm="camera" in _FEATURES.get(name, ()))
    own = _OWN_POLICY.search(page.content)
    if own is None:
        raise Problem(503, _NOT_BUILT)
    return f"{own[1].decode()}; frame-ancestors 'none'"


def _named_file(request: Request, name: str) -> Response:
    found = _read_built(name)
    if found is None:
        raise Problem(503, _NOT_BUILT)
    headers = {"Cache-Control": _FILES[name], "ETag": found.etag, **_ASSET_HEADERS}
    if request.headers.get("if-none-match") == found.etag:
        return Response(None, 304, headers)
    return Response(found.content, 200, headers, found.media_type)


def policy(chain: list[str], *, wasm: bool = False) -> str:
    """The Content-Security-Policy: own files, connections to this service and the chain's nodes alone, text as text.

    `wasm`: scripts may compile WebAssembly, which is not `eval`: no text becomes a script by it.
    """
    scripts = "'self' 'wasm-unsafe-eval'" if wasm else "'self'"
    reached = " ".join(["'self'", *chain])
    return (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src {scripts}; "
        f"style-src 'self'; img-src 'self' blob: data:; font-src 'self'; worker-src 'self'; "
        f"manifest-src 'self'; connect-src {reached}; "
        "require-trusted-types-for 'script'; trusted-types lit-html wayproof"
    )


def chain_origins(ledger: Ledger) -> list[str]:
    """The web origins of the nodes that the trust root names, from which the page reads the chain."""
    try:
        urls = ledger.trust_root().rpc_urls
    except NotReady:
        return []
    parts = [urlsplit(url) for url in urls]
    return list(dict.fromkeys(f"{part.scheme}://{part.netloc.rpartition('@')[2]}" for part in parts))


def _tags(request: Request, ledger: Ledger, *, may_make: bool) -> bytes | None:
    """The tags for the item that the page's address names, if it names one."""
    raw: bytes = request.scope["raw_path"]
    try:
        item = from_path(raw.decode("latin-1").removeprefix("/p"))
    except IdentifierError:
        return None
    preview = previews_of(request).find(item, make=may_make)
    own = preview is not None and preview.picture is not None and find_picture(ledger, preview.picture) is not None
    words = words_for(request.headers.get("accept-language"))
    return preview_tags.tags(item, preview, words, settings_of(request).base_url, own_picture=own)


def _dist() -> Traversable:
    return resources.files("verifier").joinpath("web", "dist")


def _read_built(name: str) -> _File | None:
    """A file whose name stays, read anew each time: a rebuilt one refers to other assets."""
    return _file(_dist().joinpath(name), name)


@lru_cache(maxsize=2)
def _packed(content: bytes) -> bytes:
    """A page with all of its script inside, compressed once."""
    return gzip.compress(content, mtime=0)


@cache
def _gzipped(name: str) -> bytes:
    """A file that was found, compressed once for all who read it: phones in shops have slow connections."""
    return gzip.compress(_dist().joinpath("assets", name).read_bytes(), mtime=0)


@cache
def _read(name: str) -> _File | None:
    return _file(_dist().joinpath("assets", name), name)


def _file(path: Traversable, name: str) -> _File | None:
    if not path.is_file():
        return None
    media_type = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
    return _of(path.read_bytes(), media_type or "application/octet-stream")


def _of(content: bytes, media_type: str) -> _File:
    return _File(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
