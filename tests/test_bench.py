"""The benchmarks run, at a tiny size, and say what docs/benchmarks.md says they measure. How fast is no test."""

from __future__ import annotations

import json
import re

import pytest

from bench import __main__ as command
from bench import (
    at_scale,
    capture,
    documentation,
    events,
    gas,
    item_index,
    over_http,
    parts,
    passports,
    pipeline,
    recall,
    replaying,
    resolver,
    sustained,
    worlds,
)
from bench.apart import apart
from bench.figures import Figure, compared, table
from bench.results import Results, read_results
from contracts.gas import committed

PAGE = documentation.PAGE.read_text("utf-8")


def hold(figures: list[Figure], number: int) -> None:
    """So many figures, all above zero but backlogs, each in the table of the page."""
    assert len({figure.name for figure in figures}) == number
    for figure in figures:
        assert figure.value > 0 or figure.unit in ("statements", "s"), figure  # a backlog may be none
        assert figure.ratio is None or figure.ratio > 0, figure
        assert any(re.search(rf"^\| {name_at_any_size(figure)} \|", line) for line in PAGE.splitlines()), figure.name


def name_at_any_size(figure: Figure) -> str:
    """The page has it at other sizes than those of a test."""
    return re.sub(r"[0-9][0-9,]*", "[0-9][0-9,]*", re.escape(figure.name).replace("\\,", ","))


def test_a_rate_falls_and_a_cost_grows_with_the_time_taken():
    pairs = [(0.2, 0.1), (0.4, 0.1), (9.0, 3.0)]
    rate = compared("a", "", "/s", pairs, 100)
    assert [rate.value, rate.unavoidable, rate.ratio] == pytest.approx([250, 1000, 3])
    cost = compared("a", "", "ms", pairs, 1000)
    assert [cost.value, cost.unavoidable, cost.ratio] == pytest.approx([400, 100, 3])


def test_tables_name_peer_and_ratio():
    figure = Figure("hash", 12345.6, "/s", "of an event", 20000, 1.62, ("other-package", 204.4))
    assert table([figure]).splitlines()[1].split() == [
        "hash",
        "12,346",
        "/s",
        "20,000",
        "1.62",
        "other-package:",
        "204",
    ]
    page = documentation.render(Results({"cores": "2"}, {"parts": {"hash": figure}}, {"sign": 40.5}), ["parts"])
    assert "- cores: 2\n" in page
    assert "| hash | 12,346 /s | 20,000 | 1.62 | other-package: 204 | of an event |  |\n" in page
    assert "| sign | 40.5 |\n" in page


def test_the_page_is_made_of_the_figures_beside_it():
    assert documentation.render(read_results(documentation.FIGURES), list(command.BENCHMARKS)) == PAGE


def test_the_memory_of_a_process_apart_is_its_own():
    ballast = bytearray(256 << 20)
    size, peak = apart(len, b"four")
    assert size == 4
    assert 4 << 20 < peak < len(ballast)


def test_observations_are_all_different_and_the_journey_has_ten_events():
    feed = events.observations()
    bodies = events.documents(feed, 2, 100)
    found = [json.dumps(event) for body in bodies for event in json.loads(body)["epcisBody"]["eventList"]]
    assert len(set(found)) == len(found) == 200
    assert len(events.journey()) == 10


def test_capture():
    hold(capture.measure(1, singles=5, documents=1, size=2), 6)
    for name in capture.parts(1, size=5):
        assert f"| {name} |" in PAGE, "make bench ARGS=--write-docs"


@pytest.mark.full
def test_over_http():
    hold(over_http.measure(1, singles=3, documents=1, size=2), 13)


def test_pipeline():
    hold(pipeline.measure(2, batch=200), 2)


@pytest.mark.full
@pytest.mark.postgresql
def test_pipeline_on_postgresql():
    with worlds.on_database("postgresql"):
        hold(pipeline.measure(1, batch=100), 2)


@pytest.mark.slow
def test_item_index():
    hold(item_index.measure(500, 50, 1), 6)


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("sqlite", marks=pytest.mark.full),
        pytest.param("postgresql", marks=[pytest.mark.full, pytest.mark.postgresql]),
    ],
)
def test_passports_at_scale(kind):
    with worlds.on_database(kind):
        hold(at_scale.measure(700, 1, items=3), 5)


@pytest.mark.full
def test_sustained():
    hold(sustained.measure(2, 400), 15)


def test_gas_is_the_contracts_own():
    figures = gas.measure()
    hold(figures, 4)
    whole = committed()["TraceAnchor.anchor, following"]
    for figure, batch in zip(figures, gas.BATCHES, strict=True):
        assert figure.value * batch == pytest.approx(whole, rel=0.02)


@pytest.mark.full
def test_passport():
    hold(passports.measure(100, 2, 1), 14)


def test_the_resolver_is_measured_with_one_serial_and_with_many():
    hold(resolver.measure(1_200, 1), 4)


def test_recall_finds_all_that_comes_of_an_item():
    hold(recall.measure(12_300), 2)
    with worlds.capturing() as (ledger, party):
        levels = recall._grow(ledger, party, 23)
        for item, number in ((levels[0][0], 100), (f"{recall._STEM}0", 2_300)):
            found: set[str] = set()
            recall._ask(ledger, item, found)
            assert len(found) == number


def test_audit():
    hold(replaying.measure(1, size=20), 1)


@pytest.mark.slow
def test_parts_and_the_command(tmp_path, capsys):
    hold(parts.measure(1, size=5), 6)
    (tmp_path / "results.json").write_text('{"machine": {}, "figures": {"gas": []}, "parts": {"sign": 40.5}}')
    command.main(["--only", "parts", "--rounds", "1", "--json", str(tmp_path / "results.json")])
    results = json.loads((tmp_path / "results.json").read_text())
    printed = capsys.readouterr().out
    found = results["figures"]["parts"]
    in_node = found.pop(1)  # its peer is installed by `make bench` alone
    assert "epcis2.js" in (in_node["what"] if in_node["peer"] is None else in_node["peer"]["name"])
    assert [figure["peer"]["name"] for figure in found] == [
        "epcis-event-hash-generator",
        "rfc8785",
        "scitt-cose",
        "pymerkle",
        "pymerkle",
    ]
    assert all(figure["name"] in printed for figure in found)
    assert all("load" in figure["conditions"] for figure in found)
    assert int(results["machine"]["cores"]) > 0
    assert results["parts"] == {"sign": 40.5}
    assert "gas" in results["figures"]
