"""Every shipped model: NumPy answers what Keras answers, whatever the length of the input."""

import numpy as np
import pytest

from core import export, registry

LECTURE_PARAMETERS = {
    "stocks-neuron": 3,
    "stocks-rnn": 3,
    "stocks-stack": 207,
    "sentiment-mlp": 500_571,
    "sentiment-rnn": 500_672,
    "sentiment-conv": 500_727,
    "sentiment-lstm": 502_538,
}
WORDS = ("not", "good", "the", "bar", "was", "how", "what", "does", "qqqq", "work")
RANDOM = np.random.default_rng(11)


def text(count):
    return " ".join(RANDOM.choice(WORDS, count))


COLUMNS = {
    "sentiment": {"text": np.array([text(n) for n in (12, 100, 0, 1, 99, 101, 700)])},
    "pairs": {
        "question1": np.array([text(n) for n in (5, 20, 0, 1, 60)]),
        "question2": np.array([text(n) for n in (7, 20, 3, 1, 0)]),
    },
    "price": {
        "name": np.array([text(n) for n in (9, 100, 0, 1, 99, 101)]),
        "brand": np.array(["Skechers", "", "Nobody", "PUMA", "skechers ", "\u05e0\u05e2\u05dc"]),
        "categories": np.array(["Womens Shoes,Boots", "", "x", "Shoes", "Sandals", "<b>"]),
        "colors": np.array(["Black,Red", "", "sky", "Black Leather", "Tan", "\U0001f642"]),
        "sizes": np.array(["7,8.5M", "", "90", "37,38 EU", "8 WW", "large"]),
    },
    "forecast": {"series": RANDOM.uniform(-1, 1, (6, 100))},
    "memory": {"series": RANDOM.integers(0, 2, (6, 30)).astype(float)},
}


@pytest.mark.parametrize("name", registry.models())
def test_the_shipped_model_answers_in_numpy_as_in_keras(name):
    model = registry.predictor(name)
    rows = COLUMNS[model.spec.task]
    inputs = model.encode(rows)
    keras_model = export.to_keras(model)
    fed = [np.asarray(x, np.float32 if x.dtype.kind == "f" else x.dtype) for x in inputs]
    expected = np.asarray(keras_model(fed if len(fed) > 1 else fed[0])).reshape(-1)
    found = model.run(rows).answer.reshape(-1)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)
    one_by_one = [
        model.run({key: values[i : i + 1] for key, values in rows.items()}).answer.item()
        for i in range(len(expected))
    ]
    np.testing.assert_allclose(one_by_one, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize(("name", "parameters"), LECTURE_PARAMETERS.items())
def test_the_parameter_count_is_the_lectures(name, parameters):
    model = registry.predictor(name)
    assert model.card.parameters == parameters
    assert export.to_keras(model).count_params() == parameters


def test_the_siamese_model_has_the_lectures_layers_at_its_own_vocabulary():
    model = registry.predictor("questions-siamese")
    V = model.options.vocabulary_size
    assert model.card.parameters == 128 * (V + 2) + 4 * 128 * (128 + 128 + 1) + 2
    lecture = type(model.options)(vocabulary_size=50_000)
    assert model.spec.build(lecture).count_params() == 6_531_842
