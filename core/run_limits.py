"""A guard beside a training: ends it kindly when it takes too long or too much memory.

When that does not help within a while, the process is ended; what it has kept stays.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidInput

_PAUSE = 0.5
_GRACE = 30.0
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True)
class Limits:
    """What one training may take.

    Attributes:
        seconds: From its begin to its end.
        megabytes: Of memory in use by its process.
        grace: Seconds in which it may end by itself once a limit is passed.
    """

    seconds: float = 3600
    megabytes: float = 6000
    grace: float = _GRACE


def limits() -> Limits:
    """Return the limits: `UNROLLED_TRAINING_MINUTES`, `UNROLLED_TRAINING_MB`, or the defaults.

    Raises:
        InvalidInput: One of them is no whole number above zero.
    """
    default = Limits()
    minutes = _whole("UNROLLED_TRAINING_MINUTES", default.seconds / 60)
    return Limits(60 * minutes, _whole("UNROLLED_TRAINING_MB", default.megabytes))


def _whole(name: str, default: float) -> float:
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if given.isascii() and given.isdigit() and int(given[:9]) > 0:
        return float(given[:9])
    raise InvalidInput(f"{name} must be a whole number above 0, but it is {given!r}.")


class Guard:
    """Watches one training; `reason` is empty until a limit is passed."""

    def __init__(self, allowed: Limits) -> None:
        self.allowed = allowed
        self.begun = time.monotonic()
        self.reason = ""
        self.over = threading.Event()

    def look(self) -> None:
        """Note the first limit that is passed, in a sentence."""
        if self.reason:
            return
        if time.monotonic() - self.begun > self.allowed.seconds:
            self.reason = (
                f"It reached the time limit of {self.allowed.seconds / 60:,.3g} minutes. Take "
                "fewer rows or epochs, or a larger batch."
            )
        elif memory_in_use() > self.allowed.megabytes * 2**20:
            self.reason = (
                f"It needed more than the {self.allowed.megabytes:,.0f} MB of memory allowed. Take "
                "fewer rows, shorter texts or a smaller network."
            )

    def watch(self, give_up: Callable[[str], object]) -> None:
        """Look every half second; call `give_up` when the training does not end in time."""
        passed: float | None = None
        while not self.over.wait(_PAUSE):
            self.look()
            if self.reason and passed is None:
                passed = time.monotonic()
            if passed is not None and time.monotonic() - passed > self.allowed.grace:
                give_up(self.reason)
                return


@contextmanager
def guarded(allowed: Limits, give_up: Callable[[str], object]) -> Iterator[Guard]:
    """Watch over what happens inside, in a thread of its own.

    Args:
        allowed: What it may take.
        give_up: Called with the reason when it goes on in spite of `Guard.reason`; it has to end
            the process.
    """
    guard = Guard(allowed)
    threading.Thread(target=guard.watch, args=(give_up,), daemon=True).start()
    try:
        yield guard
    finally:
        guard.over.set()


def memory_in_use() -> int:
    """Return the bytes of memory this process occupies now (its peak where Linux is not)."""
    try:
        pages = int(_STATM.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
