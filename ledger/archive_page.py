"""The passport page as an archive has it, under `p/`: it reads passports and trust root from files beside it."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from ledger.errors import NotReady
from ledger.files import write_file

_MARK = '<meta name="wayproof-archive" content="../" />'
_README = """\
This is an archive of a Wayproof ledger. Any web server can serve it; nothing in it has to be believed:

    wayproof-verify passports/…/….json --trust trust.json
    wayproof-verify audit . --trust trust.json --state state

Take the trust root from elsewhere if you can, and compare it with trust.json. The page is at p/?item=URI of an item;
p/check.html checks links and files by the trust root that you choose.
Tiles and entry bundles under log/ are as C2SP tlog-tiles has them.
"""


def write(folder: Path) -> None:
    """Write the page, as far as it is not there; raises NotReady if it is not built."""
    dist = resources.files("verifier").joinpath("web", "dist")
    index = dist.joinpath("index.html")
    if not index.is_file():
        raise NotReady("the page is not built; `npm run build:page` builds it")
    for asset in dist.joinpath("assets").iterdir():
        _write_new(folder / "p" / "assets" / asset.name, asset)
    write_file(folder / "p" / "check.html", dist.joinpath("check.html").read_bytes())
    page = index.read_text("utf-8").replace("/p/assets/", "assets/").replace("</head>", f"  {_MARK}\n  </head>", 1)
    write_file(folder / "p" / "index.html", page.encode())
    write_file(folder / "README.txt", _README.encode())


def _write_new(path: Path, asset: Traversable) -> None:
    if not path.exists():  # its name changes with its content
        write_file(path, asset.read_bytes())
