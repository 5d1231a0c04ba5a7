"""How long the server needs for one pair of questions, from text to JSON, and how much it sends.

Single figures depend on the machine and on what else runs. Set OMP_NUM_THREADS=1 and
OPENBLAS_NUM_THREADS=1 for one core.
"""

from __future__ import annotations

import json

from core import pair_words, registry
from core.opinions import models_of
from core.pairs import LECTURE_PAIR, PairRequest, compare
from core.word_matches import packed_matches
from tests.benchmarks.bench_core import median_ms

USUAL = (
    "How can I learn to cook with only one small pan?",
    "What is the best way for a beginner to learn cooking?",
)
LONG = ("why is the sky blue " * 1000, "what makes the sky look blue " * 700)


def bench_one_pair() -> None:
    model = registry.predictor("questions-siamese")

    def answered(first: str, second: str) -> str:
        request = PairRequest(first, second)
        return json.dumps(pair_words.answer(request, compare(model, request)))

    for name, pair in (("the lecture's pair", LECTURE_PAIR), ("two of 20,000 characters", LONG)):
        milliseconds = median_ms(lambda pair=pair: answered(*pair), 200)  # type: ignore[misc]
        print(f"\n{name}: {milliseconds:.2f} ms, {len(answered(*pair)):,} bytes of JSON")


def bench_every_word_left_out() -> None:
    for name in models_of("pairs"):
        for title, pair in (("the lecture's pair", LECTURE_PAIR), ("11 and 10 words", USUAL)):
            request = PairRequest(*pair)
            took = median_ms(lambda name=name, r=request: packed_matches(name, r), 30)  # type: ignore[misc]
            print(f"\n{name}, {title}, answer and explanation: {took:.2f} ms")
