"""`wayproof labels`: files that others read, and commissioning by a running service."""

from __future__ import annotations

import argparse
import csv
import resource
from pathlib import Path

import pytest
from PIL import Image

from api import cli_labels
from tests.api.label_reading import Pages, read_codes
from tests.api.service import Service

DATABASES = ("sqlite",)

GTIN = "09521321000421"
LINK = ("--link", "https://id.example.com")
PARTY = ("--as", "9521321000001")


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_labels.configure(parser)
    return cli_labels.run(parser.parse_args(arguments))


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_new_labels_need_no_service(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, table = tmp_path / "new.pdf", tmp_path / "new.csv"
    made = ("--gtin", GTIN, "--count", "25", "--lot", "L7", "--best-before", "2027-03-31")
    assert run(*LINK, *made, "--sheet", "a4-3x8", "--x-dimension", "0.4", "--out", str(pdf), "--out", str(table)) == 0
    assert capsys.readouterr().out == f"25 labels: {pdf}, {table}\n"
    pages, rows = Pages(pdf.read_bytes()), listed(table)
    assert [read.content for page in (0, 1) for read in pages.codes(page)] == [row["digitalLink"] for row in rows]
    assert rows[0]["elementString"].startswith(f"(01){GTIN}(15)270331(10)L7(21)")
    assert len({row["item"] for row in rows}) == 25


def test_one_label_is_a_picture(tmp_path: Path) -> None:
    out = tmp_path / "one.png"
    assert run(*LINK, f"(01){GTIN}(21)HLE0001", "--symbol", "both", "--out", str(out)) == 0
    assert [read.identifier for read in read_codes(Image.open(out))] == ["]Q1", "]d2"]


def test_a_disk_that_has_no_room_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
    try:
        assert run(*LINK, f"(01){GTIN}(21)HLE0001", "--out", str(tmp_path / "one.csv")) == 3
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert capsys.readouterr().err == "wayproof labels: File too large\n"
    assert list(tmp_path.iterdir()) == []


def test_serials_of_a_file_are_commissioned_and_labelled(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, key = service.party()
    serials, out = tmp_path / "serials.txt", tmp_path / "labels.csv"
    serials.write_text("A1\nA(2\n")
    made = ("--gtin", GTIN, "--serials", str(serials), "--lot", "L7", "--out", str(out), "--commission", *PARTY)
    with service.served() as url:
        assert run(*LINK, *made, "--url", url, "--key", key) == 0
    statement = capsys.readouterr().out.splitlines()[0].removeprefix("commissioned: statement ")
    again = service.post("/api/v1/labels", {"statement": statement, "format": "json"}, key).json()["labels"]
    assert sorted(label["elementString"] for label in again) == sorted(row["elementString"] for row in listed(out))


def test_a_refused_commissioning_writes_nothing(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, key = service.party()
    out = tmp_path / "labels.pdf"
    made = ("--gtin", "09521460000016", "--count", "2", "--out", str(out), "--commission", *PARTY)
    with service.served() as url:
        assert run(*LINK, *made, "--url", url, "--key", key) == 1
    assert "9521460" in capsys.readouterr().err
    assert list(tmp_path.glob("labels*")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "either ITEMs, or --gtin"),
        ((f"(01){GTIN}", "--lot", "L7"), "go with --gtin"),
        (("(01)1",), "GTIN (01)"),
        (("--gtin", GTIN), "either --count or --serials"),
        (("--gtin", GTIN, "--count", "0"), "--count must be"),
        (("--gtin", GTIN, "--count", "10001"), "--count must be"),
        (("--gtin", GTIN, "--count", "1", "--best-before", "soon"), "--best-before must be"),
        (("--gtin", GTIN, "--count", "1", "--link", "ftp://x"), "--link must be"),
        (("--gtin", GTIN, "--count", "1", "--roll", "20x20"), "the sheet is too small"),
        (("--gtin", GTIN, "--count", "1", "--roll", "wide"), "--roll takes"),
        (("--gtin", GTIN, "--count", "1", "--roll", "50x30", "--sheet", "a4-3x7"), "do not go together"),
        (("--gtin", GTIN, "--count", "1", "--x-dimension", "9"), "--x-dimension must be"),
        (("--gtin", GTIN, "--count", "1", "--skip", "21"), "--skip must be"),
        (("--gtin", GTIN, "--count", "2", "--out", "two.svg"), "two.svg holds one label"),
        (("--gtin", GTIN, "--count", "1", "--out", "one.doc"), "one.doc ends in none"),
        (("--gtin", GTIN, "--serials", "nowhere.txt"), "nowhere.txt: No such file"),
        (("--gtin", GTIN, "--count", "1", "--commission"), "--key"),
        (("--gtin", GTIN, "--count", "1", "--commission", "--key", "wp_x"), "--as"),
        (
            ("--gtin", GTIN, "--count", "1", "--commission", "--key", "wp_x", *PARTY, "--url", "http://127.0.0.1:9"),
            "reached",
        ),
    ],
)
def test_what_keeps_it_from_beginning(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.delenv("WAYPROOF_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(*LINK, "--out", "labels.pdf", *arguments) == 3
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
