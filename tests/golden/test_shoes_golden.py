"""The lecture's network for the price of shoes: its layers, their shapes, its parameters."""

from __future__ import annotations

import pytest

from core import export, registry

# Title of 100 ids - Embedding 50 - LSTM 10 - Flatten 1000, joined with 84 - Dense 100, 20, 5, 1.
LAYERS = [
    ("Embedding", (100, 50), 3001 * 50),
    ("LSTM", (100, 10), 4 * 10 * (50 + 10 + 1)),
    ("Flatten", (1000,), 0),
    ("Concatenate", (1084,), 0),
    ("Dense", (100,), 1085 * 100),
    ("Dense", (20,), 101 * 20),
    ("Dense", (5,), 21 * 5),
    ("Dense", (1,), 6),
]
ONLY_WHEN_TRAINING = {"InputLayer", "SpatialDropout1D", "Dropout"}


@pytest.fixture(scope="module")
def network():
    return export.to_keras(registry.predictor("shoes-price"))


def test_the_layers_have_the_shapes_that_the_lecture_draws(network) -> None:
    found = [
        (type(layer).__name__, tuple(layer.output.shape[1:]), layer.count_params())
        for layer in network.layers
        if type(layer).__name__ not in ONLY_WHEN_TRAINING
    ]
    assert found == LAYERS


def test_it_reads_100_ids_beside_84_numbers_and_has_263121_parameters(network) -> None:
    assert [tuple(tensor.shape[1:]) for tensor in network.inputs] == [(100,), (84,)]
    assert network.count_params() == sum(count for *_, count in LAYERS) == 263_121
    assert registry.predictor("shoes-price").card.parameters == 263_121
