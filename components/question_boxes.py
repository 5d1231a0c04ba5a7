"""Two boxes to type questions into, and a button that swaps them."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.icon import icon

PAUSE = 150  # ms without a key before the questions are asked


def question_boxes(names: tuple[str, str], swap: str, texts: tuple[str, str]) -> html.Div:
    """Return the boxes, one above the other, with the button between them.

    Args:
        names: Ids of the two boxes; their `value` follows typing after a short pause.
        swap: Id of the button.
        texts: What stands in the boxes at first.
    """
    first, second = (
        _box(name, label, text)
        for name, label, text in zip(
            names, ("First question", "Second question"), texts, strict=True
        )
    )
    return html.Div([first, _swap(swap), second], className="question-boxes")


def _box(name: str, label: str, text: str) -> Any:
    return dmc.Textarea(
        id=name,
        label=label,
        value=text,
        debounce=PAUSE,
        autosize=True,
        minRows=1,
        maxRows=5,
        size="lg",
        placeholder="Type a question",
        attributes={"input": {"dir": "auto"}},
    )


def _swap(name: str) -> Any:
    button = dmc.ActionIcon(
        icon("swap"),
        id=name,
        variant="default",
        size="lg",
        radius="xl",
        **{"aria-label": "Swap the questions", "data-key": "s"},
    )
    return html.Div(dmc.Tooltip(button, label="Swap the questions (S)"), className="question-swap")
