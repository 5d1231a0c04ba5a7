"""The answer to "who forecasts best?": a sentence, the table, how to read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import html

from components.forecast_grid import forecast_grid, protocol_note
from components.forecast_story import measured_note, remarks_on
from components.forecasts import Forecasts

_DAYS = 10


def ranking_answer(
    ids: Callable[[str], str], table: Forecasts, protocol: str, verdict: Sequence[str]
) -> list[Any]:
    """Return verdict, table and note.

    Args:
        ids: Names the parts `verdict`, `table` and `note`.
        table: All forecasts, ranked under the protocol.
        protocol: How they were examined.
        verdict: Sentences on whether anything beats the last value.
    """
    return [
        html.Div(
            verdict_lines(verdict), id=ids("verdict"), className="verdict-said", role="status"
        ),
        forecast_grid(ids("table"), table, protocol),
        html.P(ranking_note(table, protocol), id=ids("note"), className="table-note"),
    ]


def verdict_lines(verdict: Sequence[str]) -> list[Any]:
    """Return the answer in strong words, what to make of it below."""
    answer, *rest = verdict
    return [html.P(html.Strong(answer)), *(html.P(sentence) for sentence in rest)]


def ranking_note(table: Forecasts, protocol: str) -> list[Any]:
    """Return which data, which rows, which columns, and what is special about some forecasters."""
    days = min(_DAYS, max((table.series.shape[1] + 1) // 4, 1))
    return [
        *measured_note(table, protocol),
        " ",
        protocol_note(table, protocol, days),
        " ",
        *remarks_on(table),
    ]
