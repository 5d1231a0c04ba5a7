"""How many parameters has it? The sum of terms for every layer of a stack, as the lecture counts.

Letters: T steps, M numbers per step, P units, f filters, k kernel size, V words, E their vectors.
Nothing here is built: the counts follow from the formulas of the layers, and tests compare them
with Keras.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import prod

from core.errors import InvalidInput

Shape = tuple[int, ...]
LARGEST, MOST_LAYERS = 1_000_000, 20
# Copies of the neuron's weights: an LSTM has four gates, a GRU three.
GATES = {"rnn": 1, "gru": 3, "lstm": 4}
POOLS = ("average", "max")
KINDS = ("embedding", "conv", *GATES, *POOLS, "flatten", "dense")


@dataclass(frozen=True)
class Layer:
    """One layer of a stack.

    Attributes:
        kind: One of `KINDS`.
        units: P of a dense or recurrent layer, f of a convolution, E of an embedding.
        rows: V of an embedding.
        kernel_size: k of a convolution ("valid": it stays inside the series).
        every_step: Whether a recurrent layer passes on every answer, or only the last one.
        both_ways: Whether a recurrent layer reads in both directions.
    """

    kind: str
    units: int = 0
    rows: int = 0
    kernel_size: int = 1
    every_step: bool = False
    both_ways: bool = False

    def __post_init__(self) -> None:
        """Check kind and sizes; raises `InvalidInput`."""
        if self.kind not in KINDS:
            raise InvalidInput(f"There is no layer {self.kind[:20]!r}; choose: {', '.join(KINDS)}.")
        needed = {"rows": self.rows} if self.kind == "embedding" else {}
        if self.kind not in (*POOLS, "flatten"):
            needed |= {"units": self.units, "kernel size": self.kernel_size}
        for name, size in needed.items():
            if not 1 <= size <= LARGEST:
                raise InvalidInput(
                    f"The {name} of a layer must be from 1 to {LARGEST:,}, not {size:,}."
                )


@dataclass(frozen=True)
class Terms:
    """The parameters of a layer as a product: copies · units · (sum of what each unit weighs).

    Attributes:
        copies: Factor (how many, of what), such as (4, "gates"); only those above 1.
        units: How many neurons, filters or words.
        weighed: What one of them has a weight for: (how many, of what).
    """

    copies: tuple[tuple[int, str], ...]
    units: int
    weighed: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        """The number of parameters."""
        return (
            prod(count for count, _ in self.copies) * self.units * sum(n for n, _ in self.weighed)
        )

    def __str__(self) -> str:
        """Return the product as it is written by hand, such as `10·(1 + 1 + 10)`."""
        inside = " + ".join(f"{count:,}" for count, _ in self.weighed)
        factors = [f"{count:,}" for count, _ in self.copies] + [f"{self.units:,}"]
        return "·".join([*factors, f"({inside})" if len(self.weighed) > 1 else inside])


@dataclass(frozen=True)
class Counted:
    """A layer in its place.

    Attributes:
        layer: The layer.
        shape: What it passes on for one example, (T, P) or (P,); empty where it cannot stand.
        terms: Its parameters; None where it has none.
        problem: Why it cannot stand here, for learners; None when it can.
    """

    layer: Layer
    shape: Shape = ()
    terms: Terms | None = None
    problem: str | None = None


def count(layers: Sequence[Layer], shape: Shape) -> list[Counted]:
    """Return every layer with its output shape and its terms, up to the first that cannot stand.

    Args:
        layers: From the input upwards.
        shape: Of one example: (T, M) numbers, or (T,) words.

    Raises:
        InvalidInput: Too many layers, or an input without steps or numbers.
    """
    if len(layers) > MOST_LAYERS:
        raise InvalidInput(f"A stack has at most {MOST_LAYERS} layers here, not {len(layers)}.")
    if not all(1 <= size <= LARGEST for size in shape):
        raise InvalidInput(f"Steps and numbers per step must be from 1 to {LARGEST:,}.")
    counted: list[Counted] = []
    is_words = len(shape) == 1
    for layer in layers:
        problem = _problem(layer, shape, is_words)
        if problem:
            return [*counted, Counted(layer, problem=problem)]
        counted.append(replace(_COUNT[layer.kind](layer, shape), layer=layer))
        shape, is_words = counted[-1].shape, False
    return counted


def total(counted: Sequence[Counted]) -> int:
    """Return the number of parameters of all layers that can stand."""
    return sum(one.terms.total for one in counted if one.terms)


def _problem(layer: Layer, shape: Shape, is_words: bool) -> str | None:
    if is_words:
        return (
            None
            if layer.kind == "embedding"
            else "Words need an embedding first: ids are names, not sizes."
        )
    if layer.kind == "embedding":
        return "An embedding reads words, so it can only stand at the input of a text."
    if len(shape) == 1 and layer.kind not in ("dense", "flatten"):
        return "This layer goes through steps, but the layer below passes on one vector only."
    if layer.kind == "conv" and layer.kernel_size > shape[0]:
        return f"A kernel of {layer.kernel_size:,} does not fit into {shape[0]:,} steps."
    return None


def _embedding(layer: Layer, shape: Shape) -> Counted:
    terms = Terms((), layer.rows, ((layer.units, "numbers per word"),))
    return Counted(layer, (*shape, layer.units), terms)


def _dense(layer: Layer, shape: Shape) -> Counted:
    terms = Terms((), layer.units, ((1, "bias"), (shape[-1], "inputs")))
    return Counted(layer, (*shape[:-1], layer.units), terms)


def _conv(layer: Layer, shape: Shape) -> Counted:
    inputs = layer.kernel_size * shape[-1]
    terms = Terms((), layer.units, ((1, "bias"), (inputs, "inputs under the kernel")))
    return Counted(layer, (shape[0] - layer.kernel_size + 1, layer.units), terms)


def _recurrent(layer: Layer, shape: Shape) -> Counted:
    """Keras gives a GRU two biases per gate: one for the input, one for its own answers."""
    biases = 2 if layer.kind == "gru" else 1
    copies = ((2, "directions"),) if layer.both_ways else ()
    if GATES[layer.kind] > 1:
        copies = (*copies, (GATES[layer.kind], "gates"))
    weighed = ((biases, "bias"), (shape[-1], "inputs"), (layer.units, "own answers"))
    width = layer.units * (2 if layer.both_ways else 1)
    passed_on = (shape[0], width) if layer.every_step else (width,)
    return Counted(layer, passed_on, Terms(copies, layer.units, weighed))


_COUNT: dict[str, Callable[[Layer, Shape], Counted]] = {
    "embedding": _embedding,
    "dense": _dense,
    "conv": _conv,
    **dict.fromkeys(GATES, _recurrent),
    **dict.fromkeys(POOLS, lambda layer, shape: Counted(layer, shape[1:])),
    "flatten": lambda layer, shape: Counted(layer, (prod(shape),)),
}
