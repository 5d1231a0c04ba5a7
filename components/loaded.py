"""What is loaded: every dataset with its origin, every model with its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from components.figures_table import figure_text
from components.swatch import swatch


@dataclass(frozen=True)
class LoadedData:
    """A dataset in words: its origin is `real`, `sample` or `simulated`."""

    title: str
    origin: str
    source: str
    licence: str


@dataclass(frozen=True)
class LoadedModel:
    """A model in words: the data it reads, its size, or the reason why it cannot answer."""

    name: str
    title: str
    reads: str
    parameters: int | None = None
    reason: str | None = None


def loaded_overview(data: Sequence[LoadedData], models: Sequence[LoadedModel]) -> html.Div:
    """Return the two lists, side by side where there is room."""
    return html.Div(
        [
            _list("Data", [_data(entry) for entry in data]),
            _list("Models", [_model(entry) for entry in models]),
        ],
        className="loaded",
    )


def _list(title: str, rows: list[html.Li]) -> html.Div:
    return html.Div([html.H3(title), html.Ul(rows)], className="card loaded-list")


def _data(entry: LoadedData) -> html.Li:
    origin = html.Span(entry.origin, className=f"origin is-{entry.origin}")
    return _row(entry.title, origin, f"{entry.source} {entry.licence}")


def _model(entry: LoadedModel) -> html.Li:
    state = html.Span("unavailable", className="origin is-missing")
    if entry.parameters is not None:
        state = html.Span(f"{figure_text(entry.parameters)} parameters", className="loaded-figure")
    title = [swatch(entry.name, entry.title), html.Span(entry.reads, className="loaded-reads")]
    return _row(title, state, entry.reason)


def _row(title: Any, state: html.Span, words: str | None) -> html.Li:
    head = html.Div([html.Strong(title), state], className="loaded-head")
    return html.Li([head, html.P(words)] if words else head)
