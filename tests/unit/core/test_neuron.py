"""The neuron by hand: its formula, its gradient against four others, its training step by step."""

import dataclasses

import numpy as np
import pytest

from core import neuron
from core.errors import InvalidInput

X = np.array([[0.5, -0.25, 0.75, 0.0], [-1.0, -0.5, 0.25, 1.0], [0.1, 0.2, 0.3, 0.4]])
Y = np.array([0.25, -0.5, 0.8])
W = (0.1, 0.8, -0.3)
WEIGHTS = [(1, 1, 1), W, (-0.07, 1.15, 0.26), (0.0, 0.0, 0.0), (0.5, -2.0, 1.7)]


def textbook_forward(X, w):
    """The lecture's recursion, one series and one day at a time."""
    outputs = np.zeros((len(X), X.shape[1] + 1))
    for i, series in enumerate(X):
        for t, x in enumerate(series):
            outputs[i, t + 1] = np.tanh(w[0] + w[1] * x + w[2] * outputs[i, t])
    return outputs


def carried_forward(X, y, w):
    """The lecture's gradient: J_t = (1, x_t, ŷ_{t-1}) + w2 (1 - ŷ²_{t-1}) J_{t-1}."""
    gradient = np.zeros(3)
    for series, target, answers in zip(X, y, textbook_forward(X, w), strict=True):
        J = np.zeros(3)
        for x, before in zip(series, answers, strict=False):
            J = np.array([1, x, before]) + w[2] * (1 - before**2) * J
        gradient += -2 / len(X) * (target - answers[-1]) * (1 - answers[-1] ** 2) * J
    return gradient


def central_differences(X, y, w, h=1e-6):
    def loss_at(w):
        return neuron.loss(y, neuron.forward(X, w)[:, -1])

    steps = h * np.eye(3)
    return np.array([(loss_at(w + step) - loss_at(w - step)) / (2 * h) for step in steps])


def backward(X, y, w):
    return neuron.backward(X, y, neuron.forward(X, w), w)


def random_series(seed, N=7, T=30):
    random = np.random.default_rng(seed)
    return random.uniform(-1, 1, (N, T)), random.uniform(-1, 1, N)


def test_known_series_give_the_answers_typed_in():
    expected = [
        [0.0, 0.46211715726000974, -0.2342061753724962, 0.6470816873046515, -0.09384752478030632],
        [0.0, -0.6043677771171635, -0.11813545310207416, 0.3234009252427486, 0.6656993050022976],
        [0.0, 0.1780808681173302, 0.20368660627745847, 0.27188116046465727, 0.326080094941819],
    ]
    np.testing.assert_allclose(neuron.forward(X, W), expected, rtol=0, atol=1e-15)


@pytest.mark.parametrize("w", WEIGHTS)
def test_forward_is_the_lectures_recursion_with_tanh(w):
    series, _ = random_series(seed=1)
    np.testing.assert_allclose(
        neuron.forward(series, w), textbook_forward(series, w), rtol=0, atol=5e-15
    )


def test_the_memory_layout_of_the_series_does_not_change_an_answer():
    np.testing.assert_array_equal(neuron.forward(np.asfortranarray(X), W), neuron.forward(X, W))


def test_a_saturated_neuron_answers_exactly_one_or_minus_one_without_a_warning():
    assert neuron.forward(X, (1e4, 0, 0))[:, -1].tolist() == [1.0] * 3
    assert neuron.forward(X, (-1e4, 0, 0))[:, -1].tolist() == [-1.0] * 3


def test_the_loss_is_the_mean_squared_error():
    assert neuron.loss(np.array([1.0, 2.0]), np.array([0.0, 4.0])) == 2.5


def test_a_known_gradient_is_the_one_typed_in():
    expected = [-0.07175076038644781, 0.33362269839285336, -0.09340249983323194]
    np.testing.assert_allclose(backward(X, Y, W), expected, rtol=0, atol=1e-15)


@pytest.mark.parametrize("w", WEIGHTS)
def test_the_gradient_equals_central_differences(w):
    series, targets = random_series(seed=2)
    np.testing.assert_allclose(
        backward(series, targets, w), central_differences(series, targets, w), rtol=0, atol=1e-6
    )


