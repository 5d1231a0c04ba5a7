"""What one keystroke on the sentiment page costs: the whole callback, and what is sent."""

from __future__ import annotations

import json
import zlib

import numpy as np

from core import registry
from core.contributions import contributions
from core.influence import packed_influence
from core.opinions import models_of, opinions
from core.packing import packed_answer
from core.settings import settings
from core.two_texts import compared
from core.unit_examples import extreme_examples
from core.unit_search import matching_units
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


def bench_the_whole_request_of_a_keystroke() -> None:
    """Everything the server does: routing, the callback, JSON, compression."""
    import app

    body = {
        "output": "sentiment-trace.data",
        "outputs": {"id": "sentiment-trace", "property": "data"},
        "inputs": [{"id": "sentiment-text", "property": "value", "value": _text(100)}],
        "changedPropIds": ["sentiment-text.value"],
        "state": [],
    }
    asking = app.server.test_client()
    ask = {"json": body, "headers": {"Accept-Encoding": "br"}}
    taken = median_ms(lambda: asking.post("/_dash-update-component", **ask), 50)
    sent = asking.post("/_dash-update-component", **ask).data
    print(f"\n100 tokens, the whole request: {taken:.1f} ms, {len(sent) / 1000:.1f} kB sent")


def bench_the_parts_below_the_stage() -> None:
    for count in (100, 2000):
        text = _text(count)
        for name, action in (
            ("find the neuron", lambda text=text: matching_units(MODEL, text, "2,3")),
            ("what else moves it", lambda: extreme_examples(MODEL, "4", "forget")),
            ("leave one out", lambda text=text: packed_influence(MODEL, text)),
            ("two texts", lambda text=text: compared(MODEL, text, text[5:])),
            ("all models", lambda text=text: opinions(models_of("sentiment"), text)),
        ):
            print(f"\n{count} tokens, {name}: {median_ms(action, 5):.1f} ms", end="")
    print()


def _text(count: int) -> str:
    return " ".join((REVIEW.split() * 200)[:count])[: settings().text_limit]


def bench_the_best_model() -> None:
    model = registry.predictor("sentiment-best")
    text = " ".join((REVIEW.split() * 200)[:100])
    rows = {"text": np.array([text], dtype=object)}
    print(f"\n100 tokens, answer: {median_ms(lambda: model.predict(rows), 50):.1f} ms", end="")
    print(f", every share: {median_ms(lambda: contributions(model, text), 50):.1f} ms")
