"""The lecture's example of a convolution, to every digit it prints."""

import numpy as np

from core.conv_answer import LECTURE, LECTURE_FILTERS, conv_answer, lecture_example
from core.parameters import Layer, count

PRINTED = [0.2, 1, 1.6, 1, 0.2]


def test_the_lectures_kernel_along_the_lectures_series():
    np.testing.assert_allclose(lecture_example().sums, PRINTED, atol=1e-12)
    np.testing.assert_allclose(np.convolve([0, 1, 2, 1, 0], [0.2, 0.6, 0.2], "same"), PRINTED)


def test_the_page_opens_with_it():
    assert conv_answer(LECTURE, "", "same", "1", LECTURE_FILTERS)["sums"] == [PRINTED]


def test_five_filters_for_pairs_of_word_vectors_have_505_parameters():
    from core.bigrams import MODEL, kernel_of
    from core.registry import predictor

    layers = [Layer("embedding", 50, rows=10_001), Layer("conv", 5, kernel_size=2)]
    kernel, bias = kernel_of(predictor(MODEL))
    assert kernel.shape == (2, 50, 5)
    assert kernel.size + bias.size == 505
    assert count(layers, (100,))[1].terms.total == 505
