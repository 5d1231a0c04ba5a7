"""How a visitor wants the neuron trained: one line of text, in the link and in every request.

    epochs rate start seed rows        such as   1000 0.01 1 1 1 0 all

`start` is three weights, or `drawn`: by the seed. `rows` is `all`, `some N`: drawn by the seed, or
`one TICKER`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput
from core.forecast_request import TickerRequest, given_once, shortened
from core.forecasts import ForecastTable

MOST_EPOCHS, LARGEST_RATE, LARGEST_WEIGHT, LARGEST_SEED = 5000, 1e6, 1e6, 10**6
ALL, SOME, ONE = "all", "some", "one"
DRAWN = "drawn"
_LONGEST = 200
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Descent:
    """One run of gradient descent as it was asked for.

    Attributes:
        epochs: How many, 1 to 5,000.
        rate: The lecture's α, above 0.
        start: (w0, w1, w2) to begin with; None: drawn by the seed.
        seed: Draws start weights and rows.
        rows: `all`, `some` or `one`.
        count: How many series, for `some`.
        ticker: Which series, for `one`.

    Raises:
        InvalidInput: A value outside its range; the message says which.
    """

    epochs: int = 1000
    rate: float = 0.01
    start: Triple | None = (1.0, 1.0, 1.0)
    seed: int = 0
    rows: str = ALL
    count: int = 20
    ticker: str = ""

    def __post_init__(self) -> None:
        """Check every value; raises `InvalidInput`."""
        _check_whole("The number of epochs", self.epochs, 1, MOST_EPOCHS)
        _check_whole("The seed", self.seed, 0, LARGEST_SEED)
        if not 0 < self.rate <= LARGEST_RATE:  # not so for NaN either
            raise InvalidInput(
                f"The learning rate α must be above 0 and at most {LARGEST_RATE:,.0f}; it is "
                f"{self.rate:g}. The lecture took 0.01."
            )
        if self.start is not None and not all(abs(w) <= LARGEST_WEIGHT for w in self.start):
            raise InvalidInput(
                f"Each start weight must be a number between −{LARGEST_WEIGHT:,.0f} and "
                f"{LARGEST_WEIGHT:,.0f}; one of them is not."
            )
        if self.rows == SOME:
            _check_whole("The number of series", self.count, 1, 100_000)

    @property
    def text(self) -> str:
        """The line that stands for these settings."""
        start = DRAWN if self.start is None else " ".join(map(_written, self.start))
        rows = {SOME: f"{SOME} {self.count}", ONE: f"{ONE} {self.ticker}"}.get(self.rows, ALL)
        return f"{self.epochs} {_written(self.rate)} {start} {self.seed} {rows}"

    @property
    def of_rows(self) -> Descent:
        """The lecture's run on the rows of this one: equal for all runs on the same rows."""
        seed = self.seed if self.rows == SOME else 0
        return Descent(seed=seed, rows=self.rows, count=self.count, ticker=self.ticker)

    def weights(self) -> Triple:
        """Return the weights to begin with; drawn ones are standard normal, with three digits."""
        if self.start is not None:
            return self.start
        drawn = np.round(np.random.default_rng([self.seed, 0]).standard_normal(3), 3)
        return float(drawn[0]), float(drawn[1]), float(drawn[2])

    def places(self, table: ForecastTable) -> np.ndarray:
        """Return the rows of the table to train on, in its order.

        Raises:
            InvalidInput: There is no such series, or there are not so many.
        """
        N = len(table.names)
        if self.rows == ONE:
            return np.array([table.place(TickerRequest(self.ticker))])
        if self.rows == ALL:
            return np.arange(N)
        if self.count > N:
            raise InvalidInput(f"{self.count:,} series were asked for; {N:,} are loaded.")
        random = np.random.default_rng([self.seed, 1])
        return np.sort(random.choice(N, self.count, replace=False))

    def data(self, table: ForecastTable) -> tuple[Floats, Floats]:
        """Return series (N, T) and targets (N,) to train on; raises like `places`."""
        places = self.places(table)
        return table.series[places], table.targets[places]


def descent_from_text(text: Any) -> Descent:
    """Return the settings that a line stands for; raises `InvalidInput` where it makes no sense."""
    words = text[:_LONGEST].split() if isinstance(text, str) else []
    is_drawn = words[2:3] == [DRAWN]
    expected = 5 if is_drawn else 7
    if len(words) < expected:
        raise InvalidInput(
            "A run is described as “epochs rate start seed rows”, such as “1000 0.01 1 1 1 0 all”; "
            f"received {shortened(text)}."
        )
    start = None if is_drawn else tuple(_number("Each start weight", w) for w in words[2:5])
    return Descent(
        epochs=_whole("The number of epochs", words[0]),
        rate=_number("The learning rate α", words[1]),
        start=start,  # type: ignore[arg-type]
        seed=_whole("The seed", words[expected - 2]),
        **_rows(words[expected - 1], words[expected:]),
    )


def descent_from_link(text: Any) -> tuple[Descent, str]:
    """Return what a link asks for, or the lecture's run and a remark on what made no sense."""
    text = given_once(text)
    if text is None:
        return Descent(), ""
    try:
        return descent_from_text(text), ""
    except InvalidInput as error:
        return Descent(), f"{error} Here is the lecture’s run instead."


def _rows(name: str, rest: list[str]) -> dict[str, Any]:
    if name == SOME:
        return {"rows": SOME, "count": _whole("The number of series", " ".join(rest))}
    if name == ONE:
        return {"rows": ONE, "ticker": TickerRequest(" ".join(rest)).ticker}
    if name != ALL or rest:
        wrong = shortened(" ".join([name, *rest]))
        raise InvalidInput(f"Rows are “all”, “some 20” or “one GOOG”; received {wrong}.")
    return {"rows": ALL}


def _whole(what: str, word: str) -> int:
    number = _number(what, word)
    if not number.is_integer():
        raise InvalidInput(f"{what} must be a whole number; received {_received(word)}.")
    return int(number)


def _number(what: str, word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidInput(f"{what} must be a number; received {_received(word)}.")
    return number


def _written(number: float) -> str:
    """Return a number with all its digits; whole ones without a point, as the browser has them."""
    return repr(number).removesuffix(".0")


def _received(word: str) -> str:
    return "nothing" if word in {"", "-"} else shortened(word)


def _check_whole(what: str, number: int, low: int, high: int) -> None:
    if not low <= number <= high:
        received = shortened(f"{number:,}")
        raise InvalidInput(f"{what} must be from {low:,} to {high:,}; received {received}.")
