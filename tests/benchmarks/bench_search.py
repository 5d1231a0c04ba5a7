"""How long search, the vectors it needs, and grouping take: from 100 questions to 200,000.

Set OMP_NUM_THREADS=1 for one core, as the server does.
"""

from __future__ import annotations

import time

import numpy as np

from core.loaded_questions import sample_questions
from core.question_groups import links
from core.question_search import search_model
from core.question_shelf import Shelf
from core.question_vectors import question_vectors, vector_models
from tests.benchmarks.bench_core import median_ms

COUNTS = (100, 300, 1_000, 10_000, 100_000, 200_000)
NEAREST = 50


def bench_number_of_questions() -> None:
    random = np.random.default_rng(0)
    for name, title in vector_models():
        halves = question_vectors(name)
        asked = list(sample_questions())
        begun = time.perf_counter()
        made = halves.vectors(asked)
        each = 1000 * (time.perf_counter() - begun) / len(asked)
        own = median_ms(lambda halves=halves, asked=asked: halves.vectors(asked[:1]), 100)  # type: ignore[misc]
        print(f"\n{title}: {each:.2f} ms per vector, {own:.2f} ms for a single one")
        vector = halves.comparable(made)[0]
        for count in COUNTS:
            vectors = random.normal(size=(count, made.shape[1])).astype(np.float32)
            shelf = Shelf("own", "questions", range(count), vectors, vectors[:, 0])  # type: ignore[arg-type]
            took = median_ms(lambda shelf=shelf, v=vector: shelf.nearest(v, NEAREST), 30)  # type: ignore[misc]
            print(f"{count:>8,} questions {took:6.2f} ms {vectors.nbytes / 2**20:6.1f} MB")


def bench_groups() -> None:
    random = np.random.default_rng(0)
    halves = question_vectors(search_model())
    size = halves.vectors(["?"]).shape[1]
    for count in (350, 1_000, 5_000):
        vectors = random.normal(size=(count, size)).astype(np.float32)
        begun = time.perf_counter()
        links(halves, vectors, lambda *_: None)
        took = time.perf_counter() - begun
        print(
            f"{count:>6,} questions, {count * (count - 1) // 2:>12,} pairs compared: {took:.1f} s"
        )
