"""Which words of two questions matter to an answer, and which of them a model holds to be alike.

Letters: T words read of the first question, T' of the second, E size of a word vector.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core import registry
from core.architecture import Step
from core.contracts import Floats, Token
from core.errors import Incompatible, InvalidInput
from core.network import Signal
from core.packing import packed_words, whole
from core.pair_words import missing
from core.pairs import PairRequest
from core.predictors import TrainedModel
from core.probes import tokens_of

Pair = tuple[str, str]
_PER = 30_000  # changes of a probability and cosines, up to 1, are sent in such parts
_NAMED = 5
_LETTERS = 24  # of a word that is named


class PairText:
    """One question of a pair with its tokens, as a model sees them."""

    def __init__(self, model: TrainedModel, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(model, text)
        self.read = [token for token in self.tokens if token.is_read]

    def without(self, token: Token) -> str:
        """Return the question without one of its words."""
        return self.text[: token.start] + self.text[token.end :]

    def words(self) -> set[str]:
        """Return the words that are read."""
        return {token.word for token in self.read}


def probabilities(model: TrainedModel, asked: list[Pair]) -> Floats:
    """Return (N,), how probable the model holds it that each pair asks the same.

    The same as `model.predict`, but a question that stands in several pairs is read only once.
    """
    columns = {
        name: np.array([pair[side] for pair in asked], dtype=object)
        for side, name in enumerate(model.spec.reads)
    }
    network, inputs = model.artifact.network, model.inputs(columns)
    known: dict[str, Signal] = {}
    for side, name in enumerate(network.architecture.inputs[:2]):
        first, place = _once([pair[side] for pair in asked])
        if len(first) < len(asked):
            passed_on = network.alone(name, inputs[side][first])
            known |= {step: _repeated(signal, place) for step, signal in passed_on.items()}
    raw = network.run(inputs, known).answer.reshape(-1).astype(np.float64)
    return model.calibrate(raw)


def _once(texts: list[str]) -> tuple[list[int], list[int]]:
    """Return where each different text stands first, and for every text which of them it is."""
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        first.setdefault(text, place)
    rank = {text: number for number, text in enumerate(first)}
    return list(first.values()), [rank[text] for text in texts]


def _repeated(signal: Signal, place: list[int]) -> Signal:
    return Signal(signal.values[place], None if signal.mask is None else signal.mask[place])


def leave_one_out(model: TrainedModel, pair: Pair) -> tuple[Floats, Floats, float]:
    """Return what each word read does to the answer, (T,) and (T',), and the answer itself.

    That is the probability of the pair minus the probability of the pair without this word. What
    follows the word moves up, and of a longer question one more word is read; a question whose only
    word is left out reads as a question without words does. All pairs pass the network together.

    Args:
        model: Compares two questions.
        pair: The two questions.
    """
    first, second = (PairText(model, text) for text in pair)
    asked = [pair]
    asked += [(first.without(token), second.text) for token in first.read]
    asked += [(first.text, second.without(token)) for token in second.read]
    found = probabilities(model, asked)
    change = found[0] - found[1:]
    return change[: len(first.read)], change[len(first.read) :], float(found[0])


def likeness(model: TrainedModel, pair: Pair) -> Floats:
    """Return the cosine of every word vector of the first question with every one of the second.

    (T, T'), each -1 to 1, in the order in which the words are read.

    Raises:
        Incompatible: The model does not look up word vectors for both questions.
    """
    columns = zip(model.spec.reads, pair, strict=True)
    inputs = model.inputs({name: np.array([text], dtype=object) for name, text in columns})
    sides = []
    for ids, name, text in zip(inputs[:2], model.spec.reads, pair, strict=True):
        count = len(PairText(model, text).read)
        (table,) = model.artifact.network.weights(_lookup(model, name).layer)
        looked_up = ids[0][ids.shape[1] - count :]  # padding stands in front
        sides.append(_unit(table[looked_up].astype(np.float64)))
    return np.clip(sides[0] @ sides[1].T, -1, 1)


def packed_matches(name: str, request: PairRequest) -> dict[str, Any]:
    """Return all there is to draw about the words of a pair, or what is `missing`, packed.

    `questions` holds per question its words (`packed_words`), `change`, what each word read does to
    the answer, and `alone`, 1 for a word that the other question does not have. `cosine` is
    `likeness` row by row. All numbers count 1 / `per`. `most` names the words that move the answer
    most, strongest first, with their question (0 or 1) and the change.

    Raises:
        InvalidInput: The model is not one that compares two questions.
    """
    if registry.model_spec(name).task != "pairs":
        raise InvalidInput(f"{name} does not compare two questions. Choose a model that does.")
    model = registry.predictor(name)
    if lacking := missing(request):
        return {"missing": lacking}
    pair = request.read
    *changes, probability = leave_one_out(model, pair)
    texts = [PairText(model, text) for text in pair]
    sides = zip(texts, texts[::-1], changes, strict=True)
    return {
        "title": registry.model_spec(name).title,
        "probability": round(probability, 4),
        "per": _PER,
        "questions": [
            {
                **packed_words(text),
                "change": whole(change, _PER),
                "alone": [int(token.word not in other.words()) for token in text.read],
            }
            for text, other, change in sides
        ],
        "cosine": whole(likeness(model, pair), _PER),
        "most": _strongest(texts, changes),
    }


def _strongest(texts: list[PairText], changes: list[Floats]) -> list[tuple[str, int, float]]:
    named = [
        (text.text[token.start : token.end][:_LETTERS], side, round(float(change), 6))
        for side, (text, found) in enumerate(zip(texts, changes, strict=True))
        for token, change in zip(text.read, found, strict=True)
    ]
    return sorted(named, key=lambda entry: -abs(entry[2]))[:_NAMED]


def _lookup(model: TrainedModel, name: str) -> Step:
    for step in model.card.architecture.steps:
        if step.kind == "Embedding" and step.reads == (name,):
            return step
    raise Incompatible(f"{model.spec.title} does not look up word vectors for both questions.")


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-12)
