"""Every sequence shape as Keras layers: the lines that decide what goes in and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.sequence_shapes import DIFFERENT, EQUAL, MANY_TO_ONE, MOST, ONE_TO_MANY, ONE_TO_ONE


@dataclass(frozen=True)
class Sizes:
    """Steps in and out, numbers per step in and out, units of a recurrent layer."""

    T_x: int = 6
    T_y: int = 4
    p: int = 1
    q: int = 1
    P: int = 10

    def __str__(self) -> str:
        return f"T_x = {self.T_x}, T_y = {self.T_y}, p = {self.p}, P = {self.P}, q = {self.q}"


def sizes_of(T_x: object, T_y: object) -> Sizes:
    """Return these lengths with the other sizes of the lecture's stocks; nonsense is left out."""
    steps = {"T_x": T_x, "T_y": T_y}
    return Sizes(**{n: v for n, v in steps.items() if isinstance(v, int) and 1 <= v <= MOST})


def one_to_one(s: Sizes) -> Any:
    """Return a network without time: (N, p) → (N, q)."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((s.p,)),  # (N, p)
            layers.Dense(s.P, activation="tanh"),  # (N, P)
            layers.Dense(s.q),  # (N, q)
        ]
    )


def one_to_many(s: Sizes) -> Any:
    """Return a network that writes: (N, p) → (N, T_y, q)."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((s.p,)),  # (N, p)
            layers.RepeatVector(s.T_y),  # (N, T_y, p): the same at every step
            layers.LSTM(s.P, return_sequences=True),  # (N, T_y, P)
            layers.TimeDistributed(layers.Dense(s.q)),  # (N, T_y, q): the same weights every step
        ]
    )


def many_to_one(s: Sizes) -> Any:
    """Return a network that reads and then answers once: (N, T_x, p) → (N, q)."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((s.T_x, s.p)),  # (N, T_x, p)
            layers.LSTM(s.P, return_sequences=False),  # (N, P): only the last output
            layers.Dense(s.q),  # (N, q)
        ]
    )


def many_to_many_equal(s: Sizes) -> Any:
    """Return a network that answers at every step: (N, T_x, p) → (N, T_x, q)."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((s.T_x, s.p)),  # (N, T_x, p)
            layers.LSTM(s.P, return_sequences=True),  # (N, T_x, P): every output
            layers.TimeDistributed(layers.Dense(s.q)),  # (N, T_x, q): the same weights every step
        ]
    )


def many_to_many_different(s: Sizes) -> Any:
    """Return an encoder and a decoder: (N, T_x, p) → (N, T_y, q)."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((s.T_x, s.p)),  # (N, T_x, p)
            layers.LSTM(s.P),  # (N, P): all that the encoder remembers
            layers.RepeatVector(s.T_y),  # (N, T_y, P): handed to every step of the decoder
            layers.LSTM(s.P, return_sequences=True),  # (N, T_y, P)
            layers.TimeDistributed(layers.Dense(s.q)),  # (N, T_y, q): the same weights every step
        ]
    )


LAYERS: Mapping[str, Callable[[Sizes], Any]] = MappingProxyType(
    {
        ONE_TO_ONE: one_to_one,
        ONE_TO_MANY: one_to_many,
        MANY_TO_ONE: many_to_one,
        EQUAL: many_to_many_equal,
        DIFFERENT: many_to_many_different,
    }
)


def tensors(name: str, s: Sizes) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return what flows between the layers of a shape: layer and its output, without N."""
    wide, read, written = (s.P,), (s.T_x, s.p), (s.T_y, s.q)
    return {
        ONE_TO_ONE: (("Input", (s.p,)), ("Dense", wide), ("Dense", (s.q,))),
        ONE_TO_MANY: (
            ("Input", (s.p,)),
            ("RepeatVector", (s.T_y, s.p)),
            ("LSTM, sequences", (s.T_y, s.P)),
            ("TimeDistributed(Dense)", written),
        ),
        MANY_TO_ONE: (("Input", read), ("LSTM", wide), ("Dense", (s.q,))),
        EQUAL: (
            ("Input", read),
            ("LSTM, sequences", (s.T_x, s.P)),
            ("TimeDistributed(Dense)", (s.T_x, s.q)),
        ),
        DIFFERENT: (
            ("Input", read),
            ("LSTM", wide),
            ("RepeatVector", (s.T_y, s.P)),
            ("LSTM, sequences", (s.T_y, s.P)),
            ("TimeDistributed(Dense)", written),
        ),
    }[name]
