"""The heat map can be read on every shade, in both schemes, by people who see fewer colours."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pytest

from components import colour, heat
from components.colour import Lab

SCHEMES = ("light", "dark")
# Full dichromacy; Machado, Oliveira & Fernandes (2009), severity 1.0, linear RGB.
CONFUSIONS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen_by(confusion: str, shade: str) -> Lab:
    """Return the colour that a person with this colour vision sees."""
    seen = np.array(CONFUSIONS[confusion]) @ np.array(colour.linear_channels(shade))
    return colour.from_linear(*np.clip(seen, 0, 1))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_every_shade(scheme: str) -> None:
    assert min(colour.contrast(*shade) for shade in heat.shades(scheme)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_neighbouring_shades_are_equally_far_apart_and_noticeably(scheme: str) -> None:
    labs = [colour.from_hex(shade.background) for shade in heat.shades(scheme)]
    steps = [colour.distance(one, other) for one, other in pairwise(labs)]
    assert len(steps) == heat.LEVELS - 1
    assert min(steps) > 0.015
    assert max(steps) / min(steps) < 1.35


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("side", [-1, 1])
def test_lightness_only_ever_moves_away_from_neutral(scheme: str, side: int) -> None:
    shades = heat.shades(scheme)
    outward = shades[heat.NEUTRAL :: side]
    light = [colour.from_hex(shade.background).lightness for shade in outward]
    away = np.diff(light) * (-1 if scheme == "light" else 1)
    assert (away > 0).all()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("confusion", CONFUSIONS)
def test_cold_and_hot_stay_far_apart_for_every_eye(scheme: str, confusion: str) -> None:
    shades = heat.shades(scheme)
    for step in (0, 4, 8):
        cold = seen_by(confusion, shades[step].background)
        hot = seen_by(confusion, shades[-1 - step].background)
        assert colour.distance(cold, hot) > 0.1, step


def test_the_simulation_finds_colours_that_are_confused() -> None:
    red, green = "#b5651d", "#7f7f1d"
    plain = colour.distance(colour.from_hex(red), colour.from_hex(green))
    confused = colour.distance(seen_by("deuteranopia", red), seen_by("deuteranopia", green))
    assert confused < plain / 2


@pytest.mark.parametrize(
    ("value", "level"),
    [(0.0, 0), (1.0, 32), (0.5, 16), (-3.0, 0), (7.0, 32), (math.nan, 16), (1 / 32, 1)],
)
def test_a_value_finds_its_level(value: float, level: int) -> None:
    assert heat.heat_level(value) == level


def test_css_has_every_level_in_both_schemes() -> None:
    rule = r"\.heat-(\d+)\{background-color:(#\w+);fill:\2;color:(#\w+)\}"
    rules = re.findall(rule, heat.heat_css())
    said = [(int(level), background, text) for level, background, text in rules]
    expected = [(i, *shade) for scheme in SCHEMES for i, shade in enumerate(heat.shades(scheme))]
    assert said == expected


def test_the_figure_scale_is_invisible_at_neutral_and_solid_at_the_ends() -> None:
    scale = dict.fromkeys(place for place, _ in heat.heat_colorscale())
    assert list(scale) == [0.0, 0.5, 1.0]
    shades = [shade for _, shade in heat.heat_colorscale()]
    assert shades[0] == heat.shades("light")[0].background
    assert shades[-1] == heat.shades("light")[-1].background
    assert shades[1].endswith(", 0)")
    assert shades[2].endswith(", 0)")


def test_the_legend_shows_every_shade_and_says_its_ends() -> None:
    legend = heat.heat_legend("cold", "zero", "hot").to_plotly_json()
    strip, words = legend["props"]["children"]
    assert [span.className for span in strip.children] == [f"heat-{i}" for i in range(33)]
    assert [span.children for span in words.children] == ["cold", "zero", "hot"]
