"""What comes next? A word-level LSTM language model that answers in NumPy.

    h_t, C_t = LSTM(e(w_t), h_{t-1}, C_{t-1}),  s_t = h_t D + d,  p(w_{t+1}) = softmax(s_t Eᵀ + b)

The table E serves twice: to read words and to answer with them (Press and Wolf 2017). A boundary
(id 0) makes the memory empty: it stands before the first word of every review.

Letters: V + 1 words (the last one is every word it does not know), E numbers per word, P units,
T words read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from core import artifacts
from core.architecture import Architecture, Step
from core.char_lstm import Pass, State, read
from core.contracts import Floats, Integers, Weights
from core.errors import Incompatible, LessonError
from core.next_word_texts import BOUNDARY
from core.settings import settings
from core.text import Vocabulary

NAME, TITLE = "next-word", "Next word"
TABLE, KERNEL, RECURRENT, BIAS, DOWN, DOWN_BIAS, ANSWER = (
    "words/0", "memory/0", "memory/1", "memory/2", "summary/0", "summary/1", "answer/0",
)  # fmt: skip
_PIECE = 256  # words whose answers are worked out together


@dataclass(frozen=True)
class Options:
    """What shapes the network.

    Attributes:
        vocabulary_size: V; V − 1 words and marks are known, one id stands for all others.
        embedding: E, numbers per word.
        units: P.
    """

    vocabulary_size: int = 10_000
    embedding: int = 160
    units: int = 384

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Name of every array -> its shape."""
        V, E, P = self.vocabulary_size + 1, self.embedding, self.units
        return {
            TABLE: (V, E), KERNEL: (E, 4 * P), RECURRENT: (P, 4 * P), BIAS: (4 * P,),
            DOWN: (P, E), DOWN_BIAS: (E,), ANSWER: (V,),
        }  # fmt: skip


def architecture(options: Options) -> Architecture:
    """Return the layers up to s_t; the answer is s_t against the table."""
    inside = {"units": options.units, "activation": "tanh", "return_sequences": True}
    steps = (
        Step("words", "words", "Embedding", ("ids",), {"mask_zero": False}),
        Step("memory", "memory", "LSTM", ("words",), inside),
        Step("summary", "summary", "Dense", ("memory",),
             {"units": options.embedding, "activation": "linear"}),
    )  # fmt: skip
    return Architecture(("ids",), steps)


@dataclass(frozen=True)
class NextWord:
    """The model with its weights, read-only.

    Attributes:
        card: What is known about it.
        vocabulary: Its words and marks.
        weights: float32 arrays by name.
    """

    card: artifacts.Card
    vocabulary: Vocabulary
    weights: Weights
    _loop: Weights = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the shapes; raises `Incompatible`."""
        shapes = Options(**self.card.options).shapes
        if {name: array.shape for name, array in self.weights.items()} != shapes:
            raise Incompatible(f"The arrays of {NAME} do not have the shapes of its options.")
        object.__setattr__(self, "_loop", {"U": self.weights[RECURRENT], "b": self.weights[BIAS]})

    @property
    def blank(self) -> State:
        """The memory of one who has read nothing, each (1, P)."""
        P = len(self.weights[RECURRENT])
        return State(np.zeros((1, P), np.float32), np.zeros((1, P), np.float32))

    def read(self, ids: Integers, state: State | None = None) -> Pass:
        """Return everything that happens while words are read, time first (T, 1, ·).

        Args:
            ids: (T,) words without a boundary.
            state: What is remembered; None: a boundary has just been read.
        """
        state = state or self.begin
        entering = self.weights[TABLE][ids] @ self.weights[KERNEL]  # (T, 4P)
        return read({"W": entering, **self._loop}, np.arange(len(ids))[:, None], state)

    @property
    def begin(self) -> State:
        """The memory after a boundary, before the first word."""
        entering = self.weights[TABLE][[BOUNDARY]] @ self.weights[KERNEL]
        return read({"W": entering, **self._loop}, np.array([[0]]), self.blank).state

    def log_probabilities(self, h: Floats) -> Floats:
        """Return ln p of every word after every state: (T, P) -> (T, V + 1)."""
        w = self.weights
        logits = (h @ w[DOWN] + w[DOWN_BIAS]) @ w[TABLE].T + w[ANSWER]
        logits -= logits.max(axis=-1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=-1, keepdims=True))
        return logits

    def surprises(self, ids: Integers) -> Floats:
        """Return −log₂ p of every word of a text, given those before it, (T,)."""
        if not len(ids):
            return np.zeros(0)
        states = self.read(ids[:-1]).h[:, 0] if len(ids) > 1 else self.begin.h
        found = [self._log_p(states[place : place + _PIECE], ids[place : place + _PIECE])
                 for place in range(0, len(ids), _PIECE)]  # fmt: skip
        return -np.concatenate(found) / np.log(2)

    def _log_p(self, h: Floats, ids: Integers) -> Floats:
        return np.take_along_axis(self.log_probabilities(h), ids[:, None], axis=1)[:, 0]


def pack(weights: Weights, known: Vocabulary, options: Options, **told: Any) -> artifacts.Artifact:
    """Return an artifact to save: matrices as float16, which halves the folder.

    Args:
        weights: Arrays by name.
        known: The vocabulary.
        options: What shapes the network.
        told: Further fields of the card.
    """
    count = int(sum(array.size for array in weights.values()))
    card = artifacts.Card(NAME, asdict(options), architecture(options), count, **told)
    small = {
        name: array.astype(np.float16 if array.ndim > 1 else np.float32)
        for name, array in weights.items()
    }
    return artifacts.assemble(card, small, known)


def opened(artifact: artifacts.Artifact) -> NextWord:
    """Return the model of an artifact; raises `Incompatible`."""
    if artifact.card.model != NAME or artifact.vocabulary is None:
        raise Incompatible(f"The folder holds {artifact.card.model}, not {NAME}.")
    weights = {name: array.astype(np.float32) for name, array in artifact.weights.items()}
    for array in weights.values():
        array.setflags(write=False)
    return NextWord(artifact.card, artifact.vocabulary, weights)


def open_next_word(folder: Path) -> NextWord:
    """Return the model in a folder; raises `NotTrained` or `Incompatible` with the reason."""
    return opened(artifacts.load(folder))


@cache
def shipped() -> NextWord:
    """Return the shipped model, loaded once; raises as `open_next_word` does."""
    return open_next_word(settings().trained / NAME)


@cache
def card() -> artifacts.Card:
    """Return what is known about the shipped model, without keeping its weights in memory.

    Raises:
        NotTrained, Incompatible: As `open_next_word`.
    """
    return opened(artifacts.load(settings().trained / NAME)).card


def why_unavailable() -> str | None:
    """Return the reason why the model cannot answer, or None when it can."""
    try:
        card()
    except LessonError as error:
        return str(error)
    return None


def parts_of(stream: Integers) -> Iterator[Integers]:
    """Yield the texts of a stream, each with the boundary behind it."""
    ends = np.flatnonzero(stream == BOUNDARY)
    for start, end in pairwise(ends):
        yield stream[start + 1 : end + 1]


def perplexity(surprises: Floats) -> float:
    """Return 2 to the mean surprise: among how many equally likely words it seems to choose."""
    return float(2 ** np.mean(surprises))
