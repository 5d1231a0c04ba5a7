"""The numbers in the shapes are those of the shipped networks on what they are let read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import probes, registry
from core.forecast_views import LECTURES_LAST
from core.forecasts import forecast_table
from core.review import LECTURE_REVIEW
from core.sequence_shapes import MOST, SHAPES
from core.shape_answer import (
    ShapeRequest,
    ShapeVisit,
    answer_or_reason,
    choices,
    read_by,
    shape_answer,
    shape_visit,
)
from core.shape_carriers import CARRIERS, carriers_of
from core.shape_words import READER
from core.unrolled_series import default_source


def answer(carrier, T_x=6, T_y=4, text=LECTURE_REVIEW, ticker=""):
    return shape_answer(ShapeRequest(CARRIERS[carrier].shape, carrier, T_x, T_y, text, ticker))


def written(value):
    return f"{value:.2f}".replace("-", "\u2212")


def says(found):
    return [step.says for step in found.carried.steps if step.says]


def prices():
    table = forecast_table()
    place = table.names.index(default_source())
    return np.append(table.series[place], table.targets[place])


def test_every_shape_has_a_network_that_is_shown_first_and_has_a_page() -> None:
    for shape in SHAPES:
        assert carriers_of(shape)[0].page[0]
        assert carriers_of(shape)[0].models
        assert len(choices()[shape]) == len(carriers_of(shape))
    assert set(read_by().values()) == {"text", "series", ""}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("wished", [(1, 1), (3, 7), (MOST, MOST)])
def test_every_network_carries_every_length(carrier, wished) -> None:
    found = answer(carrier, *wished)
    steps = found.carried.steps
    assert found.reason == ""
    assert sum(bool(step.column.y) for step in steps) in {found.T_y, len(steps)}
    has_numbers = bool(CARRIERS[carrier].models)
    assert all(bool(step.says) == bool(step.column.y and has_numbers) for step in steps)
    assert all(0 <= value <= 1 for step in steps for value in step.states)
    assert bool(found.carried.tensors) == has_numbers


def test_a_review_is_read_to_the_word_that_is_asked_for() -> None:
    traced = probes.trace(registry.predictor(READER), "I hated")
    found = answer("sentiment", T_x=2)
    assert [step.reads for step in found.carried.steps] == ["I", "hated"]
    assert says(found) == [written(traced.probability)]
    assert found.carried.tensors[0] == ("Input", (1, 2))
    assert found.carried.tensors[-1] == ("LSTM", (1, 1))


def test_the_running_opinion_is_the_answer_as_if_the_text_ended_there() -> None:
    model = registry.predictor(READER)
    words = LECTURE_REVIEW.replace(",", "").split()
    ends = [" ".join(words[:count]) for count in range(1, 7)]
    expected = model.predict({"text": np.array(ends, dtype=object)})
    assert says(answer("opinion")) == [written(value) for value in expected]


def test_the_next_price_is_what_the_stack_says_of_the_last_prices() -> None:
    model, values = registry.predictor(LECTURES_LAST), prices()
    expected = model.predict({"series": values[None, -7:-1]})[0]
    found = answer("price")
    assert says(found) == [written(expected)]
    assert found.carried.steps[-1].truth == written(values[-1])


def test_ahead_every_answer_is_the_next_input() -> None:
    model, read = registry.predictor(LECTURES_LAST), prices()[-10:-4]
    expected = []
    for _ in range(4):
        expected.append(float(model.predict({"series": read[None]})[0]))
        read = np.append(read, expected[-1])
    found = answer("ahead")
    assert says(found) == [written(value) for value in expected]
    assert [step.reads for step in found.carried.steps[6:]] == says(found)[:-1]
    assert [step.truth for step in found.carried.steps[5:]] == list(map(written, prices()[-4:]))
    assert found.carried.tensors[-1][1] == (1, 4, 1)


@pytest.mark.parametrize("text", ["", " \n", "?!", None, 7])
def test_without_a_word_there_are_no_numbers_and_it_is_said(text) -> None:
    found = answer("opinion", text=text)
    assert "no word" in found.carried.said
    assert says(found) == []


def test_hebrew_emoji_and_very_long_texts_are_read() -> None:
    for text in (
        "\u05d6\u05d4 \u05d4\u05d9\u05d4 \u05d8\u05d5\u05d1",
        "good \U0001f600 bar",
        "word " * 50_000,
    ):
        found = answer("sentiment", T_x=2, text=text)
        assert len(found.carried.steps) == 2
    assert "does not know" in answer("sentiment", text="\u05d6\u05d4").carried.said


def test_a_missing_network_is_said_and_the_drawing_stays(monkeypatch) -> None:
    monkeypatch.setattr(registry, "why_unavailable", lambda name: f"{name} is damaged.")
    found = answer("price")
    assert found.reason == f"{LECTURES_LAST} is damaged."
    assert len(found.carried.steps) == 6
    assert says(found) == []


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["star", "price", 3, 3, "", ""], "There is no shape"),
        (["many-to-one", "price", 0, 3, "", ""], "T_x must be"),
        (["many-to-one", "price", 3, None, "", ""], "T_y must be"),
        (["many-to-one", "price", 3, 3, "", "no such"], "no series"),
        ("many", "A shape"),
        (None, "A shape"),
    ],
)
def test_what_cannot_be_drawn_is_explained(asked, why) -> None:
    assert why in answer_or_reason(asked)


def test_a_network_of_another_shape_gives_way_to_the_first_that_fits() -> None:
    assert ShapeRequest("many-to-one", "neuron", 3, 3).network.name == "sentiment"


@given(
    st.dictionaries(
        st.sampled_from(("shape", "carrier", "Tx", "Ty", "text", "ticker", "step")),
        st.text(max_size=30),
    )
)
def test_any_link_at_all_gives_a_visit_that_can_be_drawn(query) -> None:
    visit = shape_visit(query)
    request = ShapeRequest(
        visit.shape, visit.carrier, visit.T_x, visit.T_y, visit.text, visit.ticker
    )
    assert shape_answer(request).carried.steps


def test_a_link_that_makes_sense_is_taken_as_it_is() -> None:
    ticker = forecast_table().names[-1]
    link = {"shape": "encoder-decoder", "carrier": "decoder", "Tx": "9", "Ty": "2", "step": "3"}
    visit = shape_visit({**link, "text": "so so", "ticker": ticker.lower()})
    assert visit == ShapeVisit("encoder-decoder", "decoder", 9, 2, "so so", ticker, 3)


def test_from_one_word_the_language_model_goes_on_and_reads_what_it_said() -> None:
    steps = answer("words", T_y=5, text="Food is good").carried.steps
    assert [step.column.is_fed for step in steps] == [False, True, True, True, True]
    assert steps[0].reads == "food"
    assert [step.reads for step in steps[1:]] == [step.says for step in steps[:-1]]
    assert "\u201cFood" in answer("words", T_y=5, text="Food is good").carried.said
    assert "no word to begin with" in answer("words", text="").carried.said
    assert "does not know" in answer("words", text="zzyzx").carried.said
