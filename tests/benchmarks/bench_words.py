"""What one keystroke costs on the pages of tokens and of convolution, before it is sent."""

from __future__ import annotations

import json
from typing import Any

from core.bigrams import MODEL, bigram_answer
from core.conv_answer import LECTURE_FILTERS, conv_answer
from core.settings import settings
from core.token_answer import neighbours_answer, sentences_answer, text_vectors_answer
from core.token_table import TokenRequest
from core.word_map import embedding_models
from tests.benchmarks.bench_core import REVIEW, median_ms


def bench_one_keystroke_in_the_text() -> None:
    for text in (REVIEW, ((REVIEW + "\n") * 1000)[: settings().text_limit]):
        for name, answer in (
            ("tokens", lambda text=text: sentences_answer(TokenRequest(text), None)),
            ("vectors", lambda text=text: text_vectors_answer("sentiment-lstm", text)),
            ("pairs", lambda text=text: bigram_answer(MODEL, text)),
        ):
            _print(f"{len(text):,} characters, {name}", answer)
    print()


def bench_neighbours_and_kernels() -> None:
    for model in embedding_models():
        _print(f"neighbours in {model}", lambda model=model: neighbours_answer(model, "good"))
    _print("a kernel along a series", lambda: conv_answer("wave", "", "same", 1, LECTURE_FILTERS))
    print()


def _print(name: str, answer: Any) -> None:
    taken = median_ms(lambda: json.dumps(answer()), 20)
    print(f"\n{name}: {taken:.2f} ms", end="")
