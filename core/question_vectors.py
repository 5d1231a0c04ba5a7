"""One vector per question: the two halves of a pair model, the tower that reads and the head.

The vectors of many questions are made once; to compare a new one with all of them, its own vector
is all that is still needed. Letters: N questions, P size of a vector.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from core import registry
from core.architecture import Architecture, Step
from core.contracts import Floats
from core.errors import Incompatible, InvalidInput, LessonError
from core.network import Network
from core.predictors import TrainedModel

Measure = Literal["dot product", "cosine"]
_PIECE = 512  # questions that are read together
_PAIRS = 4096  # pairs that pass the head together
_LETTERS = 4_000  # of a question; every model cuts what is longer


@dataclass(frozen=True)
class QuestionVectors:
    """A pair model taken apart where both questions meet.

    Attributes:
        model: The whole.
        tower: Ids of a question (N, T) -> its vector (N, P).
        head: Two vectors (N, P) -> the raw answer (N, 1).
        measure: What nearness means: the dot product where the head reads nothing else, so that
            the nearest question is the one with the highest probability; else the cosine.
    """

    model: TrainedModel
    tower: Network
    head: Network
    measure: Measure

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return the vectors (N, P) of questions, float32."""
        made = list(self.in_pieces(texts))
        return np.concatenate(made) if made else self._read([""])[:0]

    def in_pieces(self, texts: Sequence[str]) -> Iterator[Floats]:
        """Yield the vectors of some hundred questions at a time."""
        for start in range(0, len(texts), _PIECE):
            yield self._read(texts[start : start + _PIECE])

    def _read(self, texts: Sequence[str]) -> Floats:
        column = np.array([text[:_LETTERS] for text in texts], dtype=object)
        ids = self.model.encode(dict.fromkeys(self.model.spec.reads, column))[0]
        return np.ascontiguousarray(self.tower.run((ids,)).answer, dtype=np.float32)

    def probabilities(self, first: Floats, second: Floats) -> Floats:
        """Return how probable the model holds it that two questions ask the same, (N,).

        The same as `model.predict` on their texts.

        Args:
            first: (N, P).
            second: (N, P).
        """
        raw = np.empty(len(first))
        for start in range(0, len(first), _PAIRS):
            rows = slice(start, start + _PAIRS)
            raw[rows] = self.head.run((first[rows], second[rows])).answer.reshape(-1)
        return self.model.calibrate(raw)

    def comparable(self, vectors: Floats) -> Floats:
        """Return vectors whose dot product is the measure: for the cosine, all of length 1."""
        if self.measure == "dot product":
            return vectors
        lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
        unit: Floats = vectors / np.maximum(lengths, 1e-6)
        return unit


def take_apart(model: TrainedModel) -> QuestionVectors:
    """Return the two halves of a model that compares two questions.

    Raises:
        Incompatible: It does not make one vector of each question before it looks at both.
    """
    architecture = model.card.architecture
    reads_from = _origins(architecture)
    joint = [step for step in architecture.steps if len(reads_from[step.name]) > 1]
    meeting = {name for step in joint for name in step.reads if len(reads_from[name]) == 1}
    sides = [[n for n in meeting if reads_from[n] == {side}] for side in architecture.inputs]
    if len(sides) != 2 or any(len(side) != 1 for side in sides):
        raise Incompatible(
            f"{model.spec.title} looks at both questions together: it has no vector of one alone."
        )
    (first,), (second,) = sides
    weights = model.artifact.weights
    tower = Architecture(architecture.inputs[:1], tuple(_leading_to(first, architecture)))
    halves = QuestionVectors(
        model,
        Network(tower, weights),
        Network(Architecture((first, second), tuple(joint)), weights),
        _measure(joint, meeting),
    )
    if halves.vectors(["?"]).ndim != 2:
        raise Incompatible(f"{model.spec.title} compares the questions word by word.")
    return halves


def _origins(architecture: Architecture) -> dict[str, set[str]]:
    """Return for every result the inputs that it depends on."""
    found = {name: {name} for name in architecture.inputs}
    for step in architecture.steps:
        found[step.name] = set().union(*(found[name] for name in step.reads))
    return found


def _leading_to(name: str, architecture: Architecture) -> list[Step]:
    """Return the steps that `name` depends on, itself last."""
    wanted, kept = {name}, []
    for step in reversed(architecture.steps):
        if step.name in wanted:
            wanted |= set(step.reads)
            kept.append(step)
    return kept[::-1]


def _measure(joint: Sequence[Step], meeting: set[str]) -> Measure:
    readers = [step for step in joint if meeting & set(step.reads)]
    is_dot = all(step.kind == "Dot" and not step.options.get("normalize") for step in readers)
    return "dot product" if is_dot else "cosine"


@lru_cache(maxsize=8)
def question_vectors(name: str) -> QuestionVectors:
    """Return the halves of the shipped model `name`, made once per process.

    Raises:
        InvalidInput: No such model, or it does not compare questions.
        NotTrained, Incompatible: It cannot be loaded, or has no vector of one question.
    """
    if registry.model_spec(name).task != "pairs":
        raise InvalidInput(f"{name[:60]} does not compare questions. Choose another model.")
    return take_apart(registry.predictor(name))


def vector_models() -> list[tuple[str, str]]:
    """Return name and title of every model that makes a vector of a question."""
    pairs = [spec for spec in registry.models().values() if spec.task == "pairs"]
    return [(spec.name, spec.title) for spec in pairs if not _why_not(spec.name)]


def _why_not(name: str) -> str | None:
    try:
        question_vectors(name)
    except LessonError as error:
        return str(error)
    return None
