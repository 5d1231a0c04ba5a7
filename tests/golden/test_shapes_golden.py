"""Keras gives every sequence shape the tensors that the page says."""

from __future__ import annotations

import numpy as np
import pytest

from core.sequence_shapes import SHAPES
from core.shape_layers import LAYERS, Sizes, sizes_of, tensors


@pytest.mark.parametrize("name", SHAPES)
def test_keras_builds_the_shape_that_is_shown(name) -> None:
    sizes = Sizes(T_x=5, T_y=3, p=2, q=4, P=7)
    model, flow = LAYERS[name](sizes), tensors(name, sizes)
    read = np.zeros((6, *flow[0][1]), np.float32)
    assert [layer.output.shape[1:] for layer in model.layers] == [shape for _, shape in flow[1:]]
    assert model(read).shape == (6, *flow[-1][1])


def test_lengths_that_are_none_are_left_out() -> None:
    assert sizes_of(7, "x") == Sizes(T_x=7)
    assert sizes_of(None, 1000) == Sizes()
