"""Link previews: what a chat or social app reads of a passport page, and what that may cost."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from PIL import Image

from api.preview_card import HEIGHT, WIDTH, draw_card
from api.preview_words import CHINESE, ENGLISH, PreviewWords, words_for
from api.previews import SECONDS, Preview, Previews
from ledger import products, prove
from ledger.showing import ANYONE
from tests.anvil import Anvil
from tests.api.inhabited import OWNER, Inhabited
from tests.databases import OnEach, url_in
from verifier.format import base64url
from verifier.format.item import party_id
from verifier.format.jcs import Json
from verifier.report import Status, Verdict

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PAGE = "/p/01/09521321000421/21/OPEN1"
ITEM = "https://id.gs1.org/01/09521321000421/21/OPEN1"
BASE = "http://127.0.0.1:8000"
NAME = '"><script>alert(1)</script>&amp; Kaffee'
BROWSER = {"Sec-Fetch-Dest": "document", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
OWNER_ID = party_id("https://id.gs1.org/417/9521321000001")


@contextmanager
def described(folder: Path) -> Iterator[Inhabited]:
    """A service whose goods have a description."""
    with Anvil("--no-mining") as anvil, Inhabited(folder, anvil, database_url=url_in(folder)) as made:
        said = products.describe(
            made.service.ledger, OWNER_ID, "(01)09521321000421", {"name": NAME, "brand": "Rösterei"}
        )
        assert said.captured
        made.service.settle()
        yield made


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnEach[Inhabited]]:
    with OnEach(tmp_path_factory, described) as made:
        yield made


@pytest.fixture
def place(places: OnEach[Inhabited], tmp_path: Path) -> Inhabited:
    """The described goods, of which no preview is known."""
    place = places.here()
    place.service.app.state.previews = Previews(place.service.ledger)
    return place


@pytest.mark.parametrize(("words", "file"), [(ENGLISH, "en.ts"), (CHINESE, "zhHans.ts")])
def test_a_preview_calls_verdicts_what_the_page_calls_them(words: PreviewWords, file: str) -> None:
    page = (ROOT / "verifier" / "web" / "src" / "words" / file).read_text("utf-8")
    assert [f'{each.name}: "{text}",' in page for each, text in words.verdicts.items()] == [True] * len(Verdict)


class Head(HTMLParser):
    """The title, the tags by name, and every element."""

    def __init__(self, page: httpx.Response) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        self.elements: list[str] = []
        self.title = ""
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        given = dict(attrs)
        name = given.get("property") or given.get("name")
        if tag == "meta" and name:
            assert name not in self.tags or name == "theme-color"
            self.tags[name] = given.get("content") or ""

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1] == "title" and not self.title:
            self.title = data


def test_a_preview_says_name_and_verdict_with_its_date(place: Inhabited) -> None:
    page = place.service.get(PAGE)
    plain = place.service.get("/p/")
    head = Head(page)
    assert head.title == head.tags["og:title"] == f"{NAME} · Rösterei"
    assert head.tags["og:description"].startswith("History checks out, as this ledger said at 20")
    assert head.tags["og:description"].endswith(" UTC.")
    assert head.tags["description"] == head.tags["og:description"]
    assert head.tags["twitter:card"] == "summary_large_image"
    assert head.tags["og:url"] == BASE + PAGE
    assert head.elements.count("script") == 1, "the page's own, and none out of a name"
    assert "Accept-Language" in page.headers["Vary"]
    assert page.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]
    again = place.service.get(PAGE, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    chinese = place.service.get(PAGE, headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"})
    assert chinese.headers["ETag"] != page.headers["ETag"]
    assert Head(chinese).tags["og:description"].startswith("履历核验无误：")
    assert Head(chinese).tags["og:locale"] == "zh_CN"


def test_the_picture_is_a_png_of_the_verdict(place: Inhabited) -> None:
    address = Head(place.service.get(PAGE)).tags["og:image"]
    assert address.startswith(f"{BASE}/p/preview/01/09521321000421/21/OPEN1?lang=en&at=")
    answer = place.service.get(address.removeprefix(BASE))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert place.service.get(address.removeprefix(BASE)).content == answer.content
    assert place.service.get("/p/preview/01/1").status_code == 404


def test_nothing_is_said_of_goods_that_nobody_made(place: Inhabited) -> None:
    head = Head(place.service.get("/p/01/09521321000421/21/never-made"))
    assert head.title == "Passport of (01)09521321000421(21)never-made", "not the name of the real goods"
    assert head.tags["og:description"].startswith("No record of this number, as this ledger said at ")
    assert NAME not in head.tags["og:image:alt"]


def test_a_passport_is_not_assembled_for_a_browser(place: Inhabited, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = prove.passport

    def counted(*arguments: object) -> prove.Proven:
        made.append(str(arguments[1]))
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(prove, "passport", counted)
    for headers in (BROWSER, {"Upgrade-Insecure-Requests": "1"}):
        head = Head(place.service.get(PAGE, headers=headers))
        assert head.title == "Passport of (01)09521321000421(21)OPEN1"
        assert "og:image" not in head.tags
    assert made == []
    place.service.get(f"/api/v1/passports?item={ITEM}", place.keys[OWNER])
    assert Head(place.service.get(PAGE, headers=BROWSER)).title.startswith("Passport of"), (
        "what a party sees is its own"
    )
    place.service.get(f"/api/v1/passports?item={ITEM}")
    assert made == [ITEM, ITEM]
    for headers in (
        BROWSER,
        {},
        {**BROWSER, "User-Agent": "Mozilla/5.0 facebookexternalhit/1.1 Facebot Twitterbot/1.0"},
    ):
        assert Head(place.service.get(PAGE, headers=headers)).title.startswith(NAME)
    assert made == [ITEM, ITEM], "what a reader's passport came to is known"
    place.service.app.state.previews = Previews(place.service.ledger)
    place.service.get(PAGE, headers={**BROWSER, "User-Agent": "SomeApp-LinkPreview/2"})
    assert made == [ITEM] * 3


def test_previews_are_made_a_few_at_once_and_not_without_end(place: Inhabited) -> None:
    previews: Previews = place.service.app.state.previews
    assert previews._places.acquire(blocking=False)
    assert previews._places.acquire(blocking=False)
    assert previews.find(ITEM, make=True) is None
    assert place.service.get("/p/preview/01/09521321000421/21/OPEN1").status_code == 503
    assert place.service.get(PAGE).status_code == 200, "the page is there all the same"
    previews._places.release()
    assert previews.find(ITEM, make=True) is not None


def test_a_preview_is_of_the_newest_anchor_and_not_old(place: Inhabited) -> None:
    now = [0.0]
    previews = Previews(place.service.ledger, lambda: now[0])
    assert previews.find(ITEM, make=True) is not None
    now[0] = SECONDS - 1
    assert previews.find(ITEM, make=False) is not None
    now[0] = SECONDS
    assert previews.find(ITEM, make=False) is None
    previews.keep(prove.passport(place.service.ledger, ITEM, ANYONE).report)
    assert previews.find(ITEM, make=False) is not None
    note = {"step": "measured", "item": ITEM, "time": "2026-04-01T08:15:00Z", "note": "another day"}
    assert place.service.post("/api/v1/checkpoints", note, place.keys[OWNER]).status_code == 201
    place.service.settle()
    assert previews.find(ITEM, make=False) is None


def test_the_goods_own_picture_goes_before_the_card(place: Inhabited) -> None:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "#7a4a21").save(content, "PNG")
    digest = hashlib.sha256(content.getvalue()).digest()
    upload = place.service.request(
        "POST", "/api/v1/pictures", place.keys[OWNER], content=content.getvalue(), headers={"Content-Type": "image/png"}
    )
    assert upload.status_code == 201, upload.text
    picture: dict[str, Json] = {"sha256": base64url.encode(digest), "url": "https://brand.example/bag.png"}
    said = products.describe(
        place.service.ledger, OWNER_ID, "(01)09521321000421", {"name": NAME, "brand": "Rösterei", "picture": picture}
    )
    assert said.captured
    place.service.settle()
    head = Head(place.service.get(PAGE))
    assert head.tags["og:image"] == f"{BASE}/api/v1/pictures/{base64url.encode(digest)}"
    assert head.tags["twitter:card"] == "summary"
    assert place.service.get(head.tags["og:image"].removeprefix(BASE)).content == content.getvalue()


@pytest.mark.parametrize("path", ["/p/", "/p/01/1", "/p/nonsense", "/p/01/09521321000422"])
def test_other_pages_have_no_preview(place: Inhabited, path: str) -> None:
    page = place.service.get(path)
    assert page.status_code == 200
    assert "og:title" not in Head(page).tags


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_words_and_a_card(verdict: Verdict) -> None:
    cards = set()
    for words in (ENGLISH, CHINESE):
        assert words.verdicts[verdict]
        for status in (Status.IN_ORDER, Status.RECALLED):
            for name in (None, "x" * 120, "咖啡 ☕", "\u202eevil"):
                cards.add(draw_card(Preview(verdict, status, 1_774_900_000, name, "Brand"), "(00)1", words))
    assert len(cards) > 4


@pytest.mark.parametrize(
    ("accepted", "locale"),
    [
        (None, "en"),
        ("", "en"),
        ("zh-Hans-CN,zh;q=0.9", "zh"),
        ("fr,zh;q=0.5,en;q=0.4", "zh"),
        ("zh;q=0,en", "en"),
        ("fr", "en"),
        ("\u00e9;q=,,;", "en"),
    ],
)
def test_the_language_of_a_preview(accepted: str | None, locale: str) -> None:
    assert words_for(accepted).locale == locale
