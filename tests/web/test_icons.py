"""The icons of an installed page are drawn from the one drawing there is."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.web.node import WEB, run

pytestmark = pytest.mark.slow


def test_the_icons_are_those_of_the_drawing(tmp_path):
    run("verifier/web/tools/icons.mjs", str(tmp_path))
    kept = {file.name: Image.open(file).convert("RGBA") for file in (WEB / "public").glob("icon-*.png")}
    drawn = {file.name: Image.open(file).convert("RGBA") for file in tmp_path.iterdir()}
    assert kept.keys() == drawn.keys()
    for name, image in drawn.items():
        assert ImageChops.difference(image, kept[name]).getbbox() is None, f"{name}: draw it anew by tools/icons.mjs"
