"""What becomes of a gradient is said with the numbers that were computed."""

from __future__ import annotations

import pytest

from core.gradient_story import fate, gradient_story, in_powers
from core.unrolled_series import series_of
from core.unrolling import Backward, Forward, backward, forward


def run(pattern: str, steps: int, w: tuple[float, ...]) -> tuple[Forward, Backward]:
    """Return a neuron on a pattern, there and back."""
    series = series_of(pattern, None, steps)
    there = forward(series.x, w)
    return there, backward(there, series.target)


@pytest.mark.parametrize(
    ("pattern", "w", "what", "why"),
    [
        ("sine", (0, 1, 0.5), "vanishes", "|w₂| = 0.50 alone lessens it"),
        ("alternating", (0, 1, -1.5), "vanishes", "tanh is flat where the answers lie"),
        ("constant", (-0.5, 1, 1.5), "explodes", "|w₂| = 1.50 is more than 1"),
        ("spike", (0, 0.1, 1), "stays", "|w₂| = 1 times the slope of tanh is close to 1"),
        ("sine", (0, 1, 0), "nothing", "w₂ is 0"),
        ("constant", (5, 5, 5), "vanishes", "does not make up for it"),
    ],
)
def test_the_sentence_names_what_happens_and_why(pattern, w, what, why) -> None:
    there, back = run(pattern, 20, w)
    assert fate(back) == what
    assert why in gradient_story(there, back)


def test_the_numbers_in_the_sentence_are_those_of_the_way_back() -> None:
    there, back = run("sine", 20, (0, 1, 0.5))
    story = gradient_story(there, back)
    assert "multiplied 19 times" in story
    assert in_powers(back.sizes[0]) in story
    assert f"by {abs(back.products[0]) ** (1 / 19):.2f} on average" in story


def test_an_answer_that_is_one_to_the_last_digit_lets_nothing_through() -> None:
    there = forward(series_of("constant", None, 3).x * 60, (0, 1, 1))
    back = backward(there, 0.5)
    assert fate(back) == "nothing"
    assert "at step 2 the answer is ±1 to the last digit" in gradient_story(there, back)


def test_few_steps_are_not_called_vanishing() -> None:
    assert "over so few steps it only shrinks" in gradient_story(*run("sine", 3, (0, 1, 0.5)))
    assert "no way back" in gradient_story(*run("sine", 1, (0, 1, 0.5)))


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "1"), (-1, "0.10"), (2.5, "316"), (-3, "1.0·10⁻³"), (4.2, "1.6·10⁴"),
        (-400.5, "3.2·10⁻⁴⁰¹"), (9.999, "1.0·10¹⁰"),
    ],
)  # fmt: skip
def test_powers_are_written_by_hand(size: float, written: str) -> None:
    assert in_powers(size) == written
