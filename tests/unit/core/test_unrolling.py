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


@pytest.mark.parametrize("w", WEIGHTS)
def test_central_differences_measure_the_same_gradient(w):
    x, y = series(12), 0.4
    back = unrolling.backward(unrolling.forward(x, w), y)
    measured = unrolling.central_differences(x, y, w, back.J[-1])
    np.testing.assert_allclose(measured, back.gradient, rtol=1e-5, atol=1e-8)


def test_central_differences_find_a_gradient_that_is_wrong():
    x, y, w = series(12), 0.4, (0.1, 0.5, 0.9)
    back = unrolling.backward(unrolling.forward(x, w), y)
    measured = unrolling.central_differences(x, y, w, back.J[-1])
    assert not np.allclose(measured, 1.001 * back.gradient, rtol=1e-5, atol=1e-8)


def test_a_slope_too_steep_for_any_step_is_not_measured():
    w, x = (-2.5, 5, 5), np.full(100, 0.5)
    back = unrolling.backward(unrolling.forward(x, w), 0.5)
    assert np.isnan(unrolling.central_differences(x, 0.5, w, back.J[-1])[:2]).all()


@pytest.mark.parametrize("w", WEIGHTS[:3])
def test_the_size_of_a_product_is_its_logarithm_and_nothing_has_none(w):
    back = unrolling.backward(unrolling.forward(series(), w), 0.4)
    expected = np.full(30, -np.inf)
    there = back.products != 0
    expected[there] = np.log10(np.abs(back.products[there]))
    np.testing.assert_allclose(back.sizes, expected, rtol=1e-9)


def test_sizes_reach_where_no_number_does_and_the_largest_weights_never_overflow():
    flat = unrolling.backward(unrolling.forward(np.full(400, 5.0), (5, 5, 5)), 0.5)
    assert flat.products[0] == 0
    assert flat.sizes[0] < -1000
    steep = unrolling.backward(unrolling.forward(np.full(400, 0.5), (-2.5, 5, 5)), 1e12)
    assert np.isfinite([steep.products[0], *steep.J[-1], *steep.gradient]).all()
    assert steep.sizes[0] == pytest.approx(399 * np.log10(5))


@pytest.mark.parametrize(
    "w", [(1, 2, None), (1, 2, "3"), (float("nan"), 0, 0), (0, 5.1, 0), (True, 0, 0)]
)
def test_weights_that_are_none_are_refused(w: tuple[object, ...]) -> None:
    with pytest.raises(InvalidInput, match="from −5 to 5"):
        unrolling.checked_weights(*w)


def test_weights_within_range_are_taken() -> None:
    assert unrolling.checked_weights(1, -0.5, 5) == (1.0, -0.5, 5.0)
