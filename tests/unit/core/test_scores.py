"""Skill, its interval and the test against the last value."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.scores import diebold_mariano, score, skill_interval, two_sided


def test_the_test_of_diebold_and_mariano_on_an_example_worked_by_hand() -> None:
    """Differences 1, 3, 2, 6: mean 3, variance 14/4, statistic 3 / √(3.5/4) · √(3/4) = 2.7775.

    On 3 degrees P(|T| ≥ t) = 1 - 2/π (θ + sin θ cos θ) with tan θ = t/√3: θ = 1.01321.
    """
    statistic = 3 / math.sqrt(3.5 / 4) * math.sqrt(3 / 4)
    assert statistic == pytest.approx(2.777460)
    theta = math.atan(statistic / math.sqrt(3))
    by_hand = 1 - 2 / math.pi * (theta + math.sin(theta) * math.cos(theta))
    assert by_hand == pytest.approx(0.0691, abs=5e-4)
    assert diebold_mariano(np.array([1.0, 3.0, 2.0, 6.0])) == pytest.approx(by_hand, rel=1e-12)
    assert diebold_mariano(-np.array([1.0, 3.0, 2.0, 6.0])) == pytest.approx(by_hand, rel=1e-12)


@pytest.mark.parametrize(
    ("t", "degrees", "p"),
    [  # the usual tables of Student's t, two-sided
        (12.706, 1, 0.05), (4.303, 2, 0.05), (3.182, 3, 0.05), (2.262, 9, 0.05), (3.250, 9, 0.01),
        (2.228, 10, 0.05), (1.984, 100, 0.05), (1.9647, 501, 0.05), (0, 7, 1.0),
    ],
)  # fmt: skip
def test_students_t_is_that_of_the_tables(t: float, degrees: int, p: float) -> None:
    assert two_sided(t, degrees) == pytest.approx(p, abs=2e-4)
    assert two_sided(-t, degrees) == two_sided(t, degrees)


@pytest.mark.parametrize("differences", [[], [1.0], [0.0, 0.0, 0.0], [2.0, 2.0]])
def test_what_cannot_be_tested_has_no_p_value(differences: list[float]) -> None:
    assert diebold_mariano(np.array(differences)) is None


def test_the_last_value_has_no_skill_against_itself_and_does_not_stray() -> None:
    truth = np.random.default_rng(1).normal(size=(40, 5))
    found = score(truth, truth * 0, truth * 0)
    assert (found.skill, found.low, found.high, found.away) == (0, 0, 0, 0)
    assert found.p_value is None
    assert not found.is_better


def test_a_forecaster_that_knows_half_of_every_step_is_better_beyond_chance() -> None:
    truth = np.random.default_rng(2).normal(size=(60, 10))
    found = score(truth, truth / 2, truth * 0)
    assert found.skill == pytest.approx(0.75)
    assert found.low == found.high == pytest.approx(0.75, abs=1e-6)
    assert found.away == pytest.approx(0.5)
    assert found.mse == pytest.approx(np.mean(truth**2) / 4)
    assert found.mae == pytest.approx(np.mean(np.abs(truth)) / 2)
    assert found.p_value is not None
    assert found.p_value < 1e-3
    assert found.is_better


def test_the_interval_holds_the_skill_and_is_the_same_every_time() -> None:
    errors, reference = np.random.default_rng(3).uniform(0, 1, (2, 80))
    low, high = skill_interval(errors, reference)
    assert low is not None
    assert high is not None
    assert low < 1 - errors.sum() / reference.sum() < high
    assert (low, high) == skill_interval(errors, reference)


def test_one_series_has_no_interval_and_one_that_never_moves_no_skill() -> None:
    assert skill_interval(np.ones(1), np.ones(1)) == (None, None)
    still = score(np.zeros((3, 4)), np.zeros((3, 4)), np.zeros((3, 4)))
    assert (still.skill, still.low, still.p_value, still.away) == (None, None, None, None)


def test_days_are_tested_where_there_are_some_and_series_where_there_is_one_day() -> None:
    truth = np.random.default_rng(4).normal(size=(30, 6))
    answers = truth * 0 + 0.1
    by_day = ((answers - truth) ** 2 - truth**2).mean(axis=0)
    assert score(truth, answers, truth * 0).p_value == diebold_mariano(by_day)
    one = truth[:, :1]
    by_series = ((0.1 - one) ** 2 - one**2)[:, 0]
    assert score(one, answers[:, :1], one * 0).p_value == diebold_mariano(by_series)
