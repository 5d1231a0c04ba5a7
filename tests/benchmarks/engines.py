"""Times the NumPy path and other engines on the same model and texts; `bench_engines.py` asks.

`python -m tests.benchmarks.engines` prints {tokens: {engine: milliseconds}}. A process of its own:
TensorFlow changes how fast everything else in its process is. One text at a time, as visitors send
them. Every engine may use one thread, as a worker does; the NumPy path keeps every gate of every
step, the others only the answer.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from core import export, registry
from core.contracts import Integers
from tests.benchmarks.bench_core import REVIEW, median_ms

MODEL = "sentiment-lstm"
TOKENS = (20, 100)
LENGTH = 100  # tokens the model reads
OURS = "NumPy, words to ids, every gate kept"


def main() -> None:
    """Print what was measured."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    engines = _engines()
    json.dump({count: times(engines, count) for count in TOKENS}, sys.stdout)


def times(
    engines: dict[str, tuple[Callable[[Integers], Any], int]], count: int
) -> dict[str, float]:
    """Return the median milliseconds of every engine for a text; all must give the same answer."""
    model = registry.predictor(MODEL)
    columns = {"text": np.array([" ".join((REVIEW.split() * 3)[:count])], dtype=object)}
    (ids,) = (x[:, :LENGTH].astype(np.int32) for x in model.encode(columns))
    expected = model.artifact.network.run(model.inputs(columns)).answer
    found = {OURS: median_ms(lambda: model.run(columns), 300)}
    for name, (answer, rounds) in engines.items():
        if not np.allclose(np.asarray(answer(ids)), expected, atol=1e-5):
            raise ValueError(f"{name} answers something else.")
        found[name] = median_ms(lambda answer=answer: answer(ids), rounds)  # type: ignore[misc]
    return found


def _engines() -> dict[str, tuple[Callable[[Integers], Any], int]]:
    """Return name -> what answers (1, T) ids, already warm, and how often to ask it."""
    import onnxruntime as ort
    import tensorflow as tf
    import tf2onnx

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


if __name__ == "__main__":
    main()
