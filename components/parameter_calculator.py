"""How many parameters has it? A small exercise, and a calculator for any stack of layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, html

from components.empty_state import empty_state
from components.page import panel
from components.presets import Preset, presets
from components.table import table

PIECES = (
    ("RNN", "rnn 10 every step"), ("LSTM", "lstm 10"), ("GRU", "gru 10"),
    ("Conv1D", "conv 5 2"), ("Dense", "dense 1"), ("average", "average"), ("flatten", "flatten"),
)  # fmt: skip
QUESTIONS = (
    ("one", "1 neuron"), ("ten", "10"), ("stack", "10 – 5 – 1"), ("lstm", "10 LSTM"),
)  # fmt: skip
_GRAMMAR = (
    "One layer per line, from the input upwards. “every step” passes on every answer instead of "
    "the last one, “both ways” reads in both directions."
)


class Line(Protocol):
    """One line of a stack: its text, its terms, its output shape, its problem."""

    text: str
    terms: Any
    shape: tuple[int, ...]
    problem: str | None


def parameter_section(
    ids: Callable[[str], str], stack: str, answer: Any, examples: Sequence[Preset], note: str = ""
) -> html.Div:
    """Return exercise and calculator.

    Args:
        ids: Names the parts `question`, `guess`, `checked`, `stack`, `counted`, `piece-N`.
        stack: The stack at first, one layer per line.
        answer: What it adds up to, from `counted_table`.
        examples: Stacks to load.
        note: What in the link could not be used.
    """
    box = dmc.Textarea(
        id=ids("stack"),
        value=stack,
        label="A stack of layers",
        description=_GRAMMAR,
        autosize=True,
        minRows=4,
        maxRows=14,
        debounce=150,
        spellCheck=False,
        classNames={"input": "stack-text"},
    )
    pieces = [
        html.Button(f"+ {name}", id=ids(f"piece-{i}"), type="button", className="preset")
        for i, (name, _) in enumerate(PIECES)
    ]
    added = html.Div(pieces, className="presets", role="group", **{"aria-label": "Add a layer"})
    said = [html.P(note, className="entry-remark", role="status")] if note else []
    counted = html.Div(answer, id=ids("counted"), role="status")
    typed = html.Div([box, *said, added], className="stack-entry")
    calculator = html.Div([typed, counted], className="stack-bench")
    return html.Div(
        [_exercise(ids), panel([presets(examples), calculator], title="Count any stack")],
        className="parameter-parts",
    )


def _exercise(ids: Callable[[str], str]) -> html.Section:
    question = dmc.SegmentedControl(
        id=ids("question"),
        value=QUESTIONS[0][0],
        data=[{"value": name, "label": label} for name, label in QUESTIONS],
        size="sm",
    )
    guess = dmc.NumberInput(
        id=ids("guess"),
        label="Your answer",
        placeholder="a number",
        min=0,
        max=10**9,
        allowDecimal=False,
        w="10rem",
    )
    return panel(
        [
            question,
            html.P(id=ids("asked"), className="exercise-question"),
            html.Div(
                [guess, html.P(id=ids("checked"), className="exercise-answer", role="status")],
                className="exercise",
            ),
        ],
        title="First count by hand",
    )


def counted_table(lines: Sequence[Line], total: int) -> Any:
    """Return the layers with their terms in numbers and words, their shapes and the sum."""
    if not lines:
        return empty_state("Type a stack, or take one of the examples.")
    head = [html.Th(name, scope="col") for name in ("layer", "passes on", "parameters")]
    foot = [
        html.Td("together", className="row-name"),
        html.Td(""),
        html.Td(f"{total:,}", className="figure"),
    ]
    return table(head, [_row(line) for line in lines], foot=foot, class_name="counted-table")


def _row(line: Line) -> list[Any]:
    name = html.Td(line.text, className="row-name")
    if line.problem:
        told = html.Td(line.problem, className="stack-problem")
        return [name, told, html.Td("–", className="figure")]
    shape = " × ".join(f"{size:,}" for size in line.shape)
    parameters: list[Any] = ["–" if line.terms is None else f"{line.terms.total:,}"]
    if line.terms is not None:
        parameters = [html.Span(f"{line.terms} = ", className="terms"), *parameters]
        parameters.append(html.Small(in_words(line.terms), className="terms-words"))
    return [name, html.Td(shape), html.Td(parameters, className="figure")]


def in_words(terms: Any) -> str:
    """Return what the factors and the summands stand for."""
    inside = " + ".join(what for _, what in terms.weighed)
    copies = [what for _, what in terms.copies]
    return " · ".join([*copies, "units", f"({inside})"])


def add_pieces(ids: Callable[[str], str]) -> None:
    """Register that the buttons add a line to the stack, in the browser; once per page."""
    for i, (_, line) in enumerate(PIECES):
        clientside_callback(
            f"(clicks, text) => (text || '').replace(/\\s+$/, '') + '\\n{line}'",
            Output(ids("stack"), "value", allow_duplicate=True),
            Input(ids(f"piece-{i}"), "n_clicks"),
            State(ids("stack"), "value"),
            prevent_initial_call=True,
        )
