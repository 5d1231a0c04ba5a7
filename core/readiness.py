"""Whether every shipped model answers: each is asked once per process, with one made-up input."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import next_word, registry
from core.errors import LessonError
from core.predictors import open_model
from core.settings import settings

_DAYS = 100
_WORDS = np.array(["good black shoes"], object)
_MADE_UP = {"series": np.linspace(-1, 1, _DAYS)[None], "number": np.array([1.0])}  # (1, T), (1,)


@dataclass(frozen=True)
class Readiness:
    """Which models answered one input.

    Attributes:
        able: Their names, in the lecture's order.
        missing: Name of every other model -> why it cannot answer, one sentence.
    """

    able: tuple[str, ...]
    missing: dict[str, str]


@lru_cache(maxsize=1)
def readiness() -> Readiness:
    """Return which models answer; each is opened, asked and closed again, once per process."""
    reasons = {name: _why_silent(name) for name in registry.models()}
    reasons[next_word.NAME] = _why_speechless()
    _give_memory_back()
    able = tuple(name for name, reason in reasons.items() if not reason)
    return Readiness(able, {name: reason for name, reason in reasons.items() if reason})


def _why_silent(name: str) -> str:
    """Return why a model has no answer to one row; empty when it has one."""
    try:
        # Not the registry's: a worker that nobody has asked yet keeps no model in memory.
        model = open_model(registry.model_spec(name), settings().trained / name)
        answer = model.predict(_one_row(name))
    except LessonError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the model does not answer
        return f"It failed with {type(error).__name__}."
    return "" if np.isfinite(answer).all() else "Its answer is no number."


def _why_speechless() -> str:
    """Return why the language model knows no next word; empty when it does."""
    try:
        model = next_word.open_next_word(settings().trained / next_word.NAME)
    except LessonError as error:
        return str(error)
    said = model.log_probabilities(model.begin.h)
    return "" if np.isfinite(said).all() else "Its answer is no number."


def _one_row(name: str) -> dict[str, np.ndarray]:
    """Return one row of what the model reads, made up by the kinds of its fields."""
    spec = registry.model_spec(name)
    kinds = registry.dataset_spec(spec.dataset).fields
    return {field: _MADE_UP.get(kinds[field], _WORDS) for field in spec.reads}


def _give_memory_back() -> None:
    """Let the system have the memory of the closed models; where libc cannot, it stays ours."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
