"""Scripts for a lecture: a card each, which starts its runs together."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html


def training_scripts(cards: Sequence[tuple[str, str, str, int]]) -> html.Div:
    """Return the cards.

    Args:
        cards: Name, title, words and number of runs of every script.
    """
    return html.Div([_card(*card) for card in cards], className="training-scripts")


def _card(name: str, title: str, words: str, count: int) -> html.Section:
    label = "Start it" if count == 1 else f"Start {count} runs"
    button = html.Button(
        label, type="button", className="preset", **{"data-script": name}, title=title
    )
    parts = [html.H3(title), html.P(words), html.Div(button)]
    return html.Section(parts, className="card panel training-script")
