"""The page of shoe prices as the server makes it."""

from __future__ import annotations

import json
from typing import Any

import dash
import pytest

from core import registry
from core.errors import NotTrained
from core.shoe_ablation import ablation
from core.shoe_examples import EXAMPLES
from core.shoe_request import MODELS, Shoe, columns_of
from tests.unit.components.walk import classes, parts, words

FIELDS = ("title", "brand", "categories", "colors", "sizes", "model")


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.shoes"]


def value(article: Any, name: str) -> Any:
    """Return the value of a control."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == f"shoes-{name}")
    return found.value


def asked(client: Any, output: str, inputs: list[tuple[str, str, Any]]) -> dict[str, Any]:
    """Ask a callback as a browser does."""
    outputs = [
        dict(zip(("id", "property"), one.split("."), strict=True))
        for one in output.strip(".").split("...")
    ]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [{"id": i, "property": p, "value": v} for i, p, v in inputs],
        "changedPropIds": [f"{inputs[0][0]}.{inputs[0][1]}"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["response"]


PRICE = "..shoes-price.children...shoes-parts.children...shoes-formula.children.."


def price(client: Any, *values: Any) -> dict[str, str]:
    """Return what the page says of a shoe: id of the part -> its JSON."""
    inputs = [(f"shoes-{name}", "value", v) for name, v in zip(FIELDS, values, strict=True)]
    found = asked(client, PRICE, inputs)
    return {name: json.dumps(part, ensure_ascii=False) for name, part in found.items()}


def test_a_bare_link_shows_the_first_example(page: Any) -> None:
    article = page["layout"]()
    first = next(iter(EXAMPLES.values())).shoe
    assert value(article, "title") == first.title
    assert value(article, "sizes") == list(first.sizes)
    assert value(article, "model") == MODELS[0]


def test_a_link_brings_the_shoe_and_the_model(page: Any) -> None:
    article = page["layout"](title="red pump", colors="Red,Gold", model="shoes-best")
    assert [value(article, name) for name in FIELDS] == [
        "red pump", "", [], ["Red", "Gold"], [], "shoes-best",
    ]  # fmt: skip


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = " ".join(words(page["layout"](model="<b>", title="x" * 9000)))
    assert "model '<b>'" in said
    assert "500 characters" in said


def test_every_chip_describes_a_whole_shoe(page: Any) -> None:
    article = page["layout"]()
    chips = [json.loads(getattr(p, "data-set")) for p in parts(article) if hasattr(p, "data-set")]
    assert 4 <= len(chips) <= 6
    for chip in chips:
        assert set(chip) == {f"shoes-{name}" for name in FIELDS[:-1]}


def test_the_table_of_figures_has_every_baseline_half_and_model(page: Any) -> None:
    said = words(page["layout"]())
    titles = {entry["title"] for entry in ablation().rows}
    assert len(titles) == 8
    assert titles <= set(said)
    assert "python -m core baseline shoes" in said


def test_the_84_columns_are_documented(page: Any) -> None:
    said = " ".join(words(page["layout"]()))
    for column in registry.predictor(MODELS[0]).options.table.columns:
        assert f"{column.name}" in said


def test_the_callback_says_price_interval_coverage_and_what_each_part_adds(client: Any) -> None:
    shoe = ("leather boot", "Soda", ["Boots"], ["Black"], ["8"])
    expected = registry.predictor("shoes-best").predict(
        columns_of([Shoe(*shoe[:2], *map(tuple, shoe[2:]))])
    )
    said = price(client, *shoe, "shoes-best")
    assert f"${expected[0]:.2f}" in said["shoes-price"]
    assert "Made to hold 80%" in said["shoes-price"]
    assert "240 products" in said["shoes-price"]
    for part in ("leather", "boot", "Soda", "Boots", "Black", "8", "median price"):
        assert f'"{part}' in said["shoes-parts"], part
    assert f"${expected[0]:.2f}" in said["shoes-formula"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (("", "", [], [], [], MODELS[0]), "Nothing is said of the shoe yet"),
        (("boot", "", [], [], [], "no such"), "No model of prices"),
        ((None, None, None, None, None, MODELS[0]), "Nothing is said of the shoe yet"),
        (("\u05e0\u05e2\u05dc", "", [], [], ["90"], MODELS[0]), "no size of a woman"),
        (("<script>alert(1)</script>", "Frob", [], [], [], MODELS[1]), "unknown brand"),
        (("x " * 5000, "", [], [], [], MODELS[0]), "100 of 5,000 words"),
    ],
)
def test_what_makes_little_sense_is_answered_with_a_sentence(
    client: Any, values: tuple[Any, ...], sentence: str
) -> None:
    assert sentence in price(client, *values)["shoes-price"]


def test_the_network_is_drawn_with_the_numbers_of_the_shoe(client: Any) -> None:
    values = ["leather boot", "Soda", ["Boots"], ["Black"], ["8"]]
    for model, layers in ((MODELS[0], ("LSTM 10", "Dense 5")), (MODELS[1], ("LSTM 10", "Wide"))):
        found = asked(
            client, "shoes-drawn.children", [("shoes-drawn-shoe", "data", [*values, model])]
        )
        drawn = json.dumps(found, ensure_ascii=False)
        for layer in (*layers, "leather", "heat-strip", "numbers, joined"):
            assert layer in drawn, layer
    empty = ["", "", [], [], [], MODELS[0]]
    nothing = asked(client, "shoes-drawn.children", [("shoes-drawn-shoe", "data", empty)])
    assert "Nothing is said of the shoe yet" in json.dumps(nothing)


def test_without_its_models_the_page_says_so_and_stays_whole(
    page: Any, client: Any, monkeypatch: Any
) -> None:
    def missing(name: str) -> Any:
        raise NotTrained(f"The folder {name} is missing.")

    monkeypatch.setattr(registry, "predictor", missing)
    article = page["layout"]()
    assert value(article, "title")
    assert "page-question" in classes(article)
    said = price(client, "boot", "", [], [], [], MODELS[0])["shoes-price"]
    assert "is unavailable" in said
    assert "The folder shoes-price is missing." in said


def test_the_card_on_home_shows_a_title_and_its_price(page: Any) -> None:
    card = page["miniature"]()
    assert "miniature-price" in classes(card)
    assert any(word.startswith("$") for word in words(card))
