"""Figures of merit agree with scikit-learn."""

import numpy as np
import pytest
from sklearn import metrics as oracle
from sklearn.linear_model import LogisticRegression

from core import metrics

RANDOM = np.random.default_rng(3)
Y = RANDOM.integers(0, 2, 400).astype(float)
P = np.clip(np.round(0.3 * Y + 0.7 * RANDOM.random(400), 2), 0.01, 0.99)  # rounded: with ties


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (metrics.log_loss(Y, P), oracle.log_loss(Y, P)),
        (metrics.accuracy(Y, P), oracle.accuracy_score(Y, P >= 0.5)),
        (metrics.f1(Y, P, 0.6), oracle.f1_score(Y, P >= 0.6)),
        (metrics.auc(Y, P), oracle.roc_auc_score(Y, P)),
        (metrics.mse(Y, P), oracle.mean_squared_error(Y, P)),
        (metrics.mae(Y, P), oracle.mean_absolute_error(Y, P)),
    ],
)
def test_figures_agree_with_scikit_learn(ours, theirs):
    assert ours == pytest.approx(theirs, rel=1e-9)


def test_certain_and_wrong_costs_a_finite_loss():
    assert 10 < metrics.log_loss(np.array([1.0]), np.array([0.0])) < 20


def test_auc_of_one_class_is_not_a_number():
    assert np.isnan(metrics.auc(np.ones(3), np.ones(3)))


def test_calibration_error_is_zero_for_honest_and_large_for_boastful_probabilities():
    honest = np.repeat([0.0, 0.5, 1.0], [10, 20, 10])
    labels = np.concatenate([np.zeros(10), np.tile([0, 1], 10), np.ones(10)])
    assert metrics.calibration_error(labels, honest) == pytest.approx(0)
    assert metrics.calibration_error(labels, np.ones(40)) == pytest.approx(0.5)


def test_calibration_finds_what_logistic_regression_finds():
    found = metrics.fit_calibration(Y, P)
    model = LogisticRegression(C=1e9, tol=1e-9, max_iter=1000).fit(metrics.logit(P)[:, None], Y)
    assert found == pytest.approx((model.coef_[0, 0], model.intercept_[0]), rel=1e-3)


def test_calibrating_with_slope_one_changes_nothing():
    np.testing.assert_allclose(metrics.calibrated(P, 1, 0), P, atol=1e-12)


def test_the_best_threshold_is_where_most_are_right_and_half_where_little_is_known():
    random = np.random.default_rng(0)
    p = random.random(20_000)
    y = (random.random(20_000) < np.clip(p - 0.1, 0, 1)).astype(float)  # even chances at 0.6
    assert metrics.best_threshold(y, p) == pytest.approx(0.6, abs=0.03)
    assert metrics.best_threshold(y[:99], p[:99]) == 0.5
