"""How long would it take, and how many parameters has it? Found out by training for a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from core import training
from core.contracts import Dataset
from core.run_request import RunRequest
from core.trainer import parameters_of, prepared, rows_of

SECOND = 1.0
_SAMPLE = 3_000  # rows that are read for it
_CHECKING = 3.0  # a row is checked about this many times as fast as it is learnt from


@dataclass(frozen=True)
class Estimate:
    """What was found out.

    Attributes:
        parameters: Weights of the network.
        rows: Rows it would be fitted to.
        rate: Examples per second that it learnt from.
        seconds: How long all epochs should take, reading and checking included.
    """

    parameters: int
    rows: int
    rate: float
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass
class _Second:
    """Counts the batches of a second of training, the first one (which builds the graph) not."""

    first: float = 0.0
    last: float = 0.0
    batches: int = 0

    def see_batch(self, epoch: int, done: int, of: int, figures: Mapping[str, float]) -> None:
        """Count a batch."""
        del epoch, done, of, figures
        self.last = time.monotonic()
        if not self.first:
            self.first = self.last
        else:
            self.batches += 1

    @property
    def wants_stop(self) -> bool:
        """Whether the second is over."""
        return bool(self.first) and time.monotonic() - self.first > SECOND


def estimate(request: RunRequest, dataset: Callable[[], Dataset]) -> Estimate:
    """Train for a second on some of the rows and say what all of it would take.

    Raises:
        LessonError: It cannot be trained.
    """
    if request.spec.fit is None:
        training.require_keras()
    whole = rows_of(request, dataset())
    begun = time.monotonic()
    few = replace(request, rows=min(len(whole), _SAMPLE), epochs=2_000)
    fit, model = prepared(few, rows_of(few, whole))
    second = _Second()
    for record in training.epochs(fit, model, watch=second):
        if model is None:  # by hand: an epoch is one batch
            second.see_batch(record.epoch, 1, 1, {})
    preparing = (second.first or time.monotonic()) - begun
    fitted = len(fit.train[fit.spec.target])
    share = len(whole) / min(len(whole), _SAMPLE)
    rows = round(fitted * share)
    size = fitted if model is None else min(request.batch or fitted, fitted)
    rate = second.batches * size / max(second.last - second.first, 1e-9)
    checked = share * len(fit.validation[fit.spec.target])
    epoch = (rows + checked / _CHECKING) / max(rate, 1e-9)
    seconds = preparing * share + (request.epochs or 1) * epoch
    return Estimate(parameters_of(fit, model), rows, rate, seconds)
