"""Many rows encoded some thousand at a time, so that what lies between stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from numpy.typing import NDArray

from core.contracts import Columns

_PIECE = 4096


def in_pieces(
    columns: Columns, encode: Callable[[Columns], tuple[NDArray[Any], ...]]
) -> Iterator[tuple[NDArray[Any], ...]]:
    """Yield what `encode` makes of some thousand rows at a time."""
    count = len(next(iter(columns.values())))
    for start in range(0, count, _PIECE):
        yield encode({name: values[start : start + _PIECE] for name, values in columns.items()})
