"""Counting words in a row, as well as counting can."""

import numpy as np
import pytest

from core.kneser_ney import Counting

V = 7
STREAM = np.concatenate([[0], np.random.default_rng(3).integers(0, V, 400), [0]])


@pytest.mark.parametrize("n", [1, 2, 3])
def test_after_every_context_the_probabilities_add_up_to_one(n):
    counting = Counting.of(STREAM, V, n)
    for before in ([3, 5], [0, 2], [6, 6]):
        found = [counting.probabilities(np.array([0, *before, word]))[-1] for word in range(V)]
        assert sum(found) == pytest.approx(1)
        assert min(found) > 0


def test_a_pair_has_its_discounted_share_and_what_is_left_goes_to_continuations():
    stream = np.array([0, 1, 2, 1, 2, 1, 3, 0])  # no counts 1, 2, 3, 4 at once: D = 0.75
    counting = Counting.of(stream, 4, 2)
    # After 1 came 2 twice and 3 once; 0 was seen after 3 only, 1 after 0 and 2, 2 and 3 after 1.
    continued = np.array([1, 2, 1, 1], float)
    single = np.maximum(continued - 0.75, 0) / 5
    single += (1 - single.sum()) / 4
    wanted = (2 - 0.75) / 3 + (2 * 0.75 / 3) * single[2]
    assert counting.probabilities(np.array([0, 1, 2]))[-1] == pytest.approx(wanted)


def test_longer_contexts_help_where_there_is_an_order_to_find():
    stream = np.array([0, *([1, 2, 3, 1, 3, 2] * 60), 0])
    found = [np.log2(Counting.of(stream, 4, n).probabilities(stream)).mean() for n in (1, 2, 3)]
    assert found == sorted(found)
    assert found[2] > -0.2


def test_what_was_said_before_a_boundary_does_not_count():
    counting = Counting.of(STREAM, V, 3)
    one, other = ([0, first, 4, 0, 2] for first in (1, 5))
    assert counting.probabilities(np.array(one))[-1] == counting.probabilities(np.array(other))[-1]
