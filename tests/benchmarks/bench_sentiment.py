"""What one keystroke on the sentiment page costs: the whole callback, and what is sent."""

from __future__ import annotations

import json
import zlib

from core.packing import packed_answer
from core.settings import settings
from tests.benchmarks.bench_core import REVIEW, median_ms

MODEL = "sentiment-lstm"


def bench_one_keystroke() -> None:
    words = REVIEW.split()
    for count in (10, 100, 2000):
        text = " ".join((words * 200)[:count])[: settings().text_limit]
        sent = json.dumps(packed_answer(MODEL, text)).encode()
        taken = median_ms(lambda text=text: json.dumps(packed_answer(MODEL, text)), 50)
        size = len(zlib.compress(sent)) / 1000
        print(f"\n{count} tokens: {taken:.1f} ms, {size:.1f} kB compressed", end="")
    print()
