"""AutoARIMA, AutoETS and Theta examined like everyone else, on as many series as one has time for.

A job fits them and keeps what they said under a token; a page puts that into its table. They learn
from each series alone, so under every protocol they say the same about the last day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from core import visitor_files
from core.classical import TITLES, forecast_ahead, walk
from core.contracts import Floats
from core.errors import InvalidInput, LessonError
from core.fans import CHECK, STARTS, horizon
from core.forecast_request import TickerRequest
from core.forecast_views import shown, table_of
from core.forecasts import Forecaster, ForecastTable
from core.protocols import WALK, Exam, days_asked, exam
from core.ranking import Said, examined, with_more

KIND = "stocks-classical"
MOST_SERIES = 100
_REMARK = (
    "fitted to each series alone and to nothing but its own past, anew for every day; examined on "
    "{some} of {all} series. Its errors are of these series only: compare its skill, which is "
    "against the last value on the same ones."
)
Say = Callable[[int, int, str], object]


@dataclass(frozen=True)
class Order:
    """What a visitor asks to have fitted.

    Attributes:
        source: Token of the visitor's own series, None for the shipped ones.
        ticker: The series on stage, which is always among those examined.
        names: Names of the forecasters.
        count: How many series.

    Raises:
        InvalidInput: No forecaster, an unknown one, or a number beyond 1 to 100.
    """

    source: Any
    ticker: Any
    names: tuple[str, ...]
    count: int

    def __post_init__(self) -> None:
        """Check the order; raises `InvalidInput`."""
        if not self.names or not set(self.names) <= TITLES.keys():
            raise InvalidInput(f"Choose among {', '.join(TITLES.values())}, at least one of them.")
        if not 1 <= self.count <= MOST_SERIES:
            raise InvalidInput(f"Between 1 and {MOST_SERIES} series can be fitted here at a time.")


@dataclass(frozen=True, eq=False)
class ClaimedFan:
    """One series many steps ahead, with the interval that the forecaster claims.

    Attributes:
        start: The column of the first forecast.
        path, low, high: (H,) forecasts and bounds.
        truth: (H,) what came; None where nobody knows yet.
        coverage: Share of the true values inside, over all examined series; None without truth.
        series: How many series that was measured on.
    """

    start: int
    path: Floats
    low: Floats
    high: Floats
    truth: Floats | None
    coverage: float | None
    series: int


def fit(order: Order, say: Say) -> str:
    """Return the token under which everything the forecasters said is kept.

    Args:
        order: What to fit.
        say: Told how many fits of how many are done, and which forecaster is at it.

    Raises:
        LessonError: No such series, or the package is missing.
    """
    table = table_of(order.source)
    rows = sample_rows(len(table.names), order.count, table.place(TickerRequest(order.ticker)))
    values = table.values[rows]
    arrays: dict[str, np.ndarray] = {"rows": rows}
    reasons: dict[str, str] = {}
    total = len(order.names) * len(rows)
    for nth, name in enumerate(order.names):
        tell = partial(_tell, say, nth * len(rows), total, TITLES[name])
        arrays[f"walk/{name}"], arrays[f"ahead/{name}"], reasons[name] = _said(name, values, tell)
    about = {"source": order.source, "names": list(order.names), "reasons": reasons}
    return visitor_files.keep(visitor_files.Kept(KIND, about, arrays))


def _tell(say: Say, before: int, total: int, title: str, done: int) -> None:
    say(before + done, total, title)


def _said(name: str, values: Floats, tell: Callable[[int], object]) -> tuple[Floats, Floats, str]:
    """Return the forecasts of the last days (n, D), many steps ahead (n, 2, 3, H), and a reason.

    The reason is why it failed on the first series it failed on, or nothing.
    """
    days, steps = len(days_asked(values.shape[1], WALK)), _steps(values.shape[1])
    walked, ahead, reason = [], [], ""
    for done, series in enumerate(values, start=1):
        found = walk(name, series[None], days)
        walked.append(found.forecasts[0])
        reason = reason or found.reasons.get(0, "")
        ahead.append(_ahead(name, series, steps))
        tell(done)
    return np.stack(walked), np.stack(ahead), reason


def sample_rows(total: int, count: int, place: int) -> np.ndarray:
    """Return `count` rows of `total`, evenly spread, one of them `place`."""
    rows = np.unique(np.linspace(0, total - 1, min(count, total)).round().astype(np.int64))
    nearest = int(np.abs(rows - place).argmin())
    rows[nearest] = place
    return np.sort(rows)


def with_classical(ranking: ForecastTable, protocol: str, source: Any, token: Any) -> ForecastTable:
    """Return a ranked table with the rows of the forecasters that were fitted for it, if any.

    Args:
        ranking: From `core.ranking.ranked`.
        protocol: Under which it was ranked.
        source: Whose series it holds.
        token: From `fit`; None, expired or of other series: the table stays as it is.
    """
    kept = _kept(source, token)
    if kept is None:
        return ranking
    asked = exam(ranking.values, protocol)
    rows = kept.arrays["rows"]
    more = [_row(name, kept, rows, asked) for name in kept.about["names"]]
    return with_more(ranking, asked, more)


def shown_with(protocol: Any, lags: Any, source: Any, token: Any, run: Any = None) -> ForecastTable:
    """Return the table of a source, ranked, with what was fitted for it; see `shown`."""
    return with_classical(shown(source, protocol, lags, run), str(protocol), source, token)


def claimed_fan(source: Any, token: Any, name: Any, ticker: Any, start: Any) -> ClaimedFan | str:
    """Return a fitted forecaster many steps ahead on one series, or why there is nothing to show.

    Raises:
        LessonError: No such series.
    """
    kept = _kept(source, token)
    if kept is None or start not in STARTS:
        return "Nothing is fitted yet."
    if f"ahead/{name}" not in kept.arrays:
        return f"{TITLES.get(str(name), 'This one')} was not fitted. Choose it above and fit again."
    table = table_of(source)
    place, rows = table.place(TickerRequest(ticker)), kept.arrays["rows"]
    if place not in rows:
        return f"{table.names[place]} is not among the series that were fitted. Fit again for it."
    told = kept.arrays[f"ahead/{name}"][:, STARTS.index(start)]  # (n, 3, H)
    path, low, high = told[int(np.flatnonzero(rows == place)[0])]
    if not len(path) or np.isnan(path).any():
        return f"{TITLES[name]} failed on this series: it is too short, or odd."
    end, steps = table.values.shape[1], len(path)
    if start != CHECK:
        return ClaimedFan(end, path, low, high, None, None, len(rows))
    truth = table.values[rows][:, end - steps :]
    is_told = np.isfinite(told).all(axis=(1, 2))
    inside = (told[is_told, 1] <= truth[is_told]) & (truth[is_told] <= told[is_told, 2])
    own = table.values[place, end - steps :]
    share, count = float(inside.mean()), int(is_told.sum())
    return ClaimedFan(end - steps, path, low, high, own, share, count)


def _kept(source: Any, token: Any) -> visitor_files.Kept | None:
    if token is None:
        return None
    try:
        kept = visitor_files.fetch(token, KIND)
    except LessonError:
        return None
    return kept if kept.about["source"] == source else None


def _row(name: str, kept: visitor_files.Kept, rows: np.ndarray, asked: Exam) -> Forecaster:
    """Return a forecaster with its score on the series it was fitted to."""
    said = kept.arrays[f"walk/{name}"][:, -len(asked.days) :]  # (n, D)
    able = np.isfinite(said).all(axis=1)
    title = TITLES[name]
    if not able.any():
        why = kept.about["reasons"][name]
        return Forecaster(name, title, reason=f"It answers for none of {len(rows)} series: {why}.")
    there = rows[able]
    part = replace(asked, truth=asked.truth[there], last=asked.last[there], half=asked.half[there])
    remark = _REMARK.format(some=int(able.sum()), all=len(asked.truth))
    if not able.all():
        remark += f" It failed on {int((~able).sum())} others."
    if len(there) < len(asked.truth):
        title += f", {len(there)} series"
    known = Forecaster(name, title, remark=remark[0].upper() + remark[1:])
    one = examined(Said(known, said[able]), part)
    answers = np.full(len(asked.truth), np.nan)
    answers[there] = said[able, -1]
    answers.setflags(write=False)
    return replace(one, answers=answers)


def _steps(length: int) -> int:
    """Return how many steps ahead series of a length are forecast; 0 where they are too short."""
    try:
        return horizon(length)
    except InvalidInput:
        return 0


def _ahead(name: str, series: Floats, steps: int) -> Floats:
    """Return path, low and high from `steps` days ago and from the last day, (2, 3, H)."""
    told = np.full((len(STARTS), 3, steps), np.nan)
    for at, start in enumerate(STARTS if steps else ()):
        found = forecast_ahead(name, series[:-steps] if start == CHECK else series, steps)
        if found.reason is None:
            told[at] = found.mean, found.low, found.high
    return told


def order_of(names: Sequence[Any] | None, source: Any, ticker: Any, count: Any) -> Order:
    """Return what a visitor asks for; raises `InvalidInput` where it makes no sense."""
    asked = tuple(str(name) for name in names or ())
    whole = int(count) if str(count).isascii() and str(count).isdigit() else 0
    return Order(source, ticker, asked, whole)
