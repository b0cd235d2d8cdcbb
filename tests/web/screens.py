"""The pictures of the passport page in docs/: each main state as a phone shows it, made of the tests' own ledger.

`python -m tests.web.screens [FONT]` makes them again; FONT is a font file with Chinese characters, where
Chromium finds none.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from api.demo_picture import picture
from tests.coffee import CASE, GLN, GTIN, PALLET, Coffee, bag
from tests.passport_case import Case, of
from tests.passport_cases import CASES
from tests.toy_ledger import stamp
from tests.web.node import ROOT, run
from tests.web.passport_server import offer, serving
from verifier.format import base64url

DOCS = ROOT / "docs"
PICTURE = picture()
SHA256 = base64url.encode(hashlib.sha256(PICTURE).digest())
BEGIN = 1_795_161_600
"""20 November 2026."""
NAMES = {
    "https://id.gs1.org/417/9521321000018": "Highland Roasters (example)",
    "https://id.gs1.org/417/9521141111116": "Northbound Freight (example)",
    "https://id.gs1.org/417/9524141111117": "Corner Grocers (example)",
}
RECALL = {
    "reason": "Pieces of glass may be in the bag.",
    "instructions": "Do not open it. Bring it back to any shop: you get your money back without a receipt.",
    "link": "https://recall.example/highland",
}
GROUND, FIRST_SCREEN, COLOURS = (226, 228, 223), 740, 96


def journey() -> Coffee:
    """A journey with all that a passport can show."""
    coffee = Coffee()
    ledger = coffee.ledger
    ledger.now = BEGIN
    ledger.notify(
        coffee.producer,
        "description",
        [GTIN],
        name="Highland Espresso, whole beans",
        brand="Highland (example)",
        maker="Highland Roasters (example)",
        description="Dark roast from a fictional hillside.",
        netContent="500 g",
        origin="GB",
        bestBefore="2027-11-20",
        lot="L1",
        picture={"sha256": SHA256},
    )
    ledger.notify(coffee.producer, "serialised", [GTIN])
    made = {"epcList": [bag(1), bag(2)], "ilmd": {"cbvmda:lotNumber": "L1"}}
    where = {"readPoint": {"id": "geo:57.4778,-4.2247"}, "bizLocation": {"id": GLN}}
    ledger.capture(coffee.producer, coffee.event("ObjectEvent", "ADD", "commissioning", **made, **where))
    coffee.pack(CASE, bag(1), bag(2))
    coffee.pack(PALLET, CASE)
    ledger.anchor()
    ledger.now += 6 * 3600
    coffee.observe("shipping", coffee.producer, PALLET, disposition="in_transit", **where)
    ledger.now += 12 * 3600
    reports = [
        {"type": "Temperature", "value": value, "uom": "CEL", "time": stamp(ledger.now + 3600 * (at - 6))}
        for at, value in enumerate((14.2, 15.1, 16.8, 18.4, 18.9, 17.6, 16.9))
    ]
    sensors = [{"sensorMetadata": {"deviceID": "urn:epc:id:giai:9521141.L1"}, "sensorReport": reports}]
    port = {"readPoint": {"id": "geo:53.7446,-0.2905"}}
    coffee.observe("transporting", coffee.carrier, PALLET, sensorElementList=sensors, **port)
    ledger.now += 24 * 3600
    coffee.observe("receiving", coffee.retailer, PALLET, readPoint={"id": "geo:50.0875,14.4213"})
    coffee.unpack(PALLET, CASE)
    coffee.unpack(CASE)
    coffee.observe("stocking", coffee.retailer, bag(1), disposition="sellable_accessible")
    ledger.anchor()
    return coffee


def checks_out() -> Case:
    return of(journey(), bag(1))


def being_recorded() -> Case:
    coffee = journey()
    coffee.observe("retail_selling", coffee.retailer, bag(1))
    return of(coffee, bag(1))


def never_made() -> Case:
    return of(journey(), bag(25))


def recalled() -> Case:
    coffee = journey()
    members: dict[str, Any] = {"persistentDisposition": {"set": ["recalled"]}, "wayproof:recall": RECALL}
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], **members)
    coffee.ledger.capture(coffee.producer, event, "recall")
    coffee.ledger.anchor()
    return of(coffee, bag(1), coffee.ledger.passport(bag(1), whole=True))


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture's name, what it shows, how the browser is, and how much of the page there is to see."""

    name: str
    make: Callable[[], Case]
    options: tuple[str, ...] = ()
    height: int = FIRST_SCREEN


SCREENS = (
    Screen("checks-out", checks_out, height=10_000),
    Screen("checks-out-dark-chinese", checks_out, ("--dark", "--lang", "zh-CN"), 10_000),
    Screen("checks-out-desktop", checks_out, ("--width", "1120"), 900),
    Screen("being-recorded", being_recorded),
    Screen("not-checked-fully", CASES["container-withheld"]),
    Screen("no-record", CASES["commissioned-by-a-stranger"]),
    Screen("never-made", never_made),
    Screen("do-not-trust", CASES["forged-anchor"], ("--dark",)),
    Screen("recalled", recalled),
    Screen("attention", CASES["commissioned-twice"]),
)


def shot(make: Callable[[], Case], *options: str) -> Image.Image:
    """The page of a case."""
    with serving() as server, tempfile.NamedTemporaryFile(suffix=".png") as file:
        path = offer(server, make())
        server.names, server.pictures = NAMES, {SHA256: PICTURE}
        page = "verifier/web/e2e/open_page.mjs"
        json.loads(run(page, server.url + path, "--screenshot", file.name, "--lang", "en-GB", *options))
        return Image.open(io.BytesIO(Path(file.name).read_bytes())).convert("RGB")


def two_phones() -> Image.Image:
    """A history that checks out beside a number that nobody made."""
    scale, width, height, space = 1.5, 390, 844, 30
    size = [round(scale * each) for each in (3 * space + 2 * width, 2 * space + height)]
    both = Image.new("RGB", (size[0], size[1]), GROUND)
    for at, make in enumerate((checks_out, never_made)):
        page = shot(make, "--width", str(width), "--height", str(height), "--scale", str(scale))
        phone = page.crop((0, 0, round(scale * width), round(scale * height)))
        mask = Image.new("L", phone.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, *phone.size), radius=round(scale * 32), fill=255)
        both.paste(phone, (round(scale * (space + at * (width + space))), round(scale * space)), mask)
    return both


def save(image: Image.Image, path: Path) -> None:
    """Write a picture with few colours, which is small."""
    path.parent.mkdir(exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path.relative_to(ROOT)} {path.stat().st_size} bytes\n")


def main() -> None:
    """Make all of them again."""
    for font in sys.argv[1:]:
        folder = Path(tempfile.gettempdir(), "fonts", "fonts")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(font, folder)
    for screen in SCREENS:
        image = shot(screen.make, "--width", "360", "--scale", "1", *screen.options)
        save(image.crop((0, 0, image.width, min(image.height, screen.height))), DOCS / "screens" / f"{screen.name}.png")
    save(two_phones(), DOCS / "passport.png")


if __name__ == "__main__":
    main()
