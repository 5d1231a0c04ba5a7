"""Reads what a component would show, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def parts(component: Any) -> Iterator[Any]:
    """Yield a component and everything in it, in reading order."""
    yield component
    inside = getattr(component, "children", None)
    for child in inside if isinstance(inside, list | tuple) else [inside]:
        if isinstance(child, Component):
            yield from parts(child)
        elif child is not None:
            yield child


def words(component: Any) -> list[str]:
    """Return the texts that a component shows."""
    return [str(part) for part in parts(component) if not isinstance(part, Component)]


def classes(component: Any) -> set[str]:
    """Return every CSS class in a component."""
    named = (getattr(part, "className", None) or "" for part in parts(component))
    return {name for names in named for name in names.split()}


def only(component: Any, kind: type) -> Any:
    """Return the one part of this kind."""
    (found,) = (part for part in parts(component) if isinstance(part, kind))
    return found
