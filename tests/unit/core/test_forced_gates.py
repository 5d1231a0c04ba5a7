"""A forced gate is exactly 0 or 1, at every word, and the rest of the network is untouched."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.cells import GATES
from core.errors import InvalidInput
from core.forced_gates import Forcing, forced_model
from core.review import LECTURE_REVIEW

MODEL = "sentiment-lstm"


def run(forcing: Forcing, text: str = LECTURE_REVIEW):
    """Return the pass of the forced model through one review."""
    return forced_model(MODEL, forcing).run({"text": np.array([text], dtype=object)})


@pytest.mark.parametrize("gate", ["forget", "input"])
@pytest.mark.parametrize("value", ["0", "1"])
def test_a_forced_gate_is_exact_in_every_layer_and_the_others_still_move(gate, value) -> None:
    for states in run(Forcing(**{gate: value})).states.values():
        assert (getattr(states, gate) == float(value)).all()
        for other in set(GATES) - {gate}:
            values = getattr(states, other)
            assert not np.isin(values, (0, 1)).all()


def test_with_the_forget_gate_shut_only_the_last_words_count() -> None:
    """Ŷ_{t-1} still reaches the gates, so a little of the word before shines through."""
    for states in run(Forcing(forget="0")).states.values():
        np.testing.assert_allclose(states.state, states.input * states.candidate, rtol=1e-6)


def test_with_the_forget_gate_open_the_state_is_a_sum() -> None:
    for states in run(Forcing(forget="1")).states.values():
        total = np.cumsum(states.input * states.candidate, axis=1)
        np.testing.assert_allclose(states.state, total, rtol=1e-5, atol=1e-6)


def test_with_the_input_gate_shut_nothing_gets_in_and_every_review_is_the_same() -> None:
    answers = {run(Forcing(input="0"), text).answer.item() for text in ("so good", "a mess")}
    assert len(answers) == 1
    assert not run(Forcing(input="0")).states["lstm"].state.any()


def test_without_forcing_it_is_the_shipped_model_itself() -> None:
    forced_model.cache_clear()
    assert forced_model(MODEL, Forcing()) is registry.predictor(MODEL)


def test_the_shipped_model_is_not_changed_by_forcing_a_copy() -> None:
    text = {"text": np.array([LECTURE_REVIEW], dtype=object)}
    before = registry.predictor(MODEL).predict(text)
    assert forced_model(MODEL, Forcing("0", "1")).predict(text) != before
    assert registry.predictor(MODEL).predict(text) == before


@pytest.mark.parametrize("wrong", ["2", "", "open", None, 1])
def test_anything_but_learnt_shut_and_open_is_refused(wrong) -> None:
    with pytest.raises(InvalidInput, match="forget gate"):
        Forcing(forget=wrong)
