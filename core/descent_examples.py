"""Runs of gradient descent worth a look: a teacher's script."""

from __future__ import annotations

from typing import NamedTuple

from core.descent_settings import ONE, Descent
from core.forecast_views import favourite
from core.forecasts import ForecastTable


class Example(NamedTuple):
    """A run to try: its name, its settings, what there is to see."""

    label: str
    descent: Descent
    why: str


def examples(table: ForecastTable) -> tuple[Example, ...]:
    """Return the runs to try; the one of a single series takes the lecture's GOOG if it is there.

    "Another valley": with w2 = -5 and w0 = 5 the bias cancels the memory every second day. The
    neuron then answers about 1 on one day and reads the price on the next, and gradient descent
    comes to rest there.
    """
    ticker = table.names[favourite(table)]
    return (
        Example(
            "The lecture’s run",
            Descent(),
            "Start (1, 1, 1), α = 0.01, 1,000 epochs on all series: does it end where the lecture "
            "ended?",
        ),
        Example(
            "α too small",
            Descent(rate=0.0001),
            "A hundredth of the lecture’s steps: how far does it come in as many epochs?",
        ),
        Example(
            "α too large",
            Descent(rate=10.0, epochs=300),
            "Steps a thousand times as long: it finds the valley, and then?",
        ),
        Example(
            "Stuck at the start",
            Descent(start=(10.0, 10.0, 10.0), epochs=300),
            "Every answer is 1 from the beginning. Where should the gradient come from?",
        ),
        Example(
            "Another valley",
            Descent(start=(5.0, 1.2, -5.0)),
            "A neuron that reads every second day only. It comes to rest, but where?",
        ),
        Example(
            "One series only",
            Descent(rate=0.1, rows=ONE, ticker=ticker),
            f"Three weights for the one next price of {ticker}. What is a loss of 0 worth?",
        ),
    )
