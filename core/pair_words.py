"""What there is to say about a compared pair, in words for learners."""

from __future__ import annotations

from typing import Any

from core.pairs import LECTURE_ANSWER, UNKNOWN, PairRequest, PairTrace, QuestionTrace
from core.settings import settings
from core.text import words

_ORDER = ("first", "second")
_VERDICTS = (
    (0.9, "almost certainly"),
    (0.65, "probably"),
    (0.35, "hard to say"),
    (0.1, "probably not"),
    (0.0, "almost certainly not"),
)


def verdict(probability: float) -> str:
    """Return the probability that two questions ask the same as a word."""
    return next(word for least, word in _VERDICTS if probability >= least)


def missing(request: PairRequest) -> str | None:
    """Return what has to be typed before there is anything to compare; None when nothing has."""
    has_first, has_second = request.has_words
    if has_first and has_second:
        return None
    if not has_first and not has_second:
        return "Type two questions, or choose one of the examples."
    lacking = "second" if has_first else "first"
    return f"Type a word or more into the {lacking} question, and the two are compared."


def answer(request: PairRequest, trace: PairTrace) -> dict[str, Any]:
    """Return the trace as plain values, with the words that belong to it."""
    word, decision = verdict(trace.probability), "the same" if trace.is_same else "not the same"
    return {
        **trace.to_json(),
        "word": word,
        "decision": decision,
        "spoken": f"Probability {trace.probability:.2f}, {word}. Decision: {decision}.",
        "lecture": LECTURE_ANSWER if request.is_the_lectures else None,
        "remarks": remarks(request, trace),
    }


def remarks(request: PairRequest, trace: PairTrace) -> list[str]:
    """Return what a learner should know about this very pair: cuts, unknown words, equality."""
    said: list[str] = []
    questions = zip(_ORDER, request.is_cut, (trace.first, trace.second), strict=True)
    for name, is_cut, question in questions:
        said += _about(name, question, is_cut=is_cut)
    return [*said, *_about_equality(request, trace)]


def _about(name: str, question: QuestionTrace, *, is_cut: bool) -> list[str]:
    said = []
    if is_cut:
        said.append(
            f"The {name} question is longer than {settings().text_limit:,} characters; "
            "the rest of it is left out."
        )
    if question.cut:
        count, room = len(question.cut), len(question.slots)
        whole = f"What is left of the {name} question" if is_cut else f"The {name} question"
        said.append(
            f"{whole} has {count + room:,} words, but the model reads {room}: "
            f"{count:,} are cut off."
        )
    typed = [slot for slot in question.slots if slot.word]
    if typed and all(slot.kind == UNKNOWN for slot in typed):
        said.append(
            f"The model knows no word of the {name} question; it only sees how many there are."
        )
    return said


def _about_equality(request: PairRequest, trace: PairTrace) -> list[str]:
    if words(request.read[0]) == words(request.read[1]):
        return ["Both questions have the same words in the same order, so u and v are equal."]
    if [s.id for s in trace.first.slots] == [s.id for s in trace.second.slots]:
        return [
            "To the model these are the same question: the words that differ are unknown to it, "
            "or were cut off."
        ]
    return []
