"""A character LSTM learns one text: in a minute at most, saying how far it is.

Streams of the text lie side by side and are read in chunks; what is remembered at the end of a
chunk goes into the next one (truncated back-propagation through time). The weights that were best
on the check, a part of the text that is not learnt from, are the ones that are kept.

Letters: V characters, P units, B streams, T steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from core.char_counts import baselines
from core.char_lstm import Adam, Size, bits_per_character, gradient, new_weights, read, written
from core.contracts import Floats, Integers
from core.own_text import OwnText

SECONDS = 52.0  # after which it ends wherever it is
ORDERS = (0, 1, 2, 3, 5)
_T, _RATE, _WARM_UP, _KEPT = 50, 0.01, 20, 0.6
_PATIENCE, _POINTS, _SAMPLE = 6, 60, 160
_CONTEXT = 200
_BITS = 1 / np.log(2)


@dataclass(frozen=True)
class News:
    """How far the course is.

    Attributes:
        share: How much of it is done, 0 to 1.
        left: Seconds it will take from here, at most.
        epoch, epochs: How often it has begun to read the text, and how often at most.
        curve: Characters read -> bits per character while learning; the same on the check, where
            it was measured, else None.
        sample: What it writes now.
        counted: As in `Taught`.
    """

    share: float
    left: float
    epoch: int
    epochs: int
    curve: tuple[tuple[int, float, float | None], ...]
    sample: str
    counted: Mapping[int, float]


@dataclass(frozen=True)
class Taught:
    """A network that has learnt a text.

    Attributes:
        alphabet: The characters it knows.
        size: V and P.
        weights: All its weights.
        bits: Bits per character on the tail.
        counted: Order of counting -> bits per character on the same tail.
        curve: As in `News`.
        told: Numbers about the course, by name.
        remarks: What the visitor should know, one sentence each.
    """

    alphabet: str
    size: Size
    weights: Floats
    bits: float
    counted: Mapping[int, float]
    curve: tuple[tuple[int, float, float | None], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """How a text of some length is learnt: P units, B streams, at most so many epochs."""

    P: int
    B: int
    epochs: int

    @classmethod
    def of(cls, length: int) -> Plan:
        """Return the plan for a text of `length` characters to learn from."""
        streams = next(
            (B for least, B in ((90_000, 32), (16_000, 16), (6_000, 8)) if length >= least), 4
        )
        epochs = min(30, max(8, 2_500_000 // max(length, 1)))
        return cls(192 if length >= 16_000 else 128, streams, epochs)


def teach(text: OwnText, say: Callable[[News], object], *, seconds: float = SECONDS) -> Taught:
    """Return a network that has learnt `text`, and what it is worth on the tail.

    Args:
        text: What is learnt.
        say: Called several times per epoch; what it raises ends the course.
        seconds: After which it ends.
    """
    course = _Course(text, Plan.of(len(text.learnt)), seconds)
    course.run(say)
    part = course.size.views(course.best)
    before = text.before_tail[-_CONTEXT:]
    sample = text.as_text(course.sample(part, 600))
    return Taught(
        text.alphabet,
        course.size,
        course.best,
        bits_per_character(part, text.tail, before),
        course.counted,
        tuple(course.curve),
        {
            "characters": len(text.ids),
            "tail": len(text.tail),
            "epochs": course.epoch,
            "best_epoch": course.best_epoch,
            "seconds": round(course.elapsed, 1),
            "copied": longest_copied(sample, text.as_text(text.ids.tolist())),
        },
        text.remarks,
    )


def longest_copied(sample: str, text: str) -> str:
    """Return the longest run of characters of `sample` that stands in `text`."""
    best = ""
    for start in range(len(sample)):
        while sample[start : start + len(best) + 1] in text and start + len(best) < len(sample):
            best = sample[start : start + len(best) + 1]
    return best


class _Course:
    """One course: the streams, the weights, and where it stands."""

    def __init__(self, text: OwnText, plan: Plan, seconds: float) -> None:
        self.text, self.plan, self.seconds = text, plan, seconds
        self.size = Size(len(text.alphabet), plan.P)
        self.weights = new_weights(self.size, seed=0)
        self.best, self.best_bits, self.best_epoch = self.weights.copy(), np.inf, 0
        self.adam, self.draw = Adam(self.size.parameters), np.random.default_rng(0)
        self.reads, self.nexts = streams(text.learnt, plan.B)
        self.chunks = -(-len(self.reads) // _T)
        self.curve: list[tuple[int, float, float | None]] = []
        self.done = self.epoch = 0
        self.begun, self.sampled = time.monotonic(), ""
        self.counted = baselines(text.before_tail, text.tail, len(text.alphabet), ORDERS)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    @property
    def share(self) -> float:
        """How much is done: of the chunks, or of the time where that runs out first."""
        return max(self.done / (self.chunks * self.plan.epochs), self.elapsed / self.seconds)

    def run(self, say: Callable[[News], object]) -> None:
        for _ in range(self.plan.epochs):
            self.epoch += 1
            losses = self._epoch(say)
            self._weigh(float(np.mean(losses)) if losses else 0.0)
            say(self._news())
            if self.share >= 1 or self.epoch - self.best_epoch >= _PATIENCE:
                break

    def _epoch(self, say: Callable[[News], object]) -> list[float]:
        state, losses = self.size.blank(self.plan.B), []
        part = self.size.views(self.weights)
        every = max(1, self.chunks * self.plan.epochs // _POINTS)
        for start in range(0, len(self.reads), _T):
            there = read(part, self.reads[start : start + _T], state)
            kept = self._kept(there.squashed.shape)
            nats, slope = gradient(self.size, part, there, self.nexts[start : start + _T], kept)
            self.adam.step(self.weights, slope, self._rate())
            state, self.done = there.state, self.done + 1
            losses.append(nats * _BITS)
            if self.done % every == 0:
                self.curve.append((self._characters(), float(np.mean(losses[-every:])), None))
                say(self._news())
            if self.share >= 1:
                break
        return losses

    def _weigh(self, learning: float) -> None:
        """Measure on the check; keep the weights when they are the best so far."""
        part = self.size.views(self.weights)
        before = self.text.learnt[-_CONTEXT:]
        bits = bits_per_character(part, self.text.check, before)
        self.curve.append((self._characters(), learning, bits))
        if bits < self.best_bits:
            self.best, self.best_bits, self.best_epoch = self.weights.copy(), bits, self.epoch
        self.sampled = self.text.as_text(self.sample(part, _SAMPLE))

    def sample(self, part: Mapping[str, Floats], count: int) -> list[int]:
        return list(islice(written(part, self.text.ids[:1], 0.7, self.epoch), count))

    def _kept(self, shape: tuple[int, ...]) -> Floats:
        """Return dropout: 0 for what is left out, more than 1 for what is kept."""
        kept = self.draw.random(shape, np.float32) < _KEPT
        return kept.astype(np.float32) / np.float32(_KEPT)

    def _rate(self) -> float:
        """Return the learning rate: it rises for 20 chunks, then falls along half a cosine."""
        falling = 0.02 + 0.98 * (1 + np.cos(np.pi * min(1.0, self.share))) / 2
        return float(_RATE * min(1.0, (self.done + 1) / _WARM_UP) * falling)

    def _characters(self) -> int:
        return self.done * _T * self.plan.B

    def _news(self) -> News:
        share, spent = min(1.0, self.share), self.elapsed
        left = spent / share - spent if share > 0 else self.seconds
        return News(
            share, left, self.epoch, self.plan.epochs, tuple(self.curve), self.sampled, self.counted
        )


def streams(ids: Integers, B: int) -> tuple[Integers, Integers]:
    """Return a text as B streams side by side and what comes next in each, (T, B) both."""
    length = (len(ids) - 1) // B
    reads = ids[: length * B].reshape(B, length).T
    nexts = ids[1 : length * B + 1].reshape(B, length).T
    return np.ascontiguousarray(reads), np.ascontiguousarray(nexts)
