"""What of the forecasts is on show: what a link asks for, and the neuron's last step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core import linear, neuron, registry
from core.errors import InvalidInput
from core.fans import CHECK, HORIZON, STARTS
from core.forecast_request import TickerRequest, given_once
from core.forecasts import LAST_VALUE, ForecastTable, forecast_table
from core.own_data import own_forecasts
from core.predictors import TrainedModel
from core.protocols import LECTURE, PROTOCOLS
from core.ranking import LAGS, ranked
from core.remedies import Remedies
from core.run_forecasts import with_run

NEURON, LECTURES_LAST = "stocks-neuron", "stocks-stack"
FAVOURITE = "GOOG"
_NONE = Remedies()


@dataclass(frozen=True)
class Visit:
    """What a link asks to see, and what in the link could not be used.

    Attributes:
        place: Row of the series.
        model: Name of the forecaster that is looked at.
        protocol: How the forecasters are examined.
        lags: How many values the linear ones read.
        remedies: Which remedies of the lecture are on.
        horizon: How many steps ahead.
        start: Where the many steps begin, one of `core.fans.STARTS`.
        remarks: Sentences on what was replaced.
    """

    place: int
    model: str
    protocol: str = LECTURE
    lags: int = LAGS
    remedies: Remedies = _NONE
    horizon: int = HORIZON
    start: str = CHECK
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


def visit_from_link(table: ForecastTable, link: Mapping[str, Any] | None = None) -> Visit:
    """Return what a link asks for; what makes no sense in it is replaced.

    That another series or forecaster is shown is remarked upon; of the smaller choices what makes
    no sense is what it is without a link.

    Args:
        table: A table before it was ranked.
        link: Parameters `ticker`, `model`, `protocol`, `lags`, `remedies`, `horizon`, `start`;
            None where one is missing.
    """
    asked = {name: given_once(value) for name, value in (link or {}).items() if value is not None}
    protocol = _one_of(asked.get("protocol"), PROTOCOLS, LECTURE)
    lags = int(_one_of(asked.get("lags"), [str(n) for n in linear.LAGS], str(LAGS)))
    ranking = ranked(table, protocol, lags)
    place, name, remarks = favourite(table), favourite_model(ranking), []
    try:
        place = place if "ticker" not in asked else table.place(TickerRequest(asked["ticker"]))
    except InvalidInput as error:
        remarks.append(f"{error} Here is {table.names[place]} instead.")
    try:
        name = name if "model" not in asked else ranking.forecaster(str(asked["model"])).name
    except InvalidInput as error:
        remarks.append(f"{error} Here is {ranking.forecaster(name).title} instead.")
    return Visit(
        place,
        name,
        protocol,
        lags,
        Remedies.from_link(asked.get("remedies")),
        whole_number(asked.get("horizon"), 1, HORIZON, HORIZON),
        _one_of(asked.get("start"), STARTS, CHECK),
        tuple(remarks),
    )


def shown(source: Any, protocol: Any, lags: Any, run: Any = None) -> ForecastTable:
    """Return the table of a source, ranked as a visitor asks for it.

    Raises:
        LessonError: No such source, protocol, number of values or run.
    """
    k = whole_number(lags, 1, linear.LAGS[-1], LAGS)
    return ranked(table_of(source, run), str(protocol), k)


def table_of(source: Any, run: Any = None) -> ForecastTable:
    """Return the table that a page shows: None is the loaded one, a token a visitor's own.

    Args:
        source: None or a token.
        run: `run:<id>` of a training run that answers, too.

    Raises:
        MissingData: Nothing is kept under this token (any more), or the run is gone.
    """
    table = forecast_table() if source is None else own_forecasts(source)
    return with_run(table, run)


def whole_number(value: Any, lowest: int, highest: int, otherwise: int) -> int:
    """Return a number a stranger wrote, between two bounds; `otherwise` for what is none."""
    try:
        number = int(str(value)[:6])
    except ValueError:
        return otherwise
    return min(max(number, lowest), highest)


def _one_of(value: Any, known: Sequence[str], otherwise: str) -> str:
    return value if isinstance(value, str) and value in known else otherwise


def favourite(table: ForecastTable) -> int:
    """Return the row of the lecture's GOOG; of the first series where it is not loaded."""
    return table.names.index(FAVOURITE) if FAVOURITE in table.names else 0


def favourite_model(table: ForecastTable) -> str:
    """Return the lecture's last model; without it the largest one, or the last value."""
    able = {one.name: one.parameters or 0 for one in table.able if one.card is not None}
    if LECTURES_LAST in able:
        return LECTURES_LAST
    return max(able, key=lambda name: able[name], default=LAST_VALUE)


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
