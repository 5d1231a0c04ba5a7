"""The app with one more callback, which does nothing: what an answer costs at the least."""

from __future__ import annotations

from dash import Input, Output

from app import app, server

__all__ = ["server"]


@app.callback(Output("bench-empty", "data"), Input("bench-asked", "data"))
def answer_nothing(asked: object) -> object:
    """Return what was sent."""
    return asked
