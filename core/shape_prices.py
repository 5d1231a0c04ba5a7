"""Prices in every sequence shape: the lecture's neuron and its stack of RNNs, on any series.

Letters: T_x steps in, T_y steps out, P units.
"""

from __future__ import annotations

import numpy as np

from core import registry
from core.contracts import Floats
from core.forecast_request import TickerRequest
from core.forecast_views import LECTURES_LAST, last_step
from core.forecasts import ForecastTable, forecast_table
from core.network import Run
from core.predictors import TrainedModel
from core.sequence_shapes import (
    DIFFERENT,
    EQUAL,
    MANY_TO_ONE,
    ONE_TO_MANY,
    ONE_TO_ONE,
    SHAPES,
    Column,
    unrolled_columns,
)
from core.shape_carried import Carried, CarriedStep, Wish, counted, number, plain, shapes_of


def neuron_once(wish: Wish) -> Carried:
    """Return the lecture's neuron without its loop: tanh(w0 + w1 x) of the last price."""
    table = forecast_table()
    place = table.place(TickerRequest(wish.ticker))
    learnt = last_step(table, place)
    if learnt is None:
        return plain(ONE_TO_ONE, wish)
    x = float(table.series[place, -1])
    y = float(np.tanh(learnt.bias + learnt.kernel * x))
    step = CarriedStep(
        Column(1, 1), number(x), number(y), number(table.targets[place]), ((y + 1) / 2,)
    )
    said = (
        f"ŷ = tanh({number(learnt.bias)} + {number(learnt.kernel)} · {number(x)}) = {number(y)}: "
        f"the lecture’s neuron with its memory w₂ left out. It reads one price of "
        f"{table.names[place]} and knows of no other."
    )
    return Carried((step,), (("Input", (1, 1)), ("Dense, tanh", (1, 1))), said)


def next_price(wish: Wish) -> Carried:
    """Return the lecture's stack of RNNs on the T_x prices before the last one."""
    values, name, step = _prices(wish)
    read, truth = values[-1 - wish.T_x : -1], values[-1]
    outputs, states, run = _roll(read, 0)
    steps = _price_steps(MANY_TO_ONE, read, outputs, states)
    steps[-1] = steps[-1]._replace(truth=number(truth))
    said = (
        f"After {counted(len(read), step)} of {name} the network says {number(outputs[-1])}; in "
        f"truth {number(truth)} came, and the last {step} had {number(read[-1])}. It was fitted to "
        "read 100 at a time."
    )
    return Carried(tuple(steps), shapes_of(run, _stack()), said)


def every_price(wish: Wish) -> Carried:
    """Return the same stack, asked for the next price after every price it reads."""
    values, name, step = _prices(wish)
    read, truth = values[-1 - wish.T_x : -1], values[-wish.T_x :]
    outputs, states, run = _roll(read, 0)
    steps = [
        one._replace(truth=number(true))
        for one, true in zip(_price_steps(EQUAL, read, outputs, states), truth, strict=True)
    ]
    ours, last = np.mean((outputs - truth) ** 2), np.mean((read - truth) ** 2)
    said = (
        f"Every answer is about the {step} after. On these {len(read)} of {name}: mean squared "
        f"error {ours:.3f}, for “as before” {last:.3f}. It was fitted to answer after the last "
        "step only."
    )
    return Carried(tuple(steps), shapes_of(run, _stack(), every=True), said)


def prices_ahead(wish: Wish) -> Carried:
    """Return the same stack that reads T_x prices and then its own answers, T_y steps ahead."""
    return _ahead(DIFFERENT, wish)


def prices_from_one(wish: Wish) -> Carried:
    """Return the same stack that is given one price and goes on by itself."""
    return _ahead(ONE_TO_MANY, Wish(1, wish.T_y, wish.text, wish.ticker))


def _ahead(shape: str, wish: Wish) -> Carried:
    values, name, step = _prices(wish)
    end = len(values) - wish.T_y
    read, truth = values[end - wish.T_x : end], values[end:]
    first = _roll(read, 0)[2]
    outputs, states, _ = _roll(read, wish.T_y - 1)
    steps = _price_steps(shape, read, outputs, states, wish.T_y)
    answers = outputs[wish.T_x - 1 :]
    known = [
        one._replace(truth=number(truth[one.column.y - 1])) if one.column.y else one
        for one in steps
    ]
    ours, last = np.mean((answers - truth) ** 2), np.mean((read[-1] - truth) ** 2)
    said = (
        f"It reads {counted(len(read), step)} of {name}; from then on every answer is its next "
        f"input. On the {counted(len(truth), step)} that follow: mean squared error "
        f"{ours:.3f}, for the last value kept {last:.3f}."
    )
    tensors = (*shapes_of(first, _stack()), ("and its own answers", answers[None, :, None].shape))
    return Carried(tuple(known), tensors, said)


def _price_steps(
    shape: str, read: Floats, outputs: Floats, states: Floats, T_y: int = 1
) -> list[CarriedStep]:
    T_y = len(read) if shape == EQUAL else T_y
    inputs = np.concatenate([read, outputs[len(read) - 1 : -1]])
    columns = unrolled_columns(SHAPES[shape], len(read), T_y)
    return [
        CarriedStep(
            column,
            number(inputs[t]),
            number(outputs[t]) if column.y else "",
            states=tuple(states[t].tolist()),
        )
        for t, column in enumerate(columns)
    ]


def _roll(read: Floats, further: int) -> tuple[Floats, Floats, Run]:
    """Return outputs (T,), states (T, P) from 0 to 1 and the run, after `further` own answers."""
    model, x = _stack(), read
    names = [step.name for step in model.card.architecture.steps]
    for left in range(further, -1, -1):
        run = model.run({"series": x[None]})
        outputs = run.signals[names[-1]].values[0, :, 0]
        if left:
            x = np.append(x, outputs[-1])
    return outputs, (run.signals[names[0]].values[0] + 1) / 2, run


def _stack() -> TrainedModel:
    return registry.predictor(LECTURES_LAST)


def _prices(wish: Wish) -> tuple[Floats, str, str]:
    """Return all values of a series with its target, its name, and what lies between two."""
    table: ForecastTable = forecast_table()
    place = table.place(TickerRequest(wish.ticker))
    values = np.append(table.series[place], table.targets[place])
    return values, table.names[place], table.step(place)
