"""Single labels as pictures, of true size."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from api.label_data import LabelError, label_of
from api.label_drawing import png, svg
from api.label_layout import MARGIN, LabelStyle, Layout, arrange
from api.label_symbols import symbols_of
from tests.api.label_reading import read_codes

STEM = "https://id.example.com"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "(01)09521321000421(21)<&\"'>;%"


def layout(text: str = "(01)09521321000421(21)HLE0001", x_dimension: float = 0.495) -> Layout:
    label = label_of(text, STEM)
    return arrange(symbols_of(label.codes, "both"), label.lines, LabelStyle(x_dimension))


@pytest.mark.parametrize("x_dimension", [0.396, 0.495, 0.99])
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_png_has_its_true_size_and_is_read_back(x_dimension, dpi):
    made = layout(x_dimension=x_dimension)
    image = Image.open(io.BytesIO(png(made, dpi)))
    across, down = image.info["dpi"]
    assert across == down
    assert image.width / across * 25.4 == pytest.approx(made.size.width, abs=25.4 / dpi)
    module = x_dimension / 25.4 * across
    assert module == pytest.approx(round(module), abs=0.001)
    qr, datamatrix = read_codes(image)
    assert qr.content == "https://id.example.com/01/09521321000421/21/HLE0001"
    assert datamatrix == ("]d2", "010952132100042121HLE0001")


def test_an_svg_has_its_true_size_and_each_code_is_one_path():
    made = layout()
    root = ElementTree.fromstring(svg(made))
    assert root.get("width") == f"{made.size.width:.4f}mm"
    assert [float(value) for value in root.get("viewBox").split()] == pytest.approx([0, 0, *made.size], abs=0.0001)
    paths = root.findall(f"{SVG}path")
    assert [path.get("transform").split()[-1] for path in paths] == ["scale(0.495)"] * 2
    side = made.symbols[0].symbol.size * 0.495
    assert made.size.width >= side + 2 * MARGIN


def test_text_in_an_svg_is_only_ever_text():
    root = ElementTree.fromstring(svg(layout(HOSTILE)))
    assert [text.text for text in root.iter(f"{SVG}text")] == ["(01)09521321000421", "(21)<&\"'>;%"]
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "rect", "path", "g", "text"}


def test_a_label_may_have_no_text():
    label = label_of("(01)09521321000421", STEM)
    made = arrange(symbols_of(label.codes, "qr"), label.lines, LabelStyle(text=False))
    assert b"<text" not in svg(made)
    assert made.size.width == made.size.height == pytest.approx(made.symbols[0].symbol.size * 0.495 + 2 * MARGIN)


@pytest.mark.parametrize("dpi", [0, 71, 1201, 100])
def test_a_resolution_that_would_blur_the_modules_is_refused(dpi):
    with pytest.raises(LabelError) as refused:
        png(layout(x_dimension=0.3), dpi)
    assert refused.value.member == "dpi"


def test_an_image_without_bound_is_refused():
    with pytest.raises(LabelError, match="too large"):
        png(layout("(01)09521321000421(91)" + "x" * 90, x_dimension=2.0), 1200)
