"""The parts of the page of convolution, as the server makes them."""

from __future__ import annotations

import dash_mantine_components as dmc
import pytest
from dash import dcc

from components.conv_formula import conv_formula
from components.conv_sheet import conv_controls, conv_stage, filter_values, kept_of_conv
from components.conv_text import conv_text
from components.figures.filter_curves import FILTER_COLOURS, filter_curves
from components.ids import page_ids
from components.miniature import kernel_miniature
from core.bigrams import reference
from core.convolution import MOST_FILTERS
from tests.unit.components.walk import classes, parts, words

pytestmark = pytest.mark.usefixtures("dash_app")  # icons need an app

ids = page_ids("pages.kernel")


def stores(component: object) -> dict[str, object]:
    """Return what is in every store."""
    return {
        part.id: getattr(part, "data", None)
        for part in parts(component)
        if isinstance(part, dcc.Store)
    }


def test_the_stage_keeps_filters_and_place_in_stores() -> None:
    kept = stores(conv_stage(ids, 3, "1,2|0", 1))
    assert kept[ids("filters")] == "1,2|0"
    assert kept["kernel-player-step"] == 3
    assert {name for name, _ in kept_of_conv(ids).values()} <= set(kept)


def test_a_chip_brings_filters_and_puts_them_at_a_place() -> None:
    values = filter_values(ids, "1|0", 4)
    assert values == {
        "kernel-filters": {"data": "1|0"},
        "kernel-filter": {"data": 1},
        "kernel-player-step": {"data": 4},
    }


def test_padding_and_stride_are_explained() -> None:
    panel = conv_controls(ids, "valid", 3)
    controls = [part for part in parts(panel) if isinstance(part, dmc.SegmentedControl)]
    assert [control.value for control in controls] == ["valid", "3"]
    assert any("no zeros" in word for word in words(panel))


def test_there_is_a_curve_and_a_colour_for_every_filter_there_may_be() -> None:
    assert len(set(FILTER_COLOURS)) == MOST_FILTERS
    assert len(filter_curves().data) == MOST_FILTERS + 1
    dashes = [curve.line.dash for curve in filter_curves().data[1:]]
    assert len(set(dashes)) == MOST_FILTERS


def test_the_formula_has_places_for_the_live_numbers() -> None:
    live = {getattr(part, "data-live", "") for part in parts(conv_formula())}
    assert {"conv-place", "conv-sum", "conv-turned"} <= live


def test_the_table_has_a_row_per_filter_and_room_for_the_text() -> None:
    shown = conv_text(ids, None, ["Padding."], reference())
    here = [getattr(part, "data-here") for part in parts(shown) if hasattr(part, "data-here")]
    assert here == [f"{row}-{end}" for row in range(5) for end in (0, 1)]
    assert " ".join(reference().sample[0][0][0].words) in words(shown)
    assert {"conv-words", "bigram-table", "empty-state"} <= classes(shown)


def test_the_miniature_has_three_rows() -> None:
    shown = kernel_miniature([0, 1, 2], [0.5], 1, [0, 0.5, 1])
    names = [cell.className for cell in shown.children]
    assert names == ["is-word"] * 3 + ["is-gap", "is-kernel", "is-gap"] + ["is-word"] * 3
