"""Every colour of Unrolled, once. Colour means something or is not there.

Controls and text are ink on paper; hue is kept for data. Data colours are mid-toned, so that the
same colour is legible (3 : 1 or more) on the light and on the dark surface and a figure need not
know which scheme is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from components import colour

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#f4f5f6",
        "surface": "#ffffff",
        "sunken": "#eceef0",
        "line": "#e0e3e7",
        "line-strong": "#c3c8cf",
        "ink": "#14171c",
        "ink-soft": "#454c56",
        "ink-faint": "#646c77",
        "series": "#3d4550",
        "focus": "#14171c",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#0f1215",
        "surface": "#161a1e",
        "sunken": "#1e2328",
        "line": "#292f35",
        "line-strong": "#434b54",
        "ink": "#e8ebee",
        "ink-soft": "#b3bac3",
        "ink-faint": "#8d96a1",
        "series": "#c3cad2",
        "focus": "#e8ebee",
    }
)

SERIES = "#6b7481"
TRUTH = "#2a76e2"
BASELINE = "#8a929c"
BASELINE_DARKER = "#757d88"
BASELINES: Mapping[str, str] = MappingProxyType(
    {
        "last-value": BASELINE_DARKER,
        "mean": BASELINE,
        "drift": BASELINE_DARKER,
        "linear": BASELINE_DARKER,
        "ridge": BASELINE,
        "auto-arima": BASELINE_DARKER,
        "auto-ets": BASELINE,
        "theta": BASELINE_DARKER,
        "sentiment-baseline": BASELINE_DARKER,
        "next-word-baseline": BASELINE_DARKER,
    }
)

_RED_FAMILY = tuple(
    colour.to_hex(colour.lch(*shade))
    for shade in (
        (0.675, 0.152, 60),
        (0.65, 0.195, 44),
        (0.60, 0.215, 30),
        (0.56, 0.205, 16),
        (0.55, 0.195, 358),
    )
)
PREDICTION = _RED_FAMILY[2]

# One shade and one marker per model, the same on every page; the best of each task looks alike.
MODELS: Mapping[str, str] = MappingProxyType(
    {
        "stocks-neuron": _RED_FAMILY[0],
        "stocks-rnn": _RED_FAMILY[1],
        "stocks-stack": _RED_FAMILY[2],
        "stocks-best": _RED_FAMILY[4],
        "sentiment-mlp": _RED_FAMILY[0],
        "sentiment-rnn": _RED_FAMILY[1],
        "sentiment-conv": _RED_FAMILY[3],
        "sentiment-lstm": _RED_FAMILY[2],
        "sentiment-best": _RED_FAMILY[4],
        "questions-siamese": _RED_FAMILY[2],
        "questions-siamese-plus": _RED_FAMILY[0],
        "questions-best": _RED_FAMILY[4],
        "shoes-price": _RED_FAMILY[2],
        "shoes-best": _RED_FAMILY[4],
        "next-word": _RED_FAMILY[2],
        "recall-rnn": _RED_FAMILY[1],
        "recall-lstm": _RED_FAMILY[2],
    }
)
SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "neuron": "circle",
        "mlp": "circle",
        "siamese": "circle",
        "price": "circle",
        "rnn": "square",
        "plus": "square",
        "stack": "diamond",
        "lstm": "diamond",
        "conv": "triangle-up",
        "best": "star",
    }
)

# Runs of one model that are compared; each has a dash and a marker as well.
RUNS: tuple[str, ...] = tuple(
    colour.to_hex(colour.lch(*shade))
    for shade in (
        (0.60, 0.215, 30),
        (0.56, 0.130, 262),
        (0.665, 0.140, 72),
        (0.56, 0.205, 350),
        (0.58, 0.110, 165),
        (0.53, 0.085, 50),
    )
)

# A run of the training room that stands beside the shipped models on a page.
RUN, _RUN = "run:", RUNS[5]

GATES: Mapping[str, str] = MappingProxyType(
    {
        "forget": colour.to_hex(colour.lch(0.55, 0.175, 298)),
        "input": colour.to_hex(colour.lch(0.60, 0.130, 155)),
        "candidate": colour.to_hex(colour.lch(0.665, 0.135, 85)),
        "output": colour.to_hex(colour.lch(0.63, 0.105, 212)),
        "state": colour.to_hex(colour.lch(0.64, 0.180, 335)),
    }
)

# What flows back through time, wherever it is drawn.
GRADIENT = colour.to_hex(colour.lch(0.62, 0.155, 128))


def model_colour(name: str) -> str:
    """Return the shade of a model, a run or a baseline; what is in no palette is plain red."""
    if name.startswith(RUN):
        return _RUN
    return MODELS.get(name) or BASELINES.get(name, PREDICTION)


def model_symbol(name: str) -> str:
    """Return the plotly marker symbol of a model, so that shades need not be told apart."""
    if name.startswith(RUN):
        return "pentagon"
    return SYMBOLS.get(name.rsplit("-", maxsplit=1)[-1], "circle")


def colour_css() -> str:
    """Return the custom properties of both schemes and of the data colours."""
    data = {"truth": TRUTH, "prediction": PREDICTION, "baseline": BASELINE, "gradient": GRADIENT}
    data |= {f"gate-{name}": shade for name, shade in GATES.items()}
    data |= {f"model-{name}": shade for name, shade in MODELS.items()}
    return "\n".join(
        (
            _properties(":root", {**LIGHT, **data}),
            _properties("[data-mantine-color-scheme='dark']", DARK),
        )
    )


def _properties(selector: str, values: Mapping[str, str]) -> str:
    lines = "".join(f"--{name}:{value};" for name, value in values.items())
    return f"{selector}{{{lines}}}"
