"""What of the forecasts is on show: what a link asks for, and the neuron's last step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core import neuron, registry
from core.errors import InvalidInput
from core.forecast_request import TickerRequest, given_once
from core.forecasts import ForecastTable
from core.predictors import TrainedModel

NEURON = "stocks-neuron"
FAVOURITE = "GOOG"


@dataclass(frozen=True)
class Visit:
    """What a link asks to see: a row, a forecaster, and what in the link could not be used."""

    place: int
    model: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastStep:
    """The neuron's last step: tanh(bias + kernel · x + recurrent · before) = answer."""

    bias: float
    kernel: float
    recurrent: float
    x: float
    before: float
    answer: float


def visit_from_link(table: ForecastTable, ticker: Any = None, model: Any = None) -> Visit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon."""
    place, name, remarks = favourite(table), favourite_model(table), []
    try:
        place = place if ticker is None else table.place(TickerRequest(given_once(ticker)))
    except InvalidInput as error:
        remarks.append(f"{error} Here is {table.names[place]} instead.")
    try:
        name = name if model is None else table.forecaster(str(given_once(model))).name
    except InvalidInput as error:
        remarks.append(f"{error} Here is {table.forecaster(name).title} instead.")
    return Visit(place, name, tuple(remarks))


def favourite(table: ForecastTable) -> int:
    """Return the row of the lecture's GOOG; of the first series where it is not loaded."""
    return table.names.index(FAVOURITE) if FAVOURITE in table.names else 0


def favourite_model(table: ForecastTable) -> str:
    """Return the largest model that can answer, the lecture's last; without one a baseline."""
    return max(table.able, key=lambda one: (one.card is not None, one.parameters or 0)).name


def last_step(table: ForecastTable, place: int) -> LastStep | None:
    """Return the numbers of the lecture's neuron at the last value; None when it is unavailable."""
    if registry.why_unavailable(NEURON) or registry.predictor(NEURON).card.parameters != 3:
        return None
    w = _weights(registry.predictor(NEURON))
    outputs = neuron.forward(table.series[place : place + 1], w)[0]  # (T + 1,)
    return LastStep(*w, float(table.series[place, -1]), float(outputs[-2]), float(outputs[-1]))


def _weights(model: TrainedModel) -> tuple[float, float, float]:
    """Return (w0, w1, w2); Keras keeps kernel, recurrent kernel, bias."""
    kernel, recurrent, bias = (
        float(model.artifact.weights[f"simple_rnn/{place}"].reshape(-1)[0]) for place in range(3)
    )
    return bias, kernel, recurrent
