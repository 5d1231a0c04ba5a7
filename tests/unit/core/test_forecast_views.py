"""What a link asks for, and the neuron's last step."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from core import registry
from core.forecast_views import Visit, favourite_model, last_step, visit_from_link
from tests.forecast_tables import MODELS, SERIES, prices, table


def test_without_a_wish_the_lectures_series_and_its_last_model_are_shown() -> None:
    assert visit_from_link(table()) == Visit(1, "stocks-stack")


def test_the_first_series_stands_in_for_goog_and_a_baseline_for_the_models() -> None:
    made = table(prices(("AAA", "BBB", "CCC", "DDD")), unavailable=MODELS)
    assert visit_from_link(made) == Visit(0, favourite_model(made))
    assert favourite_model(made) in {"last-value", "mean"}


def test_a_link_chooses_protocol_remedies_and_horizon_and_nonsense_falls_back() -> None:
    link = {"protocol": "walk", "lags": "5", "horizon": "7", "start": "today"}
    link["remedies"] = "residual,more_neurons"
    visit = visit_from_link(table(), link)
    assert (visit.protocol, visit.lags, visit.horizon, visit.start) == ("walk", 5, 7, "today")
    assert visit.remedies.names == ["residual", "more_neurons"]
    wild = dict.fromkeys(link, "<script>" * 2000) | {"horizon": "-9e9"}
    assert visit_from_link(table(), wild) == Visit(1, "stocks-stack")
    assert visit_from_link(table(), {"horizon": "999"}).horizon == 20


def test_a_link_chooses_series_and_forecaster() -> None:
    assert visit_from_link(table(), {"ticker": "sim001", "model": "mean"}) == Visit(2, "mean")
    assert visit_from_link(table(), {"ticker": ["GOOG", "AAA"], "model": ["mean"]}).place == 0


@pytest.mark.parametrize("ticker", ["", "nonsense", "<script>alert(1)</script>", "x" * 10_000, []])
def test_a_series_that_is_not_there_is_replaced_and_remarked_upon(ticker: object) -> None:
    visit = visit_from_link(table(), {"ticker": ticker})
    assert visit.place == 1
    (remark,) = visit.remarks
    assert remark.endswith("Here is GOOG instead.")


def test_a_forecaster_that_is_not_there_is_replaced_and_remarked_upon() -> None:
    visit = visit_from_link(
        table(unavailable=["stocks-rnn"]), {"ticker": "AAA", "model": "stocks-rnn"}
    )
    assert (visit.place, visit.model) == (0, "stocks-stack")
    (remark,) = visit.remarks
    assert remark.endswith("Here is SimpleRNN 10 – 5 – 1 instead.")


def neuron_of(kernel: float, recurrent: float, bias: float, parameters: int = 3) -> SimpleNamespace:
    """Return a stand-in for the trained neuron, its weights in Keras' order."""
    weights = {
        f"simple_rnn/{place}": np.array([value])
        for place, value in enumerate((kernel, recurrent, bias))
    }
    card = SimpleNamespace(parameters=parameters)
    return SimpleNamespace(card=card, artifact=SimpleNamespace(weights=weights))


def test_the_last_step_is_the_formula_with_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "predictor", lambda _name: neuron_of(1.2, 0.3, -0.1))
    step = last_step(table(), 1)
    assert step is not None
    answer = 0.0
    for x in SERIES[1]:
        before, answer = answer, np.tanh(-0.1 + 1.2 * x + 0.3 * answer)
    assert (step.bias, step.kernel, step.recurrent, step.x) == (-0.1, 1.2, 0.3, SERIES[1][-1])
    assert (step.before, step.answer) == pytest.approx((before, answer))


def test_there_is_no_last_step_of_a_neuron_that_is_missing_or_of_another_shape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "predictor", lambda _name: neuron_of(1, 1, 1, parameters=207))
    assert last_step(table(), 1) is None

    monkeypatch.setattr(registry, "why_unavailable", lambda _name: "Gone.")
    monkeypatch.setattr(registry, "predictor", lambda _name: neuron_of(1, 1, 1))
    assert last_step(table(), 1) is None
