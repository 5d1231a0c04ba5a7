"""What the page shows of the contrast pairs."""

from __future__ import annotations

import json

from components.beside_lecture import beside_lecture
from components.contrast_board import contrast_board, contrast_of, contrast_pairs
from tests.unit.components.walk import parts, words

FOUND = {
    "role": "contrast", "pairs": 3, "pairs_right": 2, "accuracy": 0.75,
    "kinds": {"but": {"pairs": 2, "pairs_right": 1}, "short": {"pairs": 1, "pairs_right": 1}},
}  # fmt: skip
MODELS = [
    {"model": "sentiment-lstm", "title": "LSTM", "measured": [{"role": "test"}, FOUND]},
    {"model": "sentiment-mlp", "title": "MLP", "available": False},
]
PAIRS = [
    {
        "texts": ("Not bad.", "Bad."),
        "answers": {"sentiment-lstm": [0.2, 0.1]},
        "right": {"sentiment-lstm": [False, True]},
    }
]


def test_the_counts_stand_by_kind_and_models_without_them_are_left_out():
    said = words(contrast_board(str, MODELS))
    assert said[said.index("but (2)") :][:2] == ["but (2)", "1"]
    assert said[said.index("all pairs (3)") :][:2] == ["all pairs (3)", "2"]
    assert "75%" in said
    assert "MLP" not in said
    assert contrast_of(MODELS[1]) is None


def test_a_click_loads_the_text_and_a_wrong_answer_is_marked_without_colour():
    shown = contrast_pairs(PAIRS, {"sentiment-lstm": "LSTM", "sentiment-mlp": "MLP"}, "page-text")
    buttons = [part for part in parts(shown) if type(part).__name__ == "Button"]
    loaded = [json.loads(button.to_plotly_json()["props"]["data-set"]) for button in buttons]
    assert loaded == [{"page-text": {"value": text}} for text in PAIRS[0]["texts"]]
    said = words(shown)
    assert said.count("✗ ") == 1
    assert "MLP" not in said


def test_the_row_of_the_baseline_is_explained_below_the_table():
    lecture = {"protocol": "its own rows"}
    model = {"model": "sentiment-lstm", "title": "LSTM", "available": True, "lecture": lecture}
    baseline = {**model, "model": "sentiment-baseline", "title": "TF-IDF"}
    assert "TF-IDF is the honest baseline" in " ".join(words(beside_lecture([model, baseline])))
    assert "honest" not in " ".join(words(beside_lecture([model])))
