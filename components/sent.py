"""What a store may hold when a browser sends it back: said beside the callback that reads it.

The gate of the callbacks asks here and refuses everything else, so that a callback can take its
values apart without a doubt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fits = Callable[[Any], bool]
_EXPECTED: dict[tuple[str, str], Fits] = {}


def expect(component: str, fits: Fits, prop: str = "data") -> None:
    """Let only what fits come back from a component; call it once, where its callback is."""
    _EXPECTED[component, prop] = fits


def several(count: int, *, or_nothing: bool = False) -> Fits:
    """Return what fits a list of exactly `count` values."""
    return lambda value: (
        (value is None and or_nothing) or (isinstance(value, list) and len(value) == count)
    )


def record(needs: dict[str, Fits] | None = None, /, **may_have: Fits) -> Fits:
    """Return what fits an object, or nothing at all.

    Args:
        needs: Name -> what fits there, of what an object that is not empty must have.
        may_have: Name -> what fits there, of what it may have.
    """
    required, optional = needs or {}, may_have

    def fits(value: Any) -> bool:
        if not value:
            return value is None or value == {}
        return (
            isinstance(value, dict)
            and all(name in value and fit(value[name]) for name, fit in required.items())
            and all(fit(value[name]) for name, fit in optional.items() if name in value)
        )

    return fits


def of_type(*types: type) -> Fits:
    """Return what fits a value of one of these types; no truth value counts as a number."""
    return lambda value: isinstance(value, types) and (bool in types or not isinstance(value, bool))


def texts(value: Any) -> bool:
    """Say whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def is_expected(component: Any, prop: str, value: Any) -> bool:
    """Say whether a component may send a value; where nothing was said, it may send anything."""
    fits = _EXPECTED.get((component, prop)) if isinstance(component, str) else None
    return fits is None or fits(value)
