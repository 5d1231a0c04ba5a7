"""How long models take: whoever serves may listen; nobody does unless asked to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, float], None]
_LISTENERS: list[Listener] = []


def tell(listener: Listener) -> None:
    """Let `listener` hear of every pass through a model: the model's name and the seconds."""
    _LISTENERS.append(listener)


@contextmanager
def timed(model: str) -> Iterator[None]:
    """Time what is done meanwhile, and tell whoever listens."""
    began = time.perf_counter()
    try:
        yield
    finally:
        for listener in _LISTENERS:
            listener(model, time.perf_counter() - began)
