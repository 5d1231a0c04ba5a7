"""How long the server needs for one pair of questions, from text to JSON, and how much it sends.

Single figures depend on the machine and on what else runs. Set OMP_NUM_THREADS=1 and
OPENBLAS_NUM_THREADS=1 for one core.
"""

from __future__ import annotations

import json

from core import pair_words, registry
from core.pairs import LECTURE_PAIR, PairRequest, compare
from tests.benchmarks.bench_core import median_ms

LONG = ("why is the sky blue " * 1000, "what makes the sky look blue " * 700)


def bench_one_pair() -> None:
    model = registry.predictor("questions-siamese")

    def answered(first: str, second: str) -> str:
        request = PairRequest(first, second)
        return json.dumps(pair_words.answer(request, compare(model, request)))

    for name, pair in (("the lecture's pair", LECTURE_PAIR), ("two of 20,000 characters", LONG)):
        milliseconds = median_ms(lambda pair=pair: answered(*pair), 200)  # type: ignore[misc]
        print(f"\n{name}: {milliseconds:.2f} ms, {len(answered(*pair)):,} bytes of JSON")
