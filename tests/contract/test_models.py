"""Every registered model and dataset keeps its promises."""

import dataclasses

import numpy as np
import pytest

from core import registry
from core.contracts import DatasetSpec, ModelSpec
from core.errors import Incompatible, InvalidInput
from core.settings import settings

FLOORS = [
    ("sentiment-mlp", "official Yelp", "accuracy", 0.88),
    ("sentiment-lstm", "official Yelp", "accuracy", 0.90),
    ("sentiment-best", "official Yelp", "accuracy", 0.94),
    ("sentiment-best", "IMDB", "accuracy", 0.88),
    ("questions-siamese", "quora_small", "accuracy", 0.74),
    ("questions-siamese-plus", "quora_small", "accuracy", 0.78),
    ("questions-best", "quora_small", "accuracy", 0.78),
]
CEILINGS = [("stocks-stack", 0.0263), ("stocks-neuron", 0.0390093)]


@pytest.mark.parametrize("spec", registry.models().values(), ids=lambda spec: spec.name)
def test_a_model_is_declared_in_full_and_fits_its_dataset(spec: ModelSpec):
    fields = registry.dataset_spec(spec.dataset).fields
    assert {*spec.reads, spec.target} <= set(fields)
    assert dataclasses.fields(spec.options)
    is_told = spec.name.endswith("-best") or spec.task in {"memory", "price"}  # no figure there
    assert spec.reference.figures or is_told
    assert spec.reference.protocol
    assert spec.title


@pytest.mark.parametrize("name", registry.models())
def test_a_shipped_model_is_available_and_its_card_is_complete(name):
    assert registry.why_unavailable(name) is None
    card = registry.predictor(name).card
    assert card.measured
    assert card.training["seed"] is not None
    assert card.training["rows"]
    assert card.training["loss"]
    assert all(np.isfinite(entry[key]) for entry in card.measured for key in ("n",))


@pytest.mark.parametrize("spec", registry.datasets().values(), ids=lambda spec: spec.name)
def test_a_dataset_loads_rows_with_its_fields_and_refuses_to_be_written(spec: DatasetSpec):
    data = spec.load(7)
    assert len(data) <= 7
    assert set(spec.fields) <= set(data.columns)
    assert data.note
    assert data.origin == registry.origin(spec.name)
    for values in data.columns.values():
        assert not values.flags.writeable
    assert spec.source
    assert spec.licence


@pytest.mark.parametrize(("name", "data", "figure", "floor"), FLOORS)
def test_a_shipped_model_reaches_its_floor(name, data, figure, floor):
    measured = [e for e in registry.predictor(name).card.measured if data in e["data"]]
    assert measured[0][figure] >= floor


def test_the_probabilities_of_the_best_sentiment_model_can_be_believed():
    measured = registry.predictor("sentiment-best").card.measured
    tests = [entry for entry in measured if entry["role"] == "test"]
    assert len(tests) == 2
    assert max(entry["calibration_error"] for entry in tests) <= 0.03


@pytest.mark.parametrize(("name", "ceiling"), CEILINGS)
def test_a_forecaster_is_as_good_as_the_lectures_on_the_lectures_rows(name, ceiling):
    (measured,) = registry.predictor(name).card.measured
    assert measured["mse"] <= ceiling


@pytest.mark.parametrize("name", registry.models())
def test_the_card_states_what_evaluating_the_real_file_gives(name, real_data):
    from core.measuring import evaluate_file

    model = registry.predictor(name)
    tests = {
        title: path
        for path, title in registry.dataset_spec(model.spec.dataset).tests.items()
        if "imdb" not in path
    }
    if model.spec.task == "forecast":
        path = real_data / "stocks" / "fortune500_100_days.csv"
        assert evaluate_file(model, path)["mse"] == pytest.approx(model.card.measured[0]["mse"])
    for entry in model.card.measured:
        if entry["data"] in tests:
            found = evaluate_file(model, real_data / tests[entry["data"]])
            assert found["accuracy"] == pytest.approx(entry["accuracy"])
            assert found["loss"] == pytest.approx(entry["loss"], rel=1e-4)


def test_all_shipped_folders_together_stay_under_40_megabytes():
    sizes = [path.stat().st_size for path in settings().trained.rglob("*") if path.is_file()]
    assert 0 < sum(sizes) < 40e6


def test_two_specs_of_one_name_are_refused(monkeypatch):
    import core.models
    from core.models import sentiment, stocks

    monkeypatch.setattr(stocks, "SPECS", (*stocks.SPECS, sentiment.SPECS[0]))
    with pytest.raises(Incompatible, match="sentiment-mlp"):
        registry._collect(core.models)


def test_a_module_without_specs_is_refused(monkeypatch):
    import core.models
    from core.models import stocks

    monkeypatch.delattr(stocks, "SPECS")
    with pytest.raises(Incompatible, match=r"core\.models\.stocks"):
        registry._collect(core.models)


def test_unknown_names_list_the_known_ones():
    with pytest.raises(InvalidInput, match="stocks-rnn"):
        registry.model_spec("<script>")
