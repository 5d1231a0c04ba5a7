"""A network as plain data: which layer is applied to what, in order, as Keras' own config says.

The same description is stored in `model.json`, run by `core.network` and drawn on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.errors import Incompatible

_ONLY_IN_TRAINING = {"Dropout", "SpatialDropout1D", "GaussianNoise"}
_KEPT_OPTIONS = (
    "units", "filters", "kernel_size", "strides", "padding", "activation", "recurrent_activation",
    "return_sequences", "epsilon", "merge_mode", "mask_zero", "normalize", "axis", "axes",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One layer applied once.

    Attributes:
        name: Name of the result.
        layer: Whose weights are used; shared layers appear in several steps.
        kind: Class name of the Keras layer; `Input` for an input.
        reads: Names of the results it is applied to.
        options: What the layer was told (units, activation …).
    """

    name: str
    layer: str
    kind: str
    reads: tuple[str, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Architecture:
    """Steps in an order in which they can be run; the last one is the answer."""

    inputs: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def reads_padding(self) -> bool:
        """Whether every place of a padded text has weights of its own, so that none may be cut."""
        return any(step.kind == "Flatten" for step in self.steps)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Architecture:
        """Return what `to_json` wrote; raises `Incompatible` when it is something else."""
        try:
            steps = tuple(
                Step(s["name"], s["layer"], s["kind"], tuple(s["reads"]), dict(s["options"]))
                for s in data["steps"]
            )
            return cls(tuple(data["inputs"]), steps)
        except (KeyError, TypeError) as error:
            raise Incompatible(f"The description of the network is damaged: {error}.") from error


def describe(model: Any) -> Architecture:
    """Return the architecture of a Keras model; layers that act only in training are left out."""
    import keras

    config = keras.Model(model.inputs, model.outputs).get_config()
    applied = {
        (layer["name"], position): (layer, _sources(node))
        for layer in config["layers"]
        for position, node in enumerate(layer["inbound_nodes"] or [{"args": []}])
    }
    walk = _Walk(applied)
    output = config["output_layers"]
    last = tuple(output[0] if isinstance(output[0], list) else output)[:2]
    walk.visit((str(last[0]), int(last[1])))
    entries = config["input_layers"]
    inputs = [entry[0] for entry in entries] if isinstance(entries[0], list) else [entries[0]]
    return Architecture(tuple(inputs), tuple(walk.steps))


class _Walk:
    """Visits applied layers from the answer back to the inputs; collects steps in running order."""

    def __init__(
        self, applied: Mapping[tuple[str, int], tuple[Any, list[tuple[str, int]]]]
    ) -> None:
        self.applied = applied
        self.names: dict[tuple[str, int], str] = {}
        self.steps: list[Step] = []

    def visit(self, place: tuple[str, int]) -> str:
        if place in self.names:
            return self.names[place]
        layer, sources = self.applied[place]
        reads = tuple(self.visit(source) for source in sources)
        kind = layer["class_name"]
        if kind in _ONLY_IN_TRAINING:
            self.names[place] = reads[0]
            return reads[0]
        name = layer["name"] if place[1] == 0 else f"{layer['name']}:{place[1] + 1}"
        if kind != "InputLayer":
            self.steps.append(Step(name, layer["name"], kind, reads, _options(layer["config"])))
        self.names[place] = name
        return name


def _options(config: Mapping[str, Any]) -> dict[str, Any]:
    options = {name: config[name] for name in _KEPT_OPTIONS if name in config}
    if "layer" in config:  # Bidirectional wraps another layer
        inner = config["layer"]
        options["layer"] = {"kind": inner["class_name"], **_options(inner["config"])}
    return options


def _sources(node: Any) -> list[tuple[str, int]]:
    return [(history[0], int(history[1])) for history in _histories(node["args"])]


def _histories(value: Any) -> Iterable[list[Any]]:
    if isinstance(value, Mapping):
        if value.get("class_name") == "__keras_tensor__":
            yield value["config"]["keras_history"]
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _histories(item)


def weights_of(model: Any) -> dict[str, np.ndarray]:
    """Return `layer/position` -> array for every weight of a Keras model, in Keras' order."""
    return {
        f"{layer.name}/{position}": np.asarray(weight)
        for layer in model.layers
        for position, weight in enumerate(layer.get_weights())
    }


def set_weights(model: Any, weights: Mapping[str, np.ndarray]) -> None:
    """Put arrays named as in `weights_of` into a Keras model of the same layers."""
    for layer in model.layers:
        shapes = [array.shape for array in layer.get_weights()]
        if shapes:  # a single number comes out of a file with an axis
            stored = (weights[f"{layer.name}/{position}"] for position in range(len(shapes)))
            layer.set_weights([w.reshape(shape) for w, shape in zip(stored, shapes, strict=True)])
