"""The shipped networks under every protocol: which of them may be asked, and what they answer.

Letters: N series, T + 1 values of each, D days.
"""

from __future__ import annotations

import numpy as np

from core import refits, registry
from core.contracts import Floats
from core.errors import NotTrained
from core.linear import Ahead
from core.network import Network
from core.past import last_of, past_of
from core.refits import fingerprint, folds

OURS = "stocks-best"
_PIECE = 2048
_READ = 100  # values that a network of the lecture reads at most


def network_ahead(model: str, rows: str) -> Ahead:
    """Return what forecasts the next value of (N, t) values by a network that knows `rows`.

    Args:
        model: Name of the model, or of a combination of remedies.
        rows: `walk` or `fan`: how many of the lecture's last days it was kept from.

    Raises:
        NotTrained: The network is not shipped.
    """
    if model == OURS:
        return _steps_ahead(model, rows)
    network = refits.network(f"{model}/{rows}")

    def ahead(values: Floats) -> Floats:
        past = past_of(values, values.shape[1])
        return past.unscaled(answers_of(network, past.window))

    return ahead


def _steps_ahead(model: str, rows: str) -> Ahead:
    """Return the same for our own model, which scales by itself."""
    own = registry.predictor(model)
    network = own.artifact.network if rows == "walk" else refits.network(f"{model}/{rows}")

    def ahead(values: Floats) -> Floats:
        known = last_of(values, own.options.window + 1)
        inputs = own.spec.encode({"series": known}, own.options, None)
        return _run(network, inputs)

    return ahead


def answers_of(network: Network, series: Floats) -> Floats:
    """Return the answers (N,) of a network of the lecture's kind for (N, T) series.

    One with two inputs is residual: it also gets the last value.
    """
    is_residual = len(network.architecture.inputs) == 2
    inputs = (series[..., None], series[:, -1:]) if is_residual else (series[..., None],)
    return _run(network, inputs)


def _run(network: Network, inputs: tuple[np.ndarray, ...]) -> Floats:
    pieces = [
        network.run([values[i : i + _PIECE] for values in inputs]).answer[:, 0]
        for i in range(0, len(inputs[0]), _PIECE)
    ]
    return np.concatenate(pieces).astype(np.float64)


def other_companies(model: str, values: Floats) -> tuple[Floats, bool]:
    """Return the answers (N,) for the last value, and whether they come from the fold networks.

    On the lecture's file each company is answered by a network that was fitted to the others. On
    every other table the network that knows the lecture's earlier days is applied as it is.
    """
    if not is_the_lectures(values):
        return network_ahead(model, "walk")(values[:, :-1]), False
    series, answers = values[:, :-1], np.empty(len(values))
    fold = folds(len(values), refits.refits().seed)
    for i in np.unique(fold):
        network = refits.network(f"{model}/fold-{i}")
        answers[fold == i] = _answered(model, network, series[fold == i])
    return answers, True


def _answered(model: str, network: Network, series: Floats) -> Floats:
    if model != OURS:
        return answers_of(network, series[:, -_READ:])
    own = registry.predictor(model)
    return _run(network, own.spec.encode({"series": series}, own.options, None))


def is_the_lectures(values: Floats) -> bool:
    """Say whether a table is the one the networks were fitted to; False where there are none."""
    try:
        data = refits.refits().data
    except NotTrained:
        return False
    if values.shape != (data["rows"], data["days"]):
        return False
    return bool(fingerprint(values) == data["fingerprint"])
