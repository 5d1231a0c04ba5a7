"""A kernel moved along a series, every product kept (lecture section "1D Convolution Layers").

Z_i = b + Σ_v X_{i-(f-1)/2+v} W_v. What deep learning calls a convolution does not turn the kernel
round: `np.convolve(x, w[::-1])` gives the same sums.

Letters: T steps, K weights of a kernel (the lecture's f), T' sums.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from core.contracts import Floats, Integers
from core.errors import InvalidInput

PADDINGS = ("same", "valid")
STRIDES = (1, 2, 3, 4)
MOST_FILTERS, LONGEST_KERNEL, LARGEST = 5, 9, 1_000.0
LECTURE_KERNEL = (0.2, 0.6, 0.2)
_HOW = "Write a filter as 0.2,0.6,0.2|0: its weights, then its bias; several with ; between them."


@dataclass(frozen=True)
class Filter:
    """One kernel: its weights (K,) and its bias."""

    weights: tuple[float, ...]
    bias: float = 0.0


@dataclass(frozen=True)
class Convolved:
    """What one filter makes of a series.

    Attributes:
        starts: (T',) where each window begins in the padded series.
        windows: (T', K) what the kernel lies on.
        products: (T', K) each value times the weight that lies on it.
        sums: (T',) Z, the bias included.
    """

    starts: Integers
    windows: Floats
    products: Floats
    sums: Floats


def same_padding(T: int, K: int, stride: int) -> tuple[int, int]:
    """Return how many zeros stand before and after so that ⌈T / stride⌉ sums come out."""
    sums = -(-T // stride)
    needed = max((sums - 1) * stride + K - T, 0)
    return needed // 2, needed - needed // 2


def padding_of(T: int, K: int, padding: str, stride: int) -> tuple[int, int]:
    """Return the zeros before and after; raises `InvalidInput` when no window fits."""
    if padding == "same":
        return same_padding(T, K, stride)
    if K > T:
        raise InvalidInput(
            f"A kernel of {K} weights does not fit into a series of {T}. Take a shorter kernel, "
            "a longer series, or the padding \u201csame\u201d."
        )
    return 0, 0


def convolved(x: Floats, kernel: Filter, padding: str = "valid", stride: int = 1) -> Convolved:
    """Return all products and sums of `kernel` along `x` (T,).

    Raises:
        InvalidInput: The kernel is longer than the series, without padding.
    """
    K = len(kernel.weights)
    padded = np.pad(x, padding_of(len(x), K, padding, stride))
    windows = sliding_window_view(padded, K)[::stride]  # (T', K)
    products = windows * np.array(kernel.weights)
    starts = np.arange(len(windows)) * stride
    return Convolved(starts, windows, products, products.sum(axis=1) + kernel.bias)


def turned(kernel: Filter) -> Filter:
    """Return the kernel turned round: with it, these sums are those of `np.convolve`."""
    return Filter(kernel.weights[::-1], kernel.bias)


def filters_of(text: object) -> tuple[Filter, ...]:
    """Return the filters that a text such as "0.2,0.6,0.2|0;-1,1,0|0" describes.

    Raises:
        InvalidInput: None, too many, of different length, or not made of numbers.
    """
    written = [part for part in str(text or "").split(";") if part.strip()]
    if not 1 <= len(written) <= MOST_FILTERS:
        raise InvalidInput(f"There must be 1 to {MOST_FILTERS} filters, not {len(written)}. {_HOW}")
    filters = tuple(_filter(part) for part in written)
    sizes = {len(one.weights) for one in filters}
    if len(sizes) > 1 or not 1 <= max(sizes) <= LONGEST_KERNEL:
        raise InvalidInput(
            f"All filters must have the same number of weights, from 1 to {LONGEST_KERNEL}, not "
            f"{', '.join(str(size) for size in sorted(sizes))}. {_HOW}"
        )
    return filters


def _filter(written: str) -> Filter:
    weights, _, bias = written.partition("|")
    return Filter(tuple(_number(word) for word in weights.split(",")), _number(bias or "0"))


def _number(word: str) -> float:
    try:
        value = float(word.replace("\u2212", "-"))
    except ValueError:
        value = float("nan")
    if not abs(value) <= LARGEST:
        raise InvalidInput(
            f"{word.strip()[:20]!r} is no weight. Write numbers from {-LARGEST:,.0f} to "
            f"{LARGEST:,.0f}. {_HOW}"
        )
    return value


def _placed(values: tuple[float, ...], K: int, at: int) -> tuple[float, ...]:
    """Return K weights, 0 but for `values` from place `at` on, as far as they fit."""
    weights = [0.0] * K
    for place, value in enumerate(values, start=at):
        if 0 <= place < K:
            weights[place] = value
    return tuple(weights)


def _smoothing(K: int) -> tuple[float, ...]:
    return (round(1 / K, 4),) * K


def _difference(K: int) -> tuple[float, ...]:
    return _placed((-1.0, 1.0), K, max(0, (K - 1) // 2 - 1))


def _edge(K: int) -> tuple[float, ...]:
    return _placed((-1.0, 2.0, -1.0), K, (K - 1) // 2 - 1)


def _lecture(K: int) -> tuple[float, ...]:
    return _placed(LECTURE_KERNEL, K, (K - 1) // 2 - 1)


# Name on screen -> the weights for a kernel of K, and what it does.
RECIPES: Mapping[str, tuple[Callable[[int], tuple[float, ...]], str]] = MappingProxyType(
    {
        "the lecture\u2019s": (_lecture, "A little of the neighbours, mostly the middle."),
        "smoothing": (_smoothing, "The mean of the window: what changes fast goes away."),
        "difference": (_difference, "Today minus yesterday: 0 where nothing changes."),
        "edge": (_edge, "Twice the middle minus its neighbours: 0 along a straight line."),
    }
)
