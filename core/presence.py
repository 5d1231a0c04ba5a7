"""Workers say again and again that they are there; who is silent for a while counts as gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from core.redis_shelf import Shelf, Unreachable, silence


@contextmanager
def signed_in(shelf: Shelf, worker: str) -> Iterator[None]:
    """Say that a worker is there while this lasts, in a thread of its own."""
    is_over = threading.Event()

    def say() -> None:
        while not is_over.is_set():
            with suppress(Unreachable):
                shelf.sign_in(worker)
            is_over.wait(silence() / 5)

    thread = threading.Thread(target=say, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join(timeout=2)
        with suppress(Unreachable):
            shelf.sign_out(worker)
