"""Looks on while a run trains and tells what it sees: within epochs, between them, time left."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from core.contracts import EpochRecord
from core.predictors import TrainedModel
from core.run_limits import Guard
from core.run_request import RunRequest
from core.runs import BATCH, DOING, EPOCH

_OFTEN = 0.25  # seconds between two lines within an epoch


class Sink(Protocol):
    """Where a training tells what happens."""

    def note(self, line: Mapping[str, Any]) -> None:
        """Keep a line of progress."""
        ...

    def keep(self, model: TrainedModel, place: int) -> None:
        """Keep a model that is better than all before; `place` counts them from 1."""
        ...

    @property
    def wants_stop(self) -> bool:
        """Whether somebody has asked for the end."""
        ...


class StopAsked(Exception):
    """Somebody wants it to end before the first epoch has begun."""


@dataclass
class Observer:
    """Looks on while a run trains and writes down what it sees, not too often."""

    sink: Sink
    guard: Guard
    request: RunRequest
    rows: int = 0
    begun: float = field(default_factory=time.monotonic)
    said: float = 0.0
    epoch: int = 0
    first: float = 0.0
    epoch_seconds: list[float] = field(default_factory=list)
    rate: float = 0.0

    @property
    def wants_stop(self) -> bool:
        """Whether to end: asked for, or over a limit."""
        self.guard.look()
        return bool(self.guard.reason) or self.sink.wants_stop

    def say(self, what: str) -> None:
        """Write down what is being done; raises `StopAsked` when it should end instead."""
        self.sink.note({"kind": DOING, "said": what, "at": self._at()})
        if self.wants_stop:
            raise StopAsked

    def see_batch(self, epoch: int, done: int, of: int, figures: Mapping[str, float]) -> None:
        """Write down how far the epoch is, four times a second at most."""
        now = time.monotonic()
        if epoch != self.epoch:  # the first batch of the first epoch also builds the graph
            self.epoch, self.first, self.said = epoch, now, 0.0
        seen = done - 1
        if seen and now > self.first:
            self.rate = seen * min(self.request.batch or self.rows, self.rows) / (now - self.first)
        if now - self.said < _OFTEN and done < of:
            return
        self.said = now
        left = self._left(epoch, done / of)
        line = {"kind": BATCH, "epoch": epoch, "done": done, "of": of}
        told = {"rate": self.rate, "left": left}
        self.sink.note({**line, **finite(figures), **finite(told), "at": self._at()})

    def _left(self, epoch: int, share: float) -> float | None:
        """Return the seconds that all that is left should take, from what it took so far."""
        if not self.rate:
            return None
        one = self.rows / self.rate
        later = self.epoch_seconds[1:][-3:]  # the first one also builds the graph
        if later:
            one = sum(later) / len(later)
        return one * ((self.request.epochs or 1) - epoch + 1 - share)

    def see_epoch(self, record: EpochRecord, seconds: float, *, is_best: bool) -> None:
        """Write down what an epoch ended with."""
        self.epoch_seconds.append(seconds)
        if not self.rate and seconds:
            self.rate = self.rows / seconds
        figures = {"loss": record.loss, "val_loss": record.val_loss, **record.metrics}
        told = {"rate": self.rate, "left": self._left(record.epoch, 1.0)}
        line = {"kind": EPOCH, "epoch": record.epoch, "is_best": is_best, "at": self._at()}
        self.sink.note({**line, **finite(figures), **finite(told)})

    def _at(self) -> float:
        return round(time.monotonic() - self.begun, 3)


def finite(figures: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return figures as JSON can hold them: what is no number is None."""
    return {
        name: None if value is None or not np.isfinite(value) else round(float(value), 6)
        for name, value in figures.items()
    }
