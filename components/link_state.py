"""Keeps the address of a page in step with what is on it, in the browser."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from dash import Input, clientside_callback


def keep_in_link(
    values: Mapping[str, tuple[str, str]], *, steps: Collection[str] = (), limit: int = 500
) -> None:
    """Register the clientside callback that writes the values of components into the link.

    A page reads them back in `layout(**query)`; back and forward then show earlier states.

    Args:
        values: Query parameter -> (component id, property).
        steps: Parameters whose change is a step that "back" undoes; the others, such as a text
            being typed, change the link in place.
        limit: Characters of one value that a link may carry.

    Example:
        >>> keep_in_link({"ticker": (ids("ticker"), "value")}, steps={"ticker"})
    """
    plan = json.dumps({"names": list(values), "steps": sorted(steps), "limit": limit})
    clientside_callback(
        f"(...values) => window.dash_clientside.unrolled.write_link({plan}, values)",
        *(Input(component, prop) for component, prop in values.values()),
        prevent_initial_call=True,
    )
