"""The neuron trained in pieces: the browser says how far it is and gets what comes next.

The server remembers nothing between two pieces. Each takes a fixed share of the processor and not a
fixed number of epochs, so that nobody else waits long; where the cuts fall does not change a digit.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from time import perf_counter, thread_time
from typing import Any

import numpy as np

from core import forecasting, metrics, neuron
from core.contracts import Floats
from core.descent_settings import Descent, Triple, descent_from_text
from core.descent_story import Story, story
from core.errors import InvalidInput, LessonError
from core.forecasts import forecast_table

PIECE_SECONDS = 0.08
_LONGEST = 0.5  # seconds by the clock, where the processor has much else to do
MOST_IN_A_PIECE = 500
_COUNTED, _WEIGHTS = ("epoch", "lowest_epoch", "longest_epoch"), "weights"
_MEASURED = ("loss", "first", "lowest", "longest")


@dataclass(frozen=True)
class Progress:
    """How far a run is: all that the next piece and the story of the run need.

    Attributes:
        epoch: Updates made so far.
        weights: (w0, w1, w2) after them.
        loss: MSE of these weights.
        first: MSE of the start weights.
        lowest, lowest_epoch: The lowest MSE so far and after how many updates it was reached.
        longest, longest_epoch: Length of the longest step in the space of the weights, and when.
    """

    epoch: int
    weights: Triple
    loss: float
    first: float
    lowest: float
    lowest_epoch: int
    longest: float = 0.0
    longest_epoch: int = 0


@dataclass(frozen=True)
class Piece:
    """Some epochs of a run.

    Attributes:
        points: (n, 4): MSE, w0, w1, w2 after every update; with the start in front in a run's
            first piece.
        progress: How far the run is now.
        diverged: Why no further epoch is possible, or None.
    """

    points: Floats
    progress: Progress
    diverged: str | None = None


def train_piece(
    X: Floats, y: Floats, descent: Descent, progress: Progress | None, is_enough: Callable[[], bool]
) -> Piece:
    """Return the next epochs of a run.

    A record of `neuron.train` holds the loss before its update; a point holds that after it, which
    the next record brings. The loss after the last update is computed once more.

    Args:
        X: (N, T) series.
        y: (N,) targets.
        descent: The settings of the run.
        progress: Where it stands; None at its beginning.
        is_enough: Asked after every epoch whether to stop.
    """
    done = progress.epoch if progress else 0
    start = progress.weights if progress else descent.weights()
    left = min(descent.epochs - done, MOST_IN_A_PIECE)
    losses, weights, diverged = [], [start], None
    try:
        for record in neuron.train(X, y, start, left, descent.rate, done):
            losses.append(record.loss)
            weights.append(record.weights)
            if is_enough():
                break
    except InvalidInput as error:
        diverged = str(error)
    points = np.column_stack([[*losses, _loss(X, y, weights[-1])], weights])  # (n + 1, 4)
    finite = np.isfinite(points).all(axis=1)
    if not finite.all():
        points, diverged = points[: int(np.argmin(finite))], diverged or _no_number(done, finite)
    if not len(points):
        raise InvalidInput(
            "The loss of these weights is no finite number. Start anew with weights nearer to 0."
        )
    now = _progress(points, progress, done)
    return Piece(points[0 if progress is None else 1 :], now, diverged)


def training_piece(ask: Any, seconds: float = PIECE_SECONDS) -> dict[str, Any]:
    """Return the next piece of a run as the browser draws it.

    Args:
        ask: From the browser: `run`, a number that comes back; `settings`, see
            `core.descent_settings`; `progress` as the last piece brought it, or None; `is_single`,
            whether one epoch is wanted only.
        seconds: How much processor time to train for.

    Returns:
        `run`; `problem`, a sentence, when the request makes no sense; otherwise `points`: the
        points of a `Piece`, float64 in base64; `progress`; `said`: what happened, in words;
        `series`: on how many; `is_over`: whether there is no next piece.
    """
    run = ask.get("run") if isinstance(ask, Mapping) else None
    try:
        return {"run": run, "problem": None, **_answer(ask, seconds)}
    except LessonError as error:
        return {"run": run, "problem": str(error)}


def _answer(ask: Any, seconds: float) -> dict[str, Any]:
    if not isinstance(ask, Mapping):
        raise InvalidInput("A piece of training is asked for by settings and progress.")
    descent = descent_from_text(ask.get("settings"))
    progress = checked_progress(ask.get("progress"), descent)
    X, y = descent.data(forecast_table())
    is_over = _time_is_up(seconds)
    is_single = ask.get("is_single") is True
    piece = train_piece(X, y, descent, progress, lambda: is_single or is_over())
    naive = metrics.mse(y, forecasting.last_value(X))
    now = piece.progress
    told = Story(descent, now, piece.diverged, len(y), naive)
    return {
        "points": base64.b64encode(piece.points.astype("<f8").tobytes()).decode(),
        "progress": asdict(now),
        "said": story(told, X, y),
        "series": len(y),
        "naive": naive,
        "is_over": piece.diverged is not None or now.epoch >= descent.epochs,
        "is_diverged": piece.diverged is not None,
    }


def _time_is_up(seconds: float) -> Callable[[], bool]:
    """Return what says whether so much processor time is used up, or the longest wait over."""
    until, at_last = thread_time() + seconds, perf_counter() + _LONGEST
    return lambda: thread_time() > until or perf_counter() > at_last


def checked_progress(given: Any, descent: Descent) -> Progress | None:
    """Return where a run stands; raises `InvalidInput` unless it can stand there."""
    if given is None:
        return None
    names = (*_COUNTED, *_MEASURED)
    is_fit = isinstance(given, Mapping) and set(given) == {*names, _WEIGHTS}
    weights = given[_WEIGHTS] if is_fit else None
    if not is_fit or not isinstance(weights, list | tuple) or len(weights) != 3:
        raise InvalidInput("This run cannot go on: its last point is incomplete. Train it anew.")
    numbers = [*(given[name] for name in names), *weights]
    if not all(type(n) in (int, float) and math.isfinite(n) for n in numbers):
        raise InvalidInput("This run cannot go on: one of its numbers is not finite. Train anew.")
    counted = {name: int(given[name]) for name in _COUNTED}
    if not 0 <= counted["epoch"] < descent.epochs:
        raise InvalidInput(f"This run has already had its {descent.epochs:,} epochs.")
    measured = {name: float(given[name]) for name in _MEASURED}
    return Progress(weights=tuple(float(w) for w in weights), **counted, **measured)  # type: ignore[arg-type]


def _progress(points: Floats, before: Progress | None, done: int) -> Progress:
    """Return how far the run is after `points`, the first of which are those it went on from."""
    losses = points[:, 0]
    steps = np.concatenate([[0.0], _lengths(np.diff(points[:, 1:], axis=0))])  # (n,)
    best, longest = int(np.argmin(losses)), int(np.argmax(steps))
    w0, w1, w2 = (float(w) for w in points[-1, 1:])
    first = before.first if before else float(losses[0])
    now = Progress(
        done + len(points) - 1, (w0, w1, w2), float(losses[-1]), first,
        float(losses[best]), done + best, float(steps[longest]), done + longest,
    )  # fmt: skip
    return now if before is None else _joined(before, now)


def _joined(before: Progress, now: Progress) -> Progress:
    """Return `now` with the extremes of both."""
    kept: dict[str, Any] = {}
    if before.lowest <= now.lowest:
        kept |= {"lowest": before.lowest, "lowest_epoch": before.lowest_epoch}
    if before.longest >= now.longest:
        kept |= {"longest": before.longest, "longest_epoch": before.longest_epoch}
    return Progress(**{**asdict(now), **kept})


def _loss(X: Floats, y: Floats, w: Triple) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return neuron.loss(y, neuron.forward(X, w)[:, -1])


def _no_number(done: int, finite: np.ndarray) -> str:
    return f"Training diverged after epoch {done + int(np.argmin(finite))}: the loss is no number."


def _lengths(steps: Floats) -> Floats:
    """Return the length of every step, (n,) from (n, 3); its square may overflow."""
    largest = np.maximum(np.abs(steps).max(axis=1, initial=0), np.finfo(np.float64).tiny)
    return largest * np.linalg.norm(steps / largest[:, None], axis=1)
