"""What the browser gets of the cells says the same as the cells, in few bytes."""

from __future__ import annotations

import json
import zlib

import numpy as np
import pytest

from components.review_examples import EXAMPLES
from core.cell_answer import review_answer, series_answer
from core.cell_trace import largest_states, review_cells, series_cells, unit_counts
from core.cells import sigmoid
from core.forced_gates import Forcing
from core.one_unit import DEFAULT
from core.review import LECTURE_REVIEW
from tests.unit.core.test_packing import numbers

MODEL = "sentiment-lstm"


def test_the_sums_inside_the_gates_lead_to_the_gates() -> None:
    cells = review_cells(MODEL, LECTURE_REVIEW, Forcing())
    total = cells.sums.bias + cells.sums.by_input + cells.sums.by_output  # (T, 4, P)
    for gate, name in ((0, "input"), (1, "forget"), (3, "output")):
        np.testing.assert_allclose(sigmoid(total[:, gate]), cells.trace.gates[name], atol=1e-5)
    candidate = cells.trace.gates["candidate"]
    np.testing.assert_allclose(np.tanh(total[:, 2, :10]), candidate[:, :10], atol=1e-5)
    np.testing.assert_allclose(sigmoid(total[:, 2, 10:]), candidate[:, 10:], atol=1e-5)


def test_what_was_kept_and_what_was_added_make_the_state() -> None:
    cells = review_cells(MODEL, LECTURE_REVIEW, Forcing())
    np.testing.assert_allclose(cells.kept + cells.added, cells.trace.gates["state"], atol=1e-5)


def test_the_packed_sums_come_back_to_half_a_hundredth_and_the_parts_as_finely_as_the_state() -> (
    None
):
    cells, sent = (
        review_cells(MODEL, LECTURE_REVIEW, Forcing()),
        review_answer(MODEL, LECTURE_REVIEW, Forcing()),
    )
    T, P = cells.trace.activations.shape
    sums = numbers(sent["sums"]).reshape(2, 4, T, P) / sent["sums_per"]
    parts = numbers(sent["parts"]).reshape(2, T, P) / sent["per"]
    np.testing.assert_allclose(sums[1].transpose(1, 0, 2), cells.sums.by_output, atol=5.1e-3)
    assert sent["per"] == 1000
    np.testing.assert_allclose(parts, [cells.kept, cells.added], atol=5.1e-4)
    assert sent["units"] == [10, 1]
    assert sent["squash"] == ["tanh", "\u03c3"]


def test_the_answer_with_a_forced_gate_stands_beside_that_of_the_trained_model() -> None:
    plain = review_answer(MODEL, LECTURE_REVIEW, Forcing())
    forced = review_answer(MODEL, LECTURE_REVIEW, Forcing(forget="1"))
    assert forced["forced"] == {"forget": 1.0}
    assert forced["plain"] == plain["probability"]
    assert forced["probability"] != plain["probability"]


@pytest.mark.parametrize("text", ["", " ,.", "one", "נורא \U0001f60d", "x " * 20_000])
def test_any_text_has_an_answer_that_json_can_carry(text) -> None:
    sent = review_answer(MODEL, text, Forcing())
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent


@pytest.mark.parametrize(("words", "most"), [(100, 40_000), (200, 50_000)])
def test_an_answer_stays_small_once_it_is_compressed(words, most) -> None:
    text = " ".join(max((example.text for example in EXAMPLES), key=len).split()[:words])
    sent = json.dumps(review_answer(MODEL, text, Forcing()))
    assert len(zlib.compress(sent.encode())) < most


def test_the_colour_scale_of_the_state_covers_nearly_every_state_of_the_samples() -> None:
    largest = largest_states(MODEL)
    assert len(largest) == len(unit_counts(MODEL)) == 2
    states = review_cells(MODEL, LECTURE_REVIEW, Forcing()).trace.gates["state"]
    assert np.abs(states[:, :10]).max() < 2 * largest[0]


def test_a_series_is_written_out_as_its_own_tokens() -> None:
    cells = series_cells(np.array([0.5, -0.25]), DEFAULT)
    text, tokens = cells.trace.text, cells.trace.tokens
    assert [text[token.start : token.end] for token in tokens] == ["0.50", "\u22120.25"]


def test_a_series_that_cannot_be_read_says_why_instead() -> None:
    sent = series_answer("own", "one two", DEFAULT.text())
    assert list(sent) == ["missing"]
    assert "'one' is no number" in sent["missing"]


def test_the_answer_to_a_series_carries_the_series_and_one_unit() -> None:
    sent = series_answer("pulse", "", DEFAULT.text())
    assert sent["units"] == [1]
    assert len(sent["series"]) * len("AAAA") <= len(sent["states"])
    assert sent["high"] == [1.0]
