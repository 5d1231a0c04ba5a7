"""The price of a shoe, what each part adds, and what the model does not know of it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import registry
from core.errors import NotTrained
from core.shoe_ablation import median_price
from core.shoe_answer import MOST_WORDS, NoAnswer, ShoeAnswer, answer_or_reason, shoe_answer
from core.shoe_examples import EXAMPLES
from core.shoe_flow import flow_or_reason, shoe_flow
from core.shoe_remarks import shoe_remarks
from core.shoe_request import MODELS, Shoe, ShoeRequest, columns_of

BOOT = Shoe("Women's leather ankle boot", "Soda", ("Boots",), ("Black", "Tan"), ("8", "9"))


def price(model: str, shoe: Shoe) -> float:
    """Return the price that the model says, asked by itself."""
    return float(registry.predictor(model).predict(columns_of([shoe]))[0])


def said(title: str = "boot", brand: str = "", *lists: list[str], model: str = MODELS[0]) -> str:
    """Return all remarks on a shoe."""
    given = [*lists, *[[]] * (3 - len(lists))]
    answer = answer_or_reason([title, brand, *given, model])
    assert isinstance(answer, ShoeAnswer)
    return " ".join(answer.remarks)


@pytest.mark.parametrize("model", MODELS)
def test_the_price_is_the_models_and_every_part_is_one_shoe_without_it(model: str) -> None:
    answer = shoe_answer(ShoeRequest(BOOT, model))
    assert answer.price == pytest.approx(price(model, BOOT), rel=1e-5)
    left_out = [
        ("word", "Women's", Shoe(" leather ankle boot", *vars_of(BOOT))),
        ("word", "leather", Shoe("Women's  ankle boot", *vars_of(BOOT))),
        ("word", "ankle", Shoe("Women's leather  boot", *vars_of(BOOT))),
        ("word", "boot", Shoe("Women's leather ankle ", *vars_of(BOOT))),
        ("brand", "Soda", Shoe(BOOT.title, "", ("Boots",), ("Black", "Tan"), ("8", "9"))),
        ("category", "Boots", Shoe(BOOT.title, "Soda", (), ("Black", "Tan"), ("8", "9"))),
        ("colour", "Black", Shoe(BOOT.title, "Soda", ("Boots",), ("Tan",), ("8", "9"))),
        ("colour", "Tan", Shoe(BOOT.title, "Soda", ("Boots",), ("Black",), ("8", "9"))),
        ("sizes", "8, 9", Shoe(BOOT.title, "Soda", ("Boots",), ("Black", "Tan"), ())),
    ]
    assert [(part.kind, part.text) for part in answer.parts] == [one[:2] for one in left_out]
    expected = [answer.price - price(model, shoe) for *_, shoe in left_out]
    assert [part.change for part in answer.parts] == pytest.approx(expected, abs=1e-3)


def vars_of(shoe: Shoe) -> tuple[Any, ...]:
    """Return all of a shoe but its title."""
    return shoe.brand, shoe.categories, shoe.colors, shoe.sizes


@pytest.mark.parametrize("model", MODELS)
def test_the_last_layer_adds_up_to_the_logarithm_and_the_interval_is_the_models(model: str) -> None:
    answer = shoe_answer(ShoeRequest(BOOT, model))
    terms = answer.terms
    total = terms.bias + np.dot(terms.values, terms.weights)
    assert math.exp(total) == pytest.approx(answer.price, rel=1e-5)
    assert answer.high / answer.price == pytest.approx(answer.price / answer.low)
    assert answer.factor == registry.predictor(model).card.interval["factor"]
    assert 0.7 < answer.measured["coverage_of_products"] < 0.9
    assert answer.median == median_price() > 0


def test_unknown_words_brands_colours_and_sizes_are_said() -> None:
    remarks = said("frobnicated boot", "Frobisher", ["Spaceship"], ["Moonlight"], ["90", "8"])
    for name in ("frobnicated", "Frobisher", "Spaceship", "Moonlight", "90"):
        assert f"\u2068{name}\u2069" in remarks, name
    assert "\u2068boot\u2069" not in remarks
    assert said("leather boot", "Ugg", ["Boots"], ["Black"], ["8"]) == ""


def test_a_brand_without_a_column_of_its_own_is_said_to_share_one() -> None:
    assert "another brand" in said("boot", registry.predictor(MODELS[0]).options.table.brands[60])


def test_a_word_of_the_wide_half_is_known_by_its_weight() -> None:
    model = registry.predictor("shoes-best")
    rare = next(
        word for word in ("zwibbel", *(f"zz{place}" for place in range(9)))
        if word not in model.artifact.vocabulary.ids
    )  # fmt: skip
    assert rare in said(f"{rare} boot", model="shoes-best")


def test_a_title_without_words_and_one_of_thousands_are_said() -> None:
    assert "no word" in said("", "Soda")
    assert "no word" in said(" ,.! ", "Soda")
    assert "reads 100 of 2,000 words" in said("boot " * 2000)
    model = registry.predictor(MODELS[0])
    other = replace(model, options=replace(model.options, keep="both", length=40))
    (remark,) = shoe_remarks(other, Shoe("boot " * 2000))
    assert "reads 40 of 2,000 words, from both ends" in remark


def test_more_sizes_than_any_product_has_are_said() -> None:
    assert "so many sizes" in said(
        "boot", "Soda", [], ["Black"], [str(size) for size in range(5, 13)]
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 10_000,
        "soft " * 2000,
        "\u05e0\u05e2\u05dc",
        "\U0001f460",
        "<script>",
        "\x00",
        "a" * 20_000,
    ],
)
def test_any_title_has_a_price(model: str, title: str) -> None:
    answer = answer_or_reason([title, "Soda", [], [], ["90"], model])
    assert isinstance(answer, ShoeAnswer)
    assert 1 < answer.low < answer.price < answer.high < 10_000
    assert len(answer.parts) <= MOST_WORDS + 2
    assert all(len(part.text) <= 40 for part in answer.parts)


@pytest.mark.parametrize("model", MODELS)
def test_a_long_title_is_read_like_all_of_it(model: str) -> None:
    title = " ".join(f"{word}{place}" for place in range(200) for word in ("boot", "red leather"))
    answer = answer_or_reason([title, "", [], [], [], model])
    assert isinstance(answer, ShoeAnswer)
    assert answer.price == pytest.approx(price(model, Shoe(title)), rel=1e-4)
    last = answer.parts[MOST_WORDS - 1]
    assert last.text == title.split()[MOST_WORDS - 1]
    rest = " ".join(word for place, word in enumerate(title.split()) if place != MOST_WORDS - 1)
    assert last.change == pytest.approx(answer.price - price(model, Shoe(rest)), abs=1e-3)


def test_nothing_said_and_nonsense_are_answered_with_a_sentence() -> None:
    assert answer_or_reason([" ", "", [], [], [], MODELS[0]]) == NoAnswer(
        "Nothing is said of the shoe yet. Write a title, or choose a brand."
    )
    assert "title, a brand" in answer_or_reason("boot").reason
    assert "shoes-price" in answer_or_reason(["boot", "", [], [], [], "x"]).reason
    assert "nothing flows" in flow_or_reason(["", "", [], [], [], MODELS[0]])
    assert "shoes-price" in flow_or_reason(["boot", "", [], [], [], None])


def test_a_missing_model_is_named_with_its_reason(monkeypatch: Any) -> None:
    def missing(name: str) -> Any:
        raise NotTrained(f"There is no folder {name}.")

    monkeypatch.setattr(registry, "predictor", missing)
    asked = ["boot", "", [], [], [], "shoes-price"]
    assert answer_or_reason(asked) == NoAnswer("There is no folder shoes-price.", "LSTM + MLP")
    assert flow_or_reason(asked) == "There is no folder shoes-price."


def test_what_is_drawn_of_the_lectures_network_has_its_sizes_and_its_answer() -> None:
    flow = shoe_flow(ShoeRequest(BOOT))
    assert [layer.values.shape for layer in flow.title] == [(50, 100), (10, 100)]
    assert flow.table.values.shape == (1, 84)
    assert flow.joins == (1000, 84)
    assert [layer.values.size for layer in flow.joined] == [100, 20, 5]
    assert (flow.places, len(flow.tokens), flow.said, flow.halves) == (100, 4, (), ())
    assert math.exp(flow.logarithm) == pytest.approx(price(MODELS[0], BOOT), rel=1e-5)
    assert {"soda", "boots", "black", "tan"} <= {fact.column.name for fact in flow.facts}


def test_what_is_drawn_of_the_better_model_are_both_halves_and_their_mean() -> None:
    flow = shoe_flow(ShoeRequest(BOOT, "shoes-best"))
    share = registry.predictor("shoes-best").options.share
    assert flow.logarithm == pytest.approx(share * flow.halves[0] + (1 - share) * flow.halves[1])
    assert flow.joins == (1000, 84)
    assert "leather ankle" in dict(flow.said)


def test_the_examples_are_none_of_the_data_and_one_of_them_is_unknown(real_data: object) -> None:
    titles = {title.lower() for title in registry.dataset("shoes").columns["name"]}
    assert not titles & {example.shoe.title.lower() for example in EXAMPLES.values()}
    answers = [shoe_answer(ShoeRequest(example.shoe)) for example in EXAMPLES.values()]
    assert 4 <= len(answers) <= 6
    assert max(len(answer.remarks) for answer in answers) >= 4
