"""The NumPy path beside the engines that could have been served: same model, same texts, one run.

One text at a time, as visitors send them. TensorFlow and ONNX Runtime may use one thread each, as a
worker does; the NumPy path keeps every gate of every step, the others only the answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core import export, registry
from core.contracts import Integers
from tests.benchmarks.bench_core import REVIEW, median_ms
from tests.benchmarks.figures import Figures

MODEL = "sentiment-lstm"
TOKENS = (20, 100)
LENGTH = 100  # tokens the model reads
GOAL = ">= 20 times"


def bench_engines_side_by_side(figures: Figures) -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    engines = _engines()
    model = registry.predictor(MODEL)
    for count in TOKENS:
        columns = {"text": np.array([" ".join((REVIEW.split() * 3)[:count])], dtype=object)}
        (ids,) = (x[:, :LENGTH].astype(np.int32) for x in model.encode(columns))
        about = f"{MODEL}, {count} tokens"
        expected = model.artifact.network.run(model.inputs(columns)).answer
        ours = median_ms(lambda columns=columns: model.run(columns), 300)  # type: ignore[misc]
        figures.add(about, "NumPy, words to ids, every gate kept", ours, "ms")
        for name, (answer, rounds) in engines.items():
            assert np.allclose(np.asarray(answer(ids)), expected, atol=1e-5), name
            theirs = median_ms(lambda ids=ids, answer=answer: answer(ids), rounds)  # type: ignore[misc]
            figures.add(about, name, theirs, "ms")
            goal = GOAL if name == "model.predict" else ""
            figures.add(about, f"{name}: times as long", theirs / ours, "", goal)


def _engines() -> dict[str, tuple[Callable[[Integers], Any], int]]:
    """Return name -> what answers (1, T) ids, already warm, and how often to ask it."""
    ort, tf2onnx = pytest.importorskip("onnxruntime"), pytest.importorskip("tf2onnx")
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    twin = export.to_keras(registry.predictor(MODEL))
    shape = [tf.TensorSpec((None, LENGTH), tf.int32)]
    compiled = tf.function(twin, input_signature=shape)
    written, _ = tf2onnx.convert.from_function(compiled, input_signature=shape, opset=17)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(written.SerializeToString(), options)
    (asked,) = session.get_inputs()
    return {
        "model.predict": (lambda ids: twin.predict(ids, verbose=0), 30),
        "model(x)": (twin, 10),
        "tf.function": (lambda ids: compiled(tf.constant(ids)), 100),
        "ONNX Runtime": (lambda ids: session.run(None, {asked.name: ids})[0], 100),
    }
