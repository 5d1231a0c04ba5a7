"""A run as one line of text: read, written, refused, drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent_examples import examples
from core.descent_settings import Descent, descent_from_link, descent_from_text
from core.errors import InvalidInput
from tests.forecast_tables import table

weights = st.tuples(*[st.floats(-1e6, 1e6)] * 3)


@given(
    epochs=st.integers(1, 5000),
    rate=st.floats(1e-12, 1e6),
    start=st.none() | weights,
    seed=st.integers(0, 10**6),
    rows=st.sampled_from([{}, {"rows": "some", "count": 3}, {"rows": "one", "ticker": "BRK B"}]),
)
def test_every_run_can_be_written_and_read_back_with_all_its_digits(
    epochs, rate, start, seed, rows
) -> None:
    asked = Descent(epochs, rate, start, seed, **rows)
    assert descent_from_text(asked.text) == asked


def test_the_lectures_run_is_the_default_and_reads_as_the_browser_writes_it() -> None:
    assert Descent().text == "1000 0.01 1 1 1 0 all"
    assert descent_from_link(None) == (Descent(), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0 0.01 1 1 1 0 all", "epochs must be from 1 to 5,000"),
        ("5001 0.01 1 1 1 0 all", "received “5,001”"),
        ("1.5 0.01 1 1 1 0 all", "must be a whole number"),
        ("- 0.01 1 1 1 0 all", "received nothing"),
        ("1000 0 1 1 1 0 all", "must be above 0"),
        ("1000 -1 1 1 1 0 all", "must be above 0"),
        ("1000 nan 1 1 1 0 all", "α must be a number"),
        ("1000 0.01 inf 1 1 0 all", "start weight must be a number"),
        ("1000 0.01 1e300 1 1 0 all", "between −1,000,000 and 1,000,000"),
        ("1000 0.01 1 1 1 -3 all", "seed must be from 0"),
        ("1000 0.01 1 1 1 1e300 all", "seed must be from 0"),
        ("1000 0.01 1 1 1 0 none", "Rows are"),
        ("1000 0.01 1 1 1 0 all of them", "Rows are"),
        ("1000 0.01 1 1 1 0 some", "must be a number; received nothing"),
        ("1000 0.01 1 1 1 0 some 0", "must be from 1"),
        ("1000 0.01 1 1 1 0 one", "chosen by its ticker"),
        ("1000 0.01", "described as"),
        ("", "described as"),
        (7, "described as"),
        (None, "described as"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(text, said) -> None:
    with pytest.raises(InvalidInput, match="(?i)" + said.replace("(", r"\(")):
        descent_from_text(text)


def test_nonsense_in_a_link_becomes_the_lectures_run_and_a_short_remark() -> None:
    descent, remark = descent_from_link(["x", "1000 <b> 1 1 1 0 all" + "x" * 5000])
    assert descent == Descent()
    assert remark.endswith("Here is the lecture’s run instead.")
    assert len(remark) < 300


def test_the_seed_draws_start_weights_and_series_apart_and_always_the_same() -> None:
    one = Descent(start=None, seed=7, rows="some", count=2)
    assert one.weights() == Descent(start=None, seed=7).weights()
    assert one.weights() != Descent(start=None, seed=8).weights()
    assert len(set(map(int, one.places(table())))) == 2
    chosen = {tuple(Descent(seed=s, rows="some", count=2).places(table())) for s in range(20)}
    assert len(chosen) > 2


def test_rows_are_all_some_or_one_of_the_table() -> None:
    made = table()
    assert Descent().places(made).tolist() == [0, 1, 2, 3]
    X, y = Descent(rows="one", ticker="goog").data(made)
    np.testing.assert_array_equal(X, made.series[[1]])
    assert y.tolist() == [0.6]
    with pytest.raises(InvalidInput, match="4 are loaded"):
        Descent(rows="some", count=5).places(made)
    with pytest.raises(InvalidInput, match="no series called"):
        Descent(rows="one", ticker="NONE").places(made)


def test_runs_on_the_same_rows_share_their_surface() -> None:
    assert Descent(rate=3.0, seed=5).of_rows == Descent(start=None).of_rows
    some = Descent(rows="some", seed=5, count=2)
    assert some.of_rows != Descent(rows="some", seed=6, count=2).of_rows


def test_every_example_can_be_trained_on_the_loaded_series() -> None:
    chips = examples(table())
    assert chips[0].descent == Descent()
    for chip in chips:
        assert len(chip.descent.places(table())) in {1, 4}
        assert descent_from_text(chip.descent.text) == chip.descent