@pytest.mark.parametrize("w", WEIGHTS)
def test_the_gradient_equals_the_lectures_one_carried_forward(w):
    series, targets = random_series(seed=3)
    np.testing.assert_allclose(
        backward(series, targets, w), carried_forward(series, targets, w), rtol=1e-11, atol=1e-13
    )


def test_the_gradient_equals_that_of_tensorflow():
    tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed here")
    series, targets = random_series(seed=4)
    for weights in WEIGHTS:
        w = tf.Variable(weights, dtype=tf.float64)
        with tf.GradientTape() as tape:
            answer = tf.zeros(len(series), dtype=tf.float64)
            for x in series.T:
                answer = tf.tanh(w[0] + w[1] * x + w[2] * answer)
            loss = tf.reduce_mean((targets - answer) ** 2)
        expected = tape.gradient(loss, w).numpy()
        np.testing.assert_allclose(backward(series, targets, weights), expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("check", [central_differences, carried_forward])
def test_the_checks_notice_a_gradient_that_forgets_the_past(check):
    outputs = neuron.forward(X, W)
    last_day_only = neuron.backward(X[:, -1:], Y, outputs[:, -2:], W)
    assert np.abs(last_day_only - check(X, Y, W)).max() > 1e-3


def test_one_step_goes_downhill_by_the_learning_rate():
    stepped = neuron.descend((1, 2, 3), np.array([10.0, -20.0, 0.5]), learning_rate=0.1)
    np.testing.assert_allclose(stepped, [0.0, 4.0, 2.95], rtol=0, atol=1e-15)


def test_training_yields_one_record_per_epoch_with_the_loss_before_its_update():
    records = list(neuron.train(X, Y, start=W, epochs=4, learning_rate=0.05))
    assert [record.epoch for record in records] == [1, 2, 3, 4]
    w = np.array(W)
    for record in records:
        assert record.loss == pytest.approx(neuron.loss(Y, neuron.forward(X, w)[:, -1]), abs=1e-15)
        w = neuron.descend(w, backward(X, Y, w), 0.05)
        assert record.weights == pytest.approx(tuple(w), abs=1e-15)


def test_training_lowers_the_loss():
    first, *_, last = neuron.train(X, Y, epochs=200)
    assert last.loss < first.loss


def test_training_leaves_its_input_as_it_was():
    series, targets, start = X.copy(), Y.copy(), np.ones(3)
    for values in (series, targets, start):
        values.setflags(write=False)
    list(neuron.train(series, targets, start, epochs=3))
    np.testing.assert_array_equal(series, X)
    np.testing.assert_array_equal(start, [1, 1, 1])


def test_a_record_cannot_be_changed():
    record = next(neuron.train(X, Y))
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.loss = 0.0


@pytest.mark.parametrize(
    ("start", "learning_rate"), [((1, 1, 1), float("inf")), ((0.0, 1.0, 1e200), 0.01)]
)
def test_training_that_diverges_stops_with_the_epoch_and_the_learning_rate(start, learning_rate):
    series = np.zeros((2, 4))
    with pytest.raises(InvalidInput, match=r"diverged in epoch 1: .* learning rate was"):
        list(neuron.train(series, np.array([0.5, -0.1]), start, learning_rate=learning_rate))


@pytest.mark.parametrize(
    ("series", "targets", "start", "reason"),
    [
        (np.zeros(4), np.zeros(4), (1, 1, 1), r"must form a table"),
        (np.zeros((0, 4)), np.zeros(0), (1, 1, 1), r"must form a table"),
        (np.zeros((3, 4)), np.zeros(2), (1, 1, 1), r"3 series need 3 targets"),
        (np.zeros((3, 4)), np.zeros((3, 1)), (1, 1, 1), r"3 series need 3 targets"),
        (np.zeros((3, 4)), np.zeros(3), (1, 1), r"3 weights"),
        (np.full((3, 4), np.nan), np.zeros(3), (1, 1, 1), r"must be finite"),
        (np.zeros((3, 4)), np.array([0, np.inf, 0]), (1, 1, 1), r"must be finite"),
        (np.zeros((3, 4)), np.zeros(3), (1, np.nan, 1), r"must be finite"),
    ],
)
def test_training_refuses_what_does_not_fit(series, targets, start, reason):
    with pytest.raises(InvalidInput, match=reason):
        next(neuron.train(series, targets, start))
