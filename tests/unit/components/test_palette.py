"""Colours can be read, told apart, and are the same in Python and in CSS."""

from __future__ import annotations

import re

import pytest

from components import colour, palette
from core import registry

SURFACES = (palette.LIGHT["surface"], palette.DARK["surface"])
DATA = {
    "series": palette.SERIES,
    "truth": palette.TRUTH,
    "gradient": palette.GRADIENT,
    **{f"baseline {name}": shade for name, shade in palette.BASELINES.items()},
    **palette.MODELS,
    **palette.GATES,
}


@pytest.mark.parametrize("name", DATA)
def test_data_colours_are_legible_on_both_surfaces(name: str) -> None:
    for surface in SURFACES:
        assert colour.contrast(DATA[name], surface) >= 3, surface


@pytest.mark.parametrize("scheme", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "ink-faint"])
@pytest.mark.parametrize("paper", ["ground", "surface", "sunken"])
def test_every_ink_can_be_read_on_every_paper(scheme: dict[str, str], ink: str, paper: str) -> None:
    assert colour.contrast(scheme[ink], scheme[paper]) >= 4.5


def test_both_schemes_name_the_same_colours() -> None:
    assert palette.LIGHT.keys() == palette.DARK.keys()


@pytest.mark.parametrize("task", ["stocks", "sentiment", "questions"])
def test_the_models_of_one_page_have_a_shade_and_a_marker_each(task: str) -> None:
    names = [name for name in palette.MODELS if name.startswith(task)]
    assert len({palette.MODELS[name] for name in names}) == len(names)
    assert len({palette.model_symbol(name) for name in names}) == len(names)


def test_every_registered_model_has_its_own_entry() -> None:
    assert set(registry.models()) <= set(palette.MODELS)


def test_a_model_the_palette_does_not_know_is_prediction_red() -> None:
    assert palette.model_colour("weather-oracle") == palette.PREDICTION
    assert palette.model_symbol("weather-oracle") == "circle"


def test_gates_can_be_told_apart() -> None:
    shades = [colour.from_hex(shade) for shade in palette.GATES.values()]
    pairs = [(a, b) for i, a in enumerate(shades) for b in shades[i + 1 :]]
    assert min(colour.distance(a, b) for a, b in pairs) > 0.08


def test_css_says_the_same_colours_as_python() -> None:
    light, dark = palette.colour_css().split("\n")
    assert dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6});", dark)) == dict(palette.DARK)
    said = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6});", light))
    assert said["truth"] == palette.TRUTH
    assert said["gate-forget"] == palette.GATES["forget"]
    assert said["model-stocks-stack"] == palette.MODELS["stocks-stack"]
    assert palette.LIGHT.items() <= said.items()
