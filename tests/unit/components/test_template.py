"""Figures look alike, and follow the colour scheme without being told."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import plotly.io

from components import colour
from components.figures import TEMPLATE, figure_css
from components.figures.template import REPAINTED
from components.palette import DARK, LIGHT

REPAINTING = re.compile(
    r'\[style\*="(fill|stroke): rgb\((\d+), (\d+), (\d+)\)"\]\{(?:fill|stroke):var\(--([\w-]+)\)'
)


def test_the_template_is_registered_under_its_name() -> None:
    figure = go.Figure(layout={"template": "unrolled"})
    assert figure.layout.template == TEMPLATE
    assert "unrolled" in plotly.io.templates


def test_figures_have_no_paper_of_their_own() -> None:
    assert TEMPLATE.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert TEMPLATE.layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_every_scheme_colour_of_the_template_is_repainted() -> None:
    written = set(re.findall(r"#[0-9a-f]{6}", str(TEMPLATE.layout.to_plotly_json())))
    scheme = {shade for shade in written if shade in LIGHT.values()}
    assert scheme, "the template uses the colours of the light scheme"
    assert scheme <= set(REPAINTED)


def test_reserved_colours_are_repainted_by_properties_that_exist() -> None:
    rules = REPAINTING.findall(figure_css())
    assert len(rules) == 2 * len(REPAINTED)
    for _, red, green, blue, name in rules:
        reserved = next(
            k for k in REPAINTED if colour.channels(k) == (int(red), int(green), int(blue))
        )
        assert REPAINTED[reserved] == name
        assert name in DARK


def test_no_data_colour_is_reserved_by_accident() -> None:
    from components.palette import GATES, MODELS, TRUTH

    assert not {*GATES.values(), *MODELS.values(), TRUTH} & set(REPAINTED)
