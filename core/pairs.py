"""Two questions compared: everything the Siamese network made of them, ready to look at.

Letters: T slots of a question, P size of its vector. Lecture section "Quora!".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from core import cells
from core.contracts import Floats, Token
from core.errors import Incompatible, InvalidInput
from core.network import Run
from core.predictors import TrainedModel
from core.settings import settings
from core.text import words

LECTURE_PAIR = ("What does a LSTM do?", "How does a LSTM work?")
LECTURE_ANSWER = 0.5638776  # what the lecture printed for its pair

PADDING, KNOWN, UNKNOWN = "padding", "known", "unknown"
_SHOWN = 32  # characters of a word, and cut-off words of a question, that are worth sending
_DIGITS = 4


@dataclass(frozen=True)
class PairRequest:
    """Two questions as they were typed.

    Half characters, which broken clients send, are replaced; everything else is kept, and `read`
    says which part of it is looked at.

    Raises:
        InvalidInput: A question is not text.
    """

    first: str
    second: str

    def __post_init__(self) -> None:
        for name in ("first", "second"):
            text = getattr(self, name)
            if not isinstance(text, str):
                raise InvalidInput(
                    f"The {name} question must be text, but a {type(text).__name__} came in. "
                    "Type it into its box."
                )
            object.__setattr__(self, name, text.encode("utf-8", "replace").decode("utf-8"))

    @property
    def read(self) -> tuple[str, str]:
        """The part of each question that is looked at, at most `text_limit` characters."""
        limit = settings().text_limit
        return self.first[:limit], self.second[:limit]

    @property
    def is_cut(self) -> tuple[bool, bool]:
        """Whether each question is longer than that."""
        limit = settings().text_limit
        return len(self.first) > limit, len(self.second) > limit

    @property
    def has_words(self) -> tuple[bool, bool]:
        """Whether there is anything to read in each question."""
        first, second = self.read
        return bool(words(first)), bool(words(second))

    @property
    def is_the_lectures(self) -> bool:
        """Whether this is the lecture's pair, in either order, whatever case and punctuation."""
        asked = sorted(words(text) for text in self.read)
        return asked == sorted(words(text) for text in LECTURE_PAIR)


class Slot(NamedTuple):
    """One of the T places of a question as the model reads it.

    Attributes:
        word: The word that is looked up; empty for padding.
        id: Row of the embedding table.
        kind: `padding`, `known` or `unknown`.
        is_shared: The other question has the same word among those that are read.
    """

    word: str
    id: int
    kind: str
    is_shared: bool


@dataclass(frozen=True)
class QuestionTrace:
    """What the network made of one question.

    Attributes:
        slots: T of them; padding stands in front.
        cut: Words that did not fit.
        cut_at: Place among the slots where they are missing; None when nothing was cut.
        vector: (P,) last output of the LSTM.
    """

    slots: tuple[Slot, ...]
    cut: tuple[str, ...]
    cut_at: int | None
    vector: Floats

    def to_json(self) -> dict[str, Any]:
        """Return plain values, words cut to what fits a screen; padding is left out."""
        return {
            "slots": [(s.word[:_SHOWN], s.id, s.kind, s.is_shared) for s in self.slots if s.word],
            "cut": [word[:_SHOWN] for word in self.cut[:_SHOWN]],
            "cut_count": len(self.cut),
            "cut_at": self.cut_at,
            "vector": _rounded(self.vector),
        }


@dataclass(frozen=True)
class PairTrace:
    """What happened between two questions and the answer.

    Attributes:
        first, second: Each question with its vector, u and v.
        dot: Σ uᵢ vᵢ, what the lecture calls cosine similarity.
        cosine: The same divided by the lengths of u and v, -1 to 1.
        weight, bias: w and b of the last neuron.
        raw: Ŷ = σ(w · dot + b), the network's own answer.
        probability: The same, calibrated: how often such pairs do ask the same.
        threshold: Probability from which the answer is "the same".
    """

    first: QuestionTrace
    second: QuestionTrace
    dot: float
    cosine: float
    weight: float
    bias: float
    raw: float
    probability: float
    threshold: float

    @property
    def lengths(self) -> tuple[float, float]:
        """|u| and |v|."""
        u, v = self.first.vector, self.second.vector
        return float(np.linalg.norm(u)), float(np.linalg.norm(v))

    @property
    def score(self) -> float:
        """What goes into the last σ: w · dot + b."""
        return self.weight * self.dot + self.bias

    @property
    def is_same(self) -> bool:
        """The decision at the threshold."""
        return self.probability >= self.threshold

    def to_json(self) -> dict[str, Any]:
        """Return plain values, rounded to what fits a screen."""
        u, v = self.lengths
        numbers = {
            "dot": self.dot, "cosine": self.cosine, "length-u": u, "length-v": v,
            "score": self.score, "raw": self.raw, "probability": self.probability,
            "threshold": self.threshold,
        }  # fmt: skip
        return {
            "questions": [self.first.to_json(), self.second.to_json()],
            "numbers": {name: round(value, _DIGITS) for name, value in numbers.items()},
            "same": self.is_same,
        }


