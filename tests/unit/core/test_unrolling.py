"""One neuron and one series, there and back: against the lecture's neuron for many series."""

from __future__ import annotations

import numpy as np
import pytest

from core import neuron, unrolling
from core.errors import InvalidInput

WEIGHTS = [(1, 1, 1), (-0.07, 1.15, 0.26), (0.0, 0.0, 0.0), (0.5, -2.0, 1.7), (0, 0.001, 1.5)]


def series(T: int = 30) -> np.ndarray:
    """Return made-up values between -1 and 1."""
    return np.random.default_rng(5).uniform(-1, 1, T)


@pytest.mark.parametrize("w", WEIGHTS)
@pytest.mark.parametrize("T", [1, 2, 30])
def test_the_answers_are_those_of_the_lectures_neuron(w, T):
    there = unrolling.forward(series(T), np.array(w))
    expected = neuron.forward(series(T)[None], w)[0]
    np.testing.assert_allclose(there.outputs, expected, rtol=0, atol=1e-9)
    np.testing.assert_allclose(np.tanh(there.sums), there.outputs[1:], rtol=0, atol=0)


@pytest.mark.parametrize("w", WEIGHTS)
@pytest.mark.parametrize("T", [1, 2, 30])
def test_the_gradient_is_that_of_the_lectures_neuron(w, T):
    x, y = series(T), 0.4
    back = unrolling.backward(unrolling.forward(x, np.array(w)), y)
    outputs = neuron.forward(x[None], w)
    expected = neuron.backward(x[None], np.array([y]), outputs, w)
    np.testing.assert_allclose(back.gradient, expected, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("w", WEIGHTS)
def test_the_lectures_recursion_ends_in_the_same_gradient(w):
    there = unrolling.forward(series(), np.array(w))
    back = unrolling.backward(there, 0.4)
    np.testing.assert_allclose(back.deltas[-1] * back.J[-1], back.gradient, rtol=1e-10, atol=1e-14)


def test_a_step_has_no_factor_after_the_last_and_its_product_is_one():
    back = unrolling.backward(unrolling.forward(series(4), np.array([0.1, 0.5, 0.9])), 0.0)
    assert back.factors.shape == (3,)
    assert back.products[-1] == 1
    np.testing.assert_allclose(back.products[0], np.prod(back.factors), rtol=1e-14)


@pytest.mark.parametrize(
    "w", [(1, 2, None), (1, 2, "3"), (float("nan"), 0, 0), (0, 11, 0), (True, 0, 0)]
)
def test_weights_that_are_none_are_refused(w: tuple[object, ...]) -> None:
    with pytest.raises(InvalidInput, match="from −10 to 10"):
        unrolling.checked_weights(*w)


def test_weights_within_range_are_taken() -> None:
    assert unrolling.checked_weights(1, -0.5, 10) == (1.0, -0.5, 10.0)
