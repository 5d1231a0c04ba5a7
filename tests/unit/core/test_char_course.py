"""A course: it says how far it is, ends in time, and its network beats guessing."""

from __future__ import annotations

import numpy as np
import pytest

from core.char_course import Plan, longest_copied, streams, teach
from core.own_text import own_text

TEXT = own_text(
    None, None, "the bartender was kind, the drink was cold and the bar was warm. " * 30
)


def test_what_always_repeats_is_learnt_and_told_along_the_way() -> None:
    news = []
    taught = teach(TEXT, news.append)
    assert taught.bits < 0.5 < taught.counted[2] < taught.counted[1] < taught.counted[0]
    assert [one.share for one in news] == sorted(one.share for one in news)
    assert len(news) > 20
    assert news[-1].sample
    assert news[-1].counted == taught.counted
    assert any(check is not None for _, _, check in taught.curve)
    assert 0 < taught.told["best_epoch"] <= taught.told["epochs"]


def test_the_same_text_gives_the_same_network_but_for_rounding() -> None:
    short = own_text(None, None, "she said so and he said no. " * 40)
    one, two = (teach(short, lambda _: None).weights for _ in range(2))
    np.testing.assert_allclose(one, two, rtol=0, atol=1e-3)


def test_a_course_ends_when_its_time_is_over() -> None:
    news = []
    taught = teach(TEXT, news.append, seconds=1e-3)
    assert taught.told["epochs"] == 1
    assert news[-1].share == 1


def test_what_say_raises_ends_the_course() -> None:
    def leave(_news):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        teach(TEXT, leave)


def test_a_longer_text_is_read_in_more_streams_and_less_often() -> None:
    plans = [Plan.of(length) for length in (1, 900, 6_000, 20_000, 170_000)]
    assert [plan.B for plan in plans] == [4, 4, 8, 16, 32]
    assert [plan.epochs for plan in plans] == [30, 30, 30, 30, 14]


def test_streams_are_the_text_side_by_side_with_what_comes_next() -> None:
    reads, nexts = streams(np.arange(11), 2)
    assert reads.T.tolist() == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert nexts.T.tolist() == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]


def test_the_longest_run_that_was_copied_is_found() -> None:
    assert longest_copied("xx the bar yy", "at the bar.") == " the bar"
    assert longest_copied("abc", "xyz") == ""
    assert longest_copied("", "xyz") == ""
    assert longest_copied("same", "same") == "same"
