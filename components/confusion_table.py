"""What a model calls rows against what they are, at one threshold, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from components.term import term

_SHARES = (
    ("accuracy", "Accuracy", "The share of all rows that are called what they are."),
    ("precision", "Precision", "Of the rows called {yes}, the share that are {yes}."),
    ("recall", "Recall", "Of the rows that are {yes}, the share that are called so."),
    (
        "f1",
        "F1",
        "Precision and recall in one number, their harmonic mean: high only when both are.",
    ),
)
_AUC = (
    "The chance that a random {yes} row scores above a random {no} one. It does not depend on the "
    "threshold: 0.5 is guessing, 1 is perfect order."
)
_CALIBRATION = (
    "How far the probabilities are from what happens: among rows with a probability of about 0.8, "
    "0.8 should be {yes}. 0 is perfect."
)


def confusion_table(reading: Mapping[str, Any], figures: Mapping[str, Any]) -> html.Div:
    """Return the table of counts and the shares below it; without labels, one sentence.

    Args:
        reading: Counts and shares at a threshold, `classes`, `rows`, `called`, `has_labels`.
        figures: `auc` and `calibration_error` of the labelled rows, None where undefined.
    """
    no, yes = reading["classes"]
    called = f"{reading['called']:,} of {reading['rows']:,} are called {yes}"
    if not reading["has_labels"]:
        return html.Div(html.P(f"{called} at {reading['threshold']:.2f}."), className="confusion")
    return html.Div([_counts(reading, no, yes), _shares(reading, figures)], className="confusion")


def _counts(reading: Mapping[str, Any], no: str, yes: str) -> html.Table:
    head = [html.Td(), *(html.Th(f"called {name}", scope="col") for name in (no, yes))]
    rows = [
        _row(f"labelled {no}", reading, ("true_no", "false_yes"), is_first_right=True),
        _row(f"labelled {yes}", reading, ("false_no", "true_yes"), is_first_right=False),
    ]
    caption = html.Caption(f"At the threshold {reading['threshold']:.4g}")
    return html.Table(
        [caption, html.Thead(html.Tr(head)), html.Tbody(rows)], className="confusion-counts"
    )


def _row(
    name: str, reading: Mapping[str, Any], cells: tuple[str, str], *, is_first_right: bool
) -> html.Tr:
    total = sum(reading[cell] for cell in cells)
    first, second = (
        _cell(cell, reading[cell], total, is_right=is_right)
        for cell, is_right in zip(cells, (is_first_right, not is_first_right), strict=True)
    )
    return html.Tr([html.Th(name, scope="row"), first, second])


def _cell(name: str, count: int, total: int, *, is_right: bool) -> html.Td:
    share = f"{100 * count / total:.1f} %" if total else "\u2013"
    return html.Td(
        [html.Strong(f"{count:,}"), html.Span(share)],
        className="is-right" if is_right else "is-wrong",
        **{"data-count": name},
    )


def _shares(reading: Mapping[str, Any], figures: Mapping[str, Any]) -> html.Dl:
    no, yes = reading["classes"]
    shown = [(key, name, why, reading[key]) for key, name, why in _SHARES]
    shown += [
        ("auc", "AUC", _AUC, figures.get("auc")),
        ("calibration_error", "Calibration error", _CALIBRATION, figures.get("calibration_error")),
    ]
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(term(name, why.format(no=no, yes=yes))),
                    html.Dd(_number(value), **{"data-share": key}),
                ]
            )
            for key, name, why, value in shown
        ],
        className="confusion-shares",
    )


def _number(value: float | None) -> str:
    return "\u2013" if value is None else f"{value:.4f}"
