"""What every model makes of one pair of questions."""

from __future__ import annotations

import numpy as np
import pytest

from core import pair_opinions as module
from core import registry
from core.opinions import models_of
from core.pair_opinions import pair_opinions, what_it_reads
from core.pairs import LECTURE_PAIR, PairRequest, compare
from tests.pair_fakes import siamese_model

MODELS = models_of("pairs")


def test_every_model_answers_and_says_the_same_of_the_swapped_pair() -> None:
    there = pair_opinions(MODELS, PairRequest(*LECTURE_PAIR))
    back = pair_opinions(MODELS, PairRequest(*LECTURE_PAIR[::-1]))
    assert [entry["model"] for entry in there] == list(MODELS)
    for one, other in zip(there, back, strict=True):
        assert one["probability"] == pytest.approx(other["probability"], abs=1e-4)
        assert one["reads"].endswith("Swapped, it says the same.")


def test_probability_and_decision_are_those_of_the_stage() -> None:
    (entry,) = pair_opinions(["questions-siamese"], PairRequest(*LECTURE_PAIR))
    trace = compare(registry.predictor("questions-siamese"), PairRequest(*LECTURE_PAIR))
    assert entry["probability"] == pytest.approx(trace.probability, abs=1e-4)
    decision = "the same" if trace.is_same else "not the same"
    assert entry["verdict"].startswith(f"{decision}, ")
    assert entry["verdict"].endswith(f"threshold {trace.threshold:.2f}")


def test_what_is_read_counts_slots_padding_unknown_words_and_what_is_cut() -> None:
    model = siamese_model(length=6)
    said = what_it_reads(model, ("why is the sky blue", "what xqzt"))
    assert said == "6 slots each: 5 and 2 words, 1 and 4 padding, 1 unknown."
    said = what_it_reads(model, ("why " * 9, "what"))
    assert said == "6 slots each: 6 and 1 words, 0 and 5 padding, no word unknown, 3 cut off."


def test_a_model_that_depends_on_the_order_is_found_out(monkeypatch) -> None:
    def by_length(_, asked):
        return np.array([len(first) / 10 for first, _ in asked])

    monkeypatch.setattr(module, "probabilities", by_length)
    (entry,) = pair_opinions(["questions-siamese"], PairRequest("why", "what"))
    assert entry["reads"].endswith("Swapped, it says 0.4000.")


def test_without_words_no_model_claims_an_answer() -> None:
    for entry in pair_opinions(MODELS, PairRequest("", "why")):
        assert "probability" not in entry
