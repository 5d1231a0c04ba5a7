"""What happened inside the shipped LSTM, and how it is put on a scale."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from core import probes, registry
from core.cells import sigmoid
from core.errors import Incompatible
from core.predictors import TrainedModel
from core.review import LECTURE_REVIEW
from core.settings import settings

MODEL = "sentiment-lstm"


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    """Return the shipped LSTM."""
    return registry.predictor(MODEL)


def test_a_trace_has_one_row_per_token_and_one_column_per_neuron_and_the_output(model) -> None:
    traced = probes.trace(model, LECTURE_REVIEW)
    assert len(traced.tokens) == 19
    assert traced.activations.shape == (19, probes.neurons(model) + 1)
    assert {values.shape for values in traced.gates.values()} == {traced.activations.shape}


def test_the_gates_of_a_trace_obey_the_equations_of_the_lecture(model) -> None:
    traced = probes.trace(model, LECTURE_REVIEW)
    state = traced.gates["state"]
    before = np.concatenate([np.zeros_like(state[:1]), state[:-1]])
    added = traced.gates["input"] * traced.gates["candidate"]
    np.testing.assert_allclose(state, traced.gates["forget"] * before + added, atol=1e-6)
    squashed = np.concatenate([np.tanh(state[:, :-1]), sigmoid(state[:, -1:])], axis=1)
    np.testing.assert_allclose(traced.activations, traced.gates["output"] * squashed, atol=1e-6)


def test_the_opinion_after_a_word_is_the_answer_to_the_text_that_ends_there(model) -> None:
    traced = probes.trace(model, LECTURE_REVIEW)
    ends = [token.end for token in traced.tokens]
    cut = np.array([LECTURE_REVIEW[:end] for end in ends], dtype=object)
    np.testing.assert_allclose(traced.opinion, model.predict({"text": cut}), atol=1e-5)
    assert traced.probability == pytest.approx(traced.opinion[-1], abs=1e-6)


def test_of_a_long_review_both_ends_are_read_and_all_tokens_are_told(model) -> None:
    length = model.options.length
    traced = probes.trace(model, "word " * (length + 50))
    read = [place for place, token in enumerate(traced.tokens) if token.is_read]
    assert len(traced.tokens) == length + 50
    assert read == [*range(length // 2), *range(length // 2 + 50, length + 50)]
    assert len(traced.activations) == length


@pytest.mark.parametrize("text", ["", " \n", "!?.", "\x00\x00"])
def test_a_text_without_a_word_has_an_empty_trace_and_still_an_answer(model, text) -> None:
    traced = probes.trace(model, text)
    assert traced.tokens == ()
    assert traced.activations.shape == (0, 11)
    assert 0 < traced.probability < 1


def test_words_that_are_not_known_are_marked_and_read(model) -> None:
    traced = probes.trace(model, "good xqzzy \U0001f60d")
    assert [token.is_known for token in traced.tokens] == [True, False, False]
    assert len(traced.activations) == 3


def test_a_text_over_the_limit_is_cut_to_it(model) -> None:
    traced = probes.trace(model, "ab " * settings().text_limit)
    assert len(traced.text) == settings().text_limit
    assert traced.tokens[-1].end <= settings().text_limit


def test_a_model_whose_steps_cannot_be_shown_is_refused() -> None:
    steps = [SimpleNamespace(kind="LSTM"), SimpleNamespace(kind="Dense")]
    card = SimpleNamespace(architecture=SimpleNamespace(steps=steps))
    ending_in_dense = SimpleNamespace(card=card, spec=SimpleNamespace(title="Mixed"))
    with pytest.raises(Incompatible, match="Mixed has no LSTM"):
        probes.trace(ending_in_dense, "text")


def test_the_reference_scale_spans_nearly_all_values_of_the_reference_reviews(model) -> None:
    scale = probes.reference_scale(MODEL)
    assert scale.low.shape == scale.high.shape == (11,)
    traced = probes.trace(model, LECTURE_REVIEW).activations
    inside = (traced >= scale.low) & (traced <= scale.high)
    assert inside.mean() > 0.9
    assert (scale.high > scale.low).all()


def test_a_scale_runs_from_0_to_1_and_cuts_what_is_outside() -> None:
    scale = probes.ReferenceScale(np.array([-1.0, 0.0]), np.array([1.0, 0.5]))
    applied = scale.apply(np.array([[0.0, 0.25], [-3.0, 2.0]]))
    assert applied.tolist() == [[0.5, 0.5], [0.0, 1.0]]


def test_the_scale_of_a_neuron_that_never_moves_is_finite_with_its_value_in_the_middle() -> None:
    scale = probes.scale_of(np.full((50, 1), 0.7))
    assert scale.apply(np.array([[0.7]]))[0, 0] == pytest.approx(0.5)


def test_the_leading_neuron_is_the_one_that_goes_with_the_output() -> None:
    output = np.linspace(0, 1, 40)
    against, with_it = -output, output + 0.05 * np.sin(np.arange(40))
    still = np.full(40, 0.3)
    values = np.stack([against, still, with_it, output], axis=1)
    assert probes.most_alike(values) == 3
    assert 1 <= probes.leading_neuron(MODEL) <= 10


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.95, "positive"),
        (0.02, "negative"),
        (0.55, "undecided, leaning positive"),
        (0.5, "undecided, leaning positive"),
        (0.45, "undecided, leaning negative"),
    ],
)
def test_the_verdict_is_undecided_near_the_threshold(probability, said) -> None:
    assert probes.verdict(probability, 0.5) == said


def test_the_verdict_follows_the_models_own_threshold() -> None:
    assert probes.verdict(0.55, 0.7) == "negative"
    assert probes.verdict(0.25, 0.1) == "positive"