def compare(model: TrainedModel, request: PairRequest) -> PairTrace:
    """Return how `model` comes to its answer; its probability is that of `model.predict`.

    Raises:
        Incompatible: The model does not join two vectors by their dot product.
    """
    texts = request.read
    columns = zip(model.spec.reads, texts, strict=True)
    run = model.run({name: np.array([text], dtype=object) for name, text in columns})
    u, v = _vectors(model, run)
    weight, bias = last_neuron(model)
    raw = run.answer.reshape(-1).astype(np.float64)
    tokens = [_tokens(model, text) for text in texts]
    ids = [run.signals[name].values[0] for name in model.card.architecture.inputs]
    shared = set.intersection(*({t.word for t in found if t.is_read} for found in tokens))
    return PairTrace(
        first=_question(tokens[0], ids[0], shared, u[0]),
        second=_question(tokens[1], ids[1], shared, v[0]),
        dot=float(cells.dot(u, v)[0, 0]),
        cosine=float(np.clip(cells.dot(u, v, normalize=True)[0, 0], -1, 1)),
        weight=weight,
        bias=bias,
        raw=float(raw[0]),
        probability=float(model.calibrate(raw)[0]),
        threshold=model.card.threshold,
    )


def _vectors(model: TrainedModel, run: Run) -> tuple[Floats, Floats]:
    """Return u and v, (1, P) each: what the dot product reads, the last output of each LSTM."""
    joints = [step for step in model.card.architecture.steps if step.kind == "Dot"]
    if len(joints) != 1:
        raise Incompatible(f"{model.spec.title} does not join two vectors by one dot product.")
    values = [run.signals[name].values for name in joints[0].reads]  # (1, T, P) or (1, P)
    u, v = (value[:, -1] if value.ndim == 3 else value for value in values)
    return u, v


def can_be_compared(model: TrainedModel) -> bool:
    """Say whether the model joins two vectors by one dot product that one neuron reads."""
    joints = [step for step in model.card.architecture.steps if step.kind == "Dot"]
    try:
        last_neuron(model)
    except Incompatible:
        return False
    return len(joints) == 1


def last_neuron(model: TrainedModel) -> tuple[float, float]:
    """Return w and b of the neuron that turns the dot product into the answer.

    Raises:
        Incompatible: The model ends in something else.
    """
    last = model.card.architecture.steps[-1]
    kernel = model.artifact.weights.get(f"{last.layer}/0", np.zeros(0))
    if last.kind != "Dense" or kernel.size != 1:
        raise Incompatible(f"{model.spec.title} does not end in one neuron that reads one number.")
    return float(kernel.reshape(-1)[0]), float(model.artifact.weights[f"{last.layer}/1"][0])


def _tokens(model: TrainedModel, text: str) -> list[Token]:
    if model.artifact.vocabulary is None:
        raise Incompatible(f"{model.spec.title} does not read text.")
    return model.artifact.vocabulary.tokens(text, model.options.keep, model.options.length)


def _question(
    tokens: list[Token], ids: np.ndarray, shared: set[str], vector: Floats
) -> QuestionTrace:
    read = [token for token in tokens if token.is_read]
    front = len(ids) - max(len(read), 1)  # a question without words is read as one unknown word
    slots = [Slot("", int(id_), PADDING, is_shared=False) for id_ in ids[:front]]
    slots += [Slot(t.word, t.id, KNOWN if t.is_known else UNKNOWN, t.word in shared) for t in read]
    slots += [Slot("", int(id_), UNKNOWN, is_shared=False) for id_ in ids[len(slots) :]]
    gone = [place for place, token in enumerate(tokens) if not token.is_read]
    cut = tuple(tokens[place].word for place in gone)
    return QuestionTrace(tuple(slots), cut, front + gone[0] if gone else None, vector)


def _rounded(values: Floats) -> list[float]:
    return [round(value, _DIGITS) for value in values.tolist()]
