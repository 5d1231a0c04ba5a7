"""How fast the parts of core are; `bench_engines.py` puts the NumPy path beside other engines.

Single figures depend on the machine and on what else runs; the ratios do not, much. Set
OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1 for one core.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from core import neuron, probes, registry
from core.descent import training_piece
from core.descent_settings import Descent
from core.forecasts import forecast_table
from core.loss_surface import COARSE, FINE, Window, loss_surface
from core.text import Vocabulary

REVIEW = " ".join(["the food was not good but we would come back for the service"] * 8)[:500]


def median_ms(action: Callable[[], object], rounds: int) -> float:
    """Return the median milliseconds of `action`, after one call that is not counted."""
    action()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def bench_one_review() -> None:
    model = registry.predictor("sentiment-lstm")
    text = " ".join((REVIEW.split() * 3)[:100])
    traced = median_ms(lambda: probes.trace(model, text), 200)
    print(f"\n100-token review, with all that the page asks of core: {traced:.2f} ms")


def bench_many_reviews() -> None:
    model = registry.predictor("sentiment-lstm")
    random = np.random.default_rng(0)
    ids = (random.integers(1, 10_000, (1024, 100)).astype(np.int32),)
    ms = median_ms(lambda: model.artifact.network.run(ids), 5)
    print(f"\n1,024 reviews of 100 tokens at once: {1024 / ms * 1000:,.0f} reviews/s")


def bench_neuron() -> None:
    random = np.random.default_rng(0)
    X, y = random.uniform(-1, 1, (502, 100)), random.uniform(-1, 1, 502)
    ms = median_ms(lambda: list(neuron.train(X, y, epochs=1000)), 3)
    print(f"\none neuron, 1,000 epochs at 502 x 100: {ms / 1000:.2f} s")


def bench_tokenizer() -> None:
    text = (REVIEW + ", it's! " * 20) * 2000
    million = text[:1_000_000]
    vocabulary = Vocabulary.fit([REVIEW], 100)
    print(f"\n1 MB of text into tokens: {median_ms(lambda: vocabulary.tokens(million), 5):.0f} ms")


def bench_the_lectures_run_in_pieces() -> None:
    answer, pieces, started = {}, [], time.perf_counter()
    while not answer.get("is_over"):
        began = time.perf_counter()
        ask = {"settings": Descent().text, "progress": answer.get("progress")}
        answer = training_piece(ask)
        pieces.append(1000 * (time.perf_counter() - began))
    whole = time.perf_counter() - started
    print(f"\n1,000 epochs in {len(pieces)} pieces: {whole:.2f} s, longest {max(pieces):.0f} ms")
    X, y = Descent().data(forecast_table())
    for points in (COARSE, FINE):
        window = Window(0.0, (-1.0, 3.0), (-2.0, 2.0), points)
        taken = median_ms(lambda window=window: loss_surface(X, y, window), 5)
        print(f"loss surface, {points} x {points} points: {taken:.0f} ms")
