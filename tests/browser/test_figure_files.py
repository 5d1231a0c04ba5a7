"""Figures as files, on the bench."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from dash.testing.wait import until


def saved(browser: Any, kind: str, name: str) -> Path:
    """Press a button of the figure and return the file that arrives."""
    path = Path(browser.download_path) / name
    browser.find_element(f'.figure-files button[data-format="{kind}"]').click()
    until(path.exists, timeout=15)
    return path


def test_a_figure_is_saved_as_png_and_svg_under_the_name_of_what_it_shows(bench: Any) -> None:
    bench.driver.get(f"{bench.server_url.rstrip('/')}/parts")
    bench.wait_for_text_to_equal("#parts-said", "GOOG/", timeout=20)
    bench.wait_for_element(".js-plotly-plot .main-svg")
    picture = saved(bench, "png", "line-GOOG.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 2000
    drawing = ElementTree.fromstring(saved(bench, "svg", "line-GOOG.svg").read_text("utf-8"))  # noqa: S314
    assert drawing.tag.endswith("svg")
    assert int(drawing.attrib["width"]) >= 640
