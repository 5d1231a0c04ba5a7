"""Colour arithmetic against values known from elsewhere."""

from __future__ import annotations

import pytest

from components import colour


def test_black_on_white_has_the_largest_contrast() -> None:
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#ffffff", "#000000") == pytest.approx(21)


def test_a_colour_has_no_contrast_with_itself() -> None:
    assert colour.contrast("#2a76e2", "#2a76e2") == pytest.approx(1)


def test_the_grey_known_to_just_pass_on_white_just_passes() -> None:
    assert colour.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert colour.contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("written", ["#000000", "#ffffff", "#e43322", "#2a76e2", "#0a0b0c"])
def test_a_colour_survives_the_way_to_lab_and_back(written: str) -> None:
    assert colour.to_hex(colour.from_hex(written)) == written


def test_lab_of_red_is_what_its_inventor_published() -> None:
    assert colour.from_hex("#ff0000") == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)


def test_a_colour_no_screen_can_show_is_clipped() -> None:
    assert colour.to_hex(colour.lch(1.4, 0, 0)) == "#ffffff"


def test_halfway_between_black_and_white_is_a_grey_of_half_the_lightness() -> None:
    grey = colour.between(colour.from_hex("#000000"), colour.from_hex("#ffffff"), 0.5)
    assert grey == pytest.approx((0.5, 0, 0), abs=1e-6)


def test_transparent_keeps_the_channels() -> None:
    assert colour.transparent("#102030", 0.25) == "rgba(16, 32, 48, 0.25)"
