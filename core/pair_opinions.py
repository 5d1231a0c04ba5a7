"""What every model makes of one pair of questions, what it reads of them, and the pair turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core import registry
from core.pair_words import missing, verdict
from core.pairs import PairRequest
from core.predictors import TrainedModel
from core.word_matches import PairText, probabilities

_SAME = 1e-6  # further apart, two answers are not called equal


def pair_opinions(names: Sequence[str], request: PairRequest) -> list[dict[str, Any]]:
    """Return what each model says about a pair; without words to compare, only who they are.

    Each entry has `model` and `title`, and either `reason`, why it is unavailable, or `probability`
    that both ask the same, `threshold`, `verdict` and `reads`, in words what it reads of the
    questions and whether it says the same when they change places.
    """
    return [_opinion(name, request) for name in names]


def _opinion(name: str, request: PairRequest) -> dict[str, Any]:
    known = {"model": name, "title": registry.model_spec(name).title}
    reason = registry.why_unavailable(name)
    if reason:
        return {**known, "reason": reason}
    if missing(request):
        return known
    model = registry.predictor(name)
    first, second = request.read
    there, back = probabilities(model, [(first, second), (second, first)]).tolist()
    threshold = model.card.threshold
    decision = "the same" if there >= threshold else "not the same"
    return {
        **known,
        "probability": round(there, 4),
        "threshold": threshold,
        "verdict": f"{decision}, {verdict(there)}; threshold {threshold:.2f}",
        "reads": f"{what_it_reads(model, (first, second))} {_turned(there, back)}",
    }


def what_it_reads(model: TrainedModel, pair: tuple[str, str]) -> str:
    """Return, in words, how the slots of a model are filled by two questions."""
    texts = [PairText(model, text) for text in pair]
    length = model.options.length
    read = [len(text.read) for text in texts]
    said = [f"{length} slots each: {read[0]} and {read[1]} words"]
    said.append(f"{length - read[0]} and {length - read[1]} padding")
    unknown = sum(not token.is_known for text in texts for token in text.read)
    said.append(f"{unknown} unknown" if unknown else "no word unknown")
    cut = sum(len(text.tokens) - len(text.read) for text in texts)
    if cut:
        said.append(f"{cut:,} cut off")
    return ", ".join(said) + "."


def _turned(there: float, back: float) -> str:
    if abs(there - back) <= _SAME:
        return "Swapped, it says the same."
    return f"Swapped, it says {back:.4f}."
