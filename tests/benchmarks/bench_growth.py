"""What it costs when there is more: longer texts, more series, more questions."""

from __future__ import annotations

import json
import time

import numpy as np

from core import registry
from core.contracts import Dataset
from core.forecasts import ForecastTable, tabulate
from core.loaded_questions import sample_questions
from core.packing import packed_answer
from core.protocols import LECTURE, WALK
from core.question_shelf import Shelf
from core.question_vectors import question_vectors, vector_models
from core.ranking import ranked
from core.settings import settings
from tests.benchmarks.bench_core import median_ms
from tests.benchmarks.figures import Figures

TOKENS = (10, 100, 1_000, 10_000)
SERIES = (6, 50, 500, 5_000)
QUESTIONS = (100, 1_000, 10_000, 100_000)
MODEL, NEAREST = "sentiment-lstm", 50


def bench_longer_texts(figures: Figures) -> None:
    for count in TOKENS:
        text = ("a " * count)[: settings().text_limit]
        taken = median_ms(lambda text=text: json.dumps(packed_answer(MODEL, text)), 30)  # type: ignore[misc]
        figures.add("one edit, by tokens", f"{count:,}", taken, "ms")


def bench_more_series(figures: Figures) -> None:
    for count in SERIES:
        table, made = _timed(lambda count=count: _table(count))  # type: ignore[misc]
        figures.add("all forecasts, by series", f"{count:,}: everyone asked", made, "ms")
        for protocol in (LECTURE, WALK):
            _, taken = _timed(lambda p=protocol, t=table: ranked(t, p))  # type: ignore[misc]
            figures.add("all forecasts, by series", f"{count:,}: ranked, {protocol}", taken, "ms")
        ranked.cache_clear()


def bench_more_questions(figures: Figures) -> None:
    random = np.random.default_rng(0)
    name, title = next(iter(vector_models()))
    halves = question_vectors(name)
    asked = list(sample_questions())
    made, taken = _timed(lambda: halves.vectors(asked))
    figures.add(f"search, {title}", "a vector", taken / len(asked), "ms")
    vector = halves.comparable(made)[0]
    for count in QUESTIONS:
        vectors = random.normal(size=(count, made.shape[1])).astype(np.float32)
        shelf = Shelf("own", "questions", range(count), vectors, vectors[:, 0])  # type: ignore[arg-type]
        ms = median_ms(lambda shelf=shelf: shelf.nearest(vector, NEAREST), 30)  # type: ignore[misc]
        figures.add(f"search, {title}", f"the nearest of {count:,}", ms, "ms")
        figures.add(f"search, {title}", f"the vectors of {count:,}", vectors.nbytes / 1e6, "MB")


def _timed(work: object) -> tuple[object, float]:
    began = time.perf_counter()
    found = work()  # type: ignore[operator]
    return found, 1000 * (time.perf_counter() - began)


def _table(count: int) -> ForecastTable:
    """Return the table of this many simulated walks of a hundred days, and the day after."""
    walks = np.cumsum(np.random.default_rng(1).normal(size=(count, 101)), axis=1)
    low, high = walks.min(axis=1, keepdims=True), walks.max(axis=1, keepdims=True)
    walks = 2 * (walks - low) / (high - low) - 1
    columns = {
        "name": np.array([f"W{place}" for place in range(count)], object),
        "series": walks[:, :-1],
        "target": walks[:, -1],
        "origin": np.full(count, "simulated", object),
    }
    specs = [spec for spec in registry.models().values() if spec.task == "forecast"]
    return tabulate(Dataset("stocks", "simulated", "", columns), specs, registry.predictor)
