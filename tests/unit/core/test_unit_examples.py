"""The sample reviews that excite and silence a neuron most."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.errors import InvalidInput
from core.probes import reference_states, trace
from core.unit_examples import SHOWN, extreme_examples

MODEL = "sentiment-lstm"


def test_the_named_word_has_the_named_value_when_its_review_is_read() -> None:
    for neuron, state in (("4", "activation"), ("output", "forget")):
        hottest, coldest = extreme_examples(MODEL, neuron, state)
        column = 10 if neuron == "output" else 3
        for example in (*hottest, *coldest):
            traced = trace(registry.predictor(MODEL), example.text)
            values = traced.activations if state == "activation" else traced.gates[state]
            read = [token for token in traced.tokens if token.is_read]
            (step,) = (at for at, token in enumerate(read) if token.start == example.start)
            assert read[step].end == example.end
            assert values[step, column] == pytest.approx(example.value, abs=1e-4)


def test_they_are_the_ends_of_what_all_sample_reviews_do_one_word_per_review() -> None:
    hottest, coldest = extreme_examples(MODEL, "2", "state")
    values = reference_states(MODEL).values["state"][:, 1]
    assert hottest[0].value == pytest.approx(float(np.max(values)))
    assert coldest[0].value == pytest.approx(float(np.min(values)))
    assert len({example.text for example in hottest}) == SHOWN
    assert [e.value for e in hottest] == sorted((e.value for e in hottest), reverse=True)
    assert all(0 <= example.level <= 1 for example in (*hottest, *coldest))


@pytest.mark.parametrize(("neuron", "state"), [("11", "state"), ("", "state"), (None, "state"),
                                               ("1", "shut"), ("1", None)])  # fmt: skip
def test_what_does_not_exist_is_refused_by_name(neuron, state) -> None:
    with pytest.raises(InvalidInput, match="There is no"):
        extreme_examples(MODEL, neuron, state)
