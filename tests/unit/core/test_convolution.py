"""Kernels along a series: against the layer that models use, and against NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from core import cells
from core.cells import Affine
from core.convolution import (
    LECTURE_KERNEL,
    RECIPES,
    Filter,
    convolved,
    filters_of,
    same_padding,
    turned,
)
from core.errors import InvalidInput

RANDOM = np.random.default_rng(5)


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize("stride", [1, 2, 3, 4])
@pytest.mark.parametrize("K", [1, 2, 3, 4, 9])
def test_the_sums_are_those_of_the_layer_that_models_use(padding, stride, K) -> None:
    x, weights, bias = RANDOM.normal(size=13), RANDOM.normal(size=K), 0.3
    made = convolved(x, Filter(tuple(weights), bias), padding, stride)
    layer = Affine(weights.reshape(K, 1, 1), np.array([bias]))
    expected = cells.conv1d(x.reshape(1, -1, 1), layer, "linear", padding, stride)[0, :, 0]
    np.testing.assert_allclose(made.sums, expected)


@pytest.mark.parametrize("K", [1, 2, 3, 5])
def test_numpy_turns_the_kernel_round(K) -> None:
    x, weights = RANDOM.normal(size=9), RANDOM.normal(size=K)
    kernel = Filter(tuple(weights))
    np.testing.assert_allclose(convolved(x, kernel).sums, np.convolve(x, weights[::-1], "valid"))
    np.testing.assert_allclose(convolved(x, turned(kernel)).sums, np.convolve(x, weights, "valid"))


def test_for_odd_kernels_same_is_the_same_of_numpy() -> None:
    x, weights = RANDOM.normal(size=9), RANDOM.normal(size=5)
    made = convolved(x, Filter(tuple(weights)), "same")
    np.testing.assert_allclose(made.sums, np.convolve(x, weights[::-1], "same"))


def test_every_sum_is_made_of_its_products_and_the_bias() -> None:
    made = convolved(np.arange(6.0), Filter((1.0, -2.0), 0.5), "valid", 2)
    assert made.starts.tolist() == [0, 2, 4]
    np.testing.assert_allclose(made.products, [[0, -2], [2, -6], [4, -10]])
    np.testing.assert_allclose(made.sums, made.products.sum(axis=1) + 0.5)


@pytest.mark.parametrize(("T", "K", "stride"), [(5, 3, 1), (5, 2, 2), (7, 9, 4), (1, 9, 1)])
def test_same_gives_one_sum_per_stride(T, K, stride) -> None:
    assert len(convolved(np.ones(T), Filter((1.0,) * K), "same", stride).sums) == -(-T // stride)
    before, after = same_padding(T, K, stride)
    assert 0 <= after - before <= 1


def test_a_kernel_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="4 weights does not fit into a series of 3"):
        convolved(np.ones(3), Filter((1.0,) * 4), "valid")


def test_filters_are_read_from_text() -> None:
    assert filters_of("0.2,0.6,0.2|0;\u22121,1,0|.5;") == (
        Filter(LECTURE_KERNEL),
        Filter((-1.0, 1.0, 0.0), 0.5),
    )
    assert filters_of("1") == (Filter((1.0,)),)


@pytest.mark.parametrize(
    "wrong",
    ["", None, ";", "1,2|0;1|0", "a,1|0", "nan|0", "1e9|0", "1,,2|0", "1|x", "1;" * 6,
     ",".join(["1"] * 10), "inf|0"],
)  # fmt: skip
def test_what_is_no_filter_is_refused_in_words(wrong) -> None:
    with pytest.raises(InvalidInput, match=r"There must be|All filters|is no weight"):
        filters_of(wrong)


@pytest.mark.parametrize("K", range(1, 10))
def test_every_recipe_has_as_many_weights_as_it_should(K) -> None:
    assert [len(make(K)) for make, _ in RECIPES.values()] == [K] * len(RECIPES)


def test_difference_and_edge_see_nothing_where_nothing_changes() -> None:
    for name, ramp in (("difference", np.ones(8)), ("edge", np.arange(8.0))):
        weights = RECIPES[name][0](3)
        np.testing.assert_allclose(convolved(ramp, Filter(weights)).sums, 0, atol=1e-12)
