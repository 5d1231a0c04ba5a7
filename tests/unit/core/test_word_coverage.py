"""What a vocabulary and a length do to texts."""

from __future__ import annotations

import pytest

from core.errors import Incompatible
from core.text import Vocabulary
from core.word_coverage import coverage, coverages, covered
from core.word_map import FAVOURITE


def test_unknown_cut_and_padded_shares_are_counted() -> None:
    found = covered(["a b c d", "a x"], Vocabulary(("a", "b", "c"), 10), (11, 3), 3)
    assert (found.texts, found.tokens, found.parameters) == (2, 6, 33)
    assert found.unknown == pytest.approx(2 / 6)
    assert found.cut == pytest.approx(1 / 2)
    assert found.padding == pytest.approx(1 / 6)


def test_a_shipped_model_is_measured_on_the_samples() -> None:
    found = coverage(FAVOURITE)
    assert found.parameters == 500_050
    assert 0 < found.unknown < 0.2


def test_a_model_without_words_has_no_coverage() -> None:
    with pytest.raises(Incompatible):
        coverage("stocks-rnn")


def test_a_model_that_cannot_be_counted_is_left_out() -> None:
    assert list(coverages(["stocks-rnn", FAVOURITE])) == [FAVOURITE]
