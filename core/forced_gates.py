"""A trained LSTM with a gate held open or shut, whatever it reads.

A gate is σ(W_0 + X_t W_1 + Ŷ_{t-1} W_2). With W_1 = W_2 = 0 and W_0 = ±40 it is 1 or 0 at every
step, to the last bit of a float; so a forced gate is only another set of weights, and the network
runs as ever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core import registry
from core.cells import GATES
from core.errors import InvalidInput
from core.network import Network
from core.predictors import TrainedModel

LEARNT = "learnt"
CHOICES = (LEARNT, "0", "1")
_CERTAIN = 40.0


@dataclass(frozen=True)
class Forcing:
    """What is done to the forget and the input gate of every LSTM layer: one of `CHOICES`.

    Raises:
        InvalidInput: Anything else.
    """

    forget: str = LEARNT
    input: str = LEARNT

    def __post_init__(self) -> None:
        """Check both."""
        for name, choice in (("forget", self.forget), ("input", self.input)):
            if choice not in CHOICES:
                raise InvalidInput(
                    f"The {name} gate can be {LEARNT!r}, '0' or '1', not {str(choice)[:20]!r}."
                )

    def gates(self) -> dict[str, float]:
        """Return name -> value of the gates that are forced."""
        chosen = {"forget": self.forget, "input": self.input}
        return {name: float(choice) for name, choice in chosen.items() if choice != LEARNT}


@lru_cache(maxsize=len(CHOICES) ** 2)
def forced_model(name: str, forcing: Forcing) -> TrainedModel:
    """Return the shipped model `name` with these gates forced in all of its LSTM layers.

    Raises:
        InvalidInput, NotTrained, Incompatible: As `registry.predictor`.
    """
    model = registry.predictor(name)
    if not forcing.gates():
        return model
    network = forced_network(model.artifact.network, forcing.gates())
    return replace(model, artifact=replace(model.artifact, network=network))


def forced_network(network: Network, gates: dict[str, float]) -> Network:
    """Return a network whose LSTM layers have these gates at 0 or 1; the rest is shared."""
    weights: dict[str, np.ndarray] = {}
    for step in network.architecture.steps:
        arrays = network.weights(step.layer)
        if step.kind == "LSTM":
            arrays = tuple(_forced(array, gates) for array in arrays)
        weights |= {f"{step.layer}/{place}": array for place, array in enumerate(arrays)}
    return Network(network.architecture, weights)


def _forced(array: np.ndarray, gates: dict[str, float]) -> np.ndarray:
    """Return a kernel (M, 4P) or bias (4P,) with the blocks of the forced gates replaced."""
    changed = array.copy()
    blocks = changed.reshape(*array.shape[:-1], len(GATES), -1)
    for name, value in gates.items():
        is_bias = array.ndim == 1
        blocks[..., GATES.index(name), :] = _CERTAIN * (2 * value - 1) if is_bias else 0
    return changed
