"""A running opinion is what the model answers to the beginning of the text, in every network."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.opinions import models_of, opinions, running_opinion
from core.probes import tokens_of
from core.review import LECTURE_REVIEW

NAMES = models_of("sentiment")
THERE = [name for name in NAMES if registry.why_unavailable(name) is None]


def beginnings(text: str) -> list[str]:
    """Return the first 1, 2, … words of a text."""
    words = text.split()
    return [" ".join(words[:count]) for count in range(1, len(words) + 1)]


def test_the_lectures_four_models_are_asked_in_its_order() -> None:
    assert NAMES[:4] == ("sentiment-mlp", "sentiment-rnn", "sentiment-conv", "sentiment-lstm")


@pytest.mark.parametrize("name", THERE)
@pytest.mark.parametrize("text", ["fine", LECTURE_REVIEW.replace(",", "").replace(".", "")])
def test_after_each_word_a_model_says_what_it_says_to_that_beginning(name, text) -> None:
    model = registry.predictor(name)
    running = running_opinion(model, text, tokens_of(model, text))
    wanted = model.predict({"text": np.array(beginnings(text), dtype=object)})
    np.testing.assert_allclose(running, wanted, atol=2e-6)


@pytest.mark.parametrize("name", THERE)
def test_of_a_text_that_fills_the_model_the_last_opinion_is_the_answer(name) -> None:
    ((entry,), _) = opinions([name], "unforgettable evening and a terrible wait " * 120)
    assert len(entry["columns"]) == len(entry["opinion"]) == registry.predictor(name).options.length
    assert entry["opinion"][-1] == pytest.approx(entry["probability"], abs=1e-4)
    assert "left out" in entry["reads"]


@pytest.mark.parametrize("text", ["", "?!", "<b>", "\U0001f60d", "האוכל היה", "x" * 100_000])
def test_any_text_gets_an_answer_of_every_model(text) -> None:
    for entry in opinions(THERE, text)[0]:
        assert len(entry["opinion"]) == len(entry["columns"])
        assert 0 <= entry["probability"] <= 1


def test_padding_is_told_where_it_stands() -> None:
    said = {entry["model"]: entry["reads"] for entry in opinions(THERE, "three short words")[0]}
    assert said["sentiment-rnn"].endswith("these 3, then 97 padding, which a mask skips.")
    assert said["sentiment-conv"].endswith("97 padding, which it reads too, then these 3.")


def test_the_columns_name_words_of_the_text() -> None:
    entries, words = opinions(THERE, "Not bad, \U0001f60d at-all")
    assert words == ["Not", "bad", "\U0001f60d", "at", "all"]
    assert all(entry["columns"] == [0, 1, 2, 3, 4] for entry in entries)


def test_a_model_that_is_unavailable_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "why_unavailable", lambda name: "It is damaged.")
    assert opinions(["sentiment-rnn"], "fine")[0] == [
        {"model": "sentiment-rnn", "title": "RNN", "reason": "It is damaged."}
    ]
