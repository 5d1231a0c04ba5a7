"""The code that runs, shown as it is written in the repository."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.fold import fold

_PROJECT = Path(__file__).resolve().parent.parent


def of(*things: Callable[..., Any] | type, is_open: bool = False) -> html.Div:
    """Return one foldable, highlighted card per function or class, titled with where it is."""
    return html.Div([_card(thing, is_open) for thing in things], className="code-cards")


@cache
def source(thing: Callable[..., Any] | type) -> str:
    """Return the source of a function or class, without the indentation of its surroundings."""
    return textwrap.dedent(inspect.getsource(inspect.unwrap(thing))).rstrip()


@cache
def place(thing: Callable[..., Any] | type) -> str:
    """Return where a function or class is written, as `folder/file.py, line 12`."""
    original = inspect.unwrap(thing)
    path = Path(inspect.getsourcefile(original) or "").resolve()
    _, line = inspect.getsourcelines(original)
    shown = path.relative_to(_PROJECT) if path.is_relative_to(_PROJECT) else path.name
    return f"{shown}, line {line}"


def _card(thing: Callable[..., Any] | type, is_open: bool) -> html.Details:
    title = [
        html.Code(thing.__qualname__, className="code-name"),
        html.Span(place(thing), className="code-place"),
    ]
    code = dmc.CodeHighlight(code=source(thing), language="python")
    return fold(title, code, opened=is_open, class_name="code-card")
