"""The shipped figures of the shoes are those of the shipped models, and hang together."""

from __future__ import annotations

import numpy as np
import pytest

from core import overview, registry
from core.shoe_ablation import ablation, median_price
from core.shoe_baseline import error_interval, measured

ROWS = {entry["model"]: entry for entry in ablation().rows}


@pytest.mark.parametrize(
    ("row", "model"), [("shoes-price-both", "shoes-price"), ("shoes-best",) * 2]
)
def test_the_table_shows_the_models_that_are_shipped(row: str, model: str) -> None:
    card = registry.predictor(model).card
    shown, own = ROWS[row]["measured"][0], card.measured[0]
    assert ROWS[row]["parameters"] == card.parameters
    for figure in ("n", "mae", "rmsle", "r2_log", "median_error", "products"):
        assert shown[figure] == pytest.approx(own[figure], rel=1e-3), figure


def test_the_networks_beat_the_median_and_the_trees() -> None:
    error = {name: entry["measured"][0]["mae"] for name, entry in ROWS.items()}
    floor = min(error["shoes-boosting"], error["shoes-boosting-title"])
    assert error["shoes-best"] <= floor < error["shoes-median"]
    assert error["shoes-price-both"] <= floor


def test_all_are_measured_on_the_same_unseen_products(real_data: object) -> None:
    from core.shoe_split import parts

    found = parts(registry.dataset("shoes").columns)
    training = ablation().training
    assert training is not None
    assert training["rows"] == {name: len(piece["price"]) for name, piece in found.items()}
    assert median_price() == np.median(found["train"]["price"])
    for name, entry in ROWS.items():
        figures = entry["measured"][0]
        assert (figures["n"], figures["products"]) == (len(found["test"]["price"]), 240), name


def test_the_median_can_be_found_again(real_data: object) -> None:
    from core.shoe_split import parts

    test = parts(registry.dataset("shoes").columns)["test"]
    figures = measured(test, np.full(len(test["price"]), median_price()))
    shipped = ROWS["shoes-median"]["measured"][0]
    assert figures == pytest.approx({name: shipped[name] for name in figures})


def test_the_interval_of_an_error_draws_products_and_not_rows() -> None:
    errors = np.array([1.0] * 50 + [3.0] * 50)
    assert error_interval(errors, np.zeros(100)) == (2.0, 2.0)
    low, high = error_interval(errors, np.arange(100))
    assert 1.7 < low < 2 < high < 2.3
    wide = error_interval(errors, np.repeat([0, 1, 2, 3], 25))
    assert wide[0] < low
    assert wide[1] > high


def test_the_table_of_the_readme_has_the_simple_models_of_prices() -> None:
    names = [entry["model"] for entry in overview.baselines("price")]
    assert names == ["shoes-median", "shoes-ridge", "shoes-boosting", "shoes-boosting-title"]
    line = overview.figures_line(ROWS["shoes-median"]["measured"][0])
    assert line.startswith("MAE $47.98, median error $")
