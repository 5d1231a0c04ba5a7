"""The answer to two questions: probability, decision, dot product and cosine."""

from __future__ import annotations

from dash import html

from components.empty_state import empty_state
from components.live_number import live_number
from components.term import term

_THRESHOLD = (
    "From this probability on the answer counts as “the same”. Raising it makes the model "
    "more careful: fewer pairs are called the same, and more of those are."
)
_CALIBRATED = (
    "Networks tend to be too sure of themselves. Calibration bends their answers, on pairs kept "
    "out of training, so that of the pairs that get 0.7, about 7 in 10 do ask the same."
)


def pair_answer(lecture: float) -> html.Section:
    """Return the card; its numbers and words are filled in by the browser.

    Args:
        lecture: What the lecture's network said for its own pair, shown with that pair only.
    """
    said = html.Div([_probability(), _bar(), _decision(lecture)], className="pair-said")
    spoken = html.P(className="only-read", role="status", **{"data-words": "spoken"})
    return html.Section(
        [said, spoken, empty_state("Type two questions, or choose one of the examples.")],
        className="card pair-answer",
        **{"aria-label": "Answer"},
    )


def _probability() -> html.Div:
    return html.Div(
        [
            html.P("Probability that they ask the same", className="pair-label"),
            html.P(
                [
                    html.Span(live_number("probability"), className="pair-number"),
                    html.Strong("–", className="pair-word", **{"data-words": "word"}),
                ],
                className="pair-headline",
            ),
        ]
    )


def _bar() -> html.Div:
    """Return the bar from 0 to 1 with marks for the threshold and the lecture's answer."""
    return html.Div(
        [
            html.Div(html.Span(className="pair-fill"), className="pair-track"),
            html.Span(className="pair-mark is-threshold"),
            html.Span(className="pair-mark is-lecture"),
        ],
        className="pair-bar",
        **{"aria-hidden": "true"},
    )


def _decision(lecture: float) -> html.Div:
    decision = html.P(
        [
            "Decision at the ",
            term("threshold", _THRESHOLD),
            " ",
            live_number("threshold", digits=2),
            ": ",
            html.Strong("–", **{"data-words": "decision"}),
            html.Span(
                [
                    ". Before ",
                    term("calibration", _CALIBRATED),
                    " the network said ",
                    live_number("raw", digits=4),
                ]
            ),
        ]
    )
    beside = html.P(
        [
            html.Span(className="pair-diamond", **{"aria-hidden": "true"}),
            "The lecture’s network said ",
            html.Strong(str(lecture), className="live-number"),
            " for this very pair",
        ],
        className="pair-lecture",
    )
    return html.Div([decision, beside], className="pair-decision")


def pair_similarities() -> html.Section:
    """Return the dot product beside the true cosine, and why they differ."""
    why = [
        "The lecture calls the dot product cosine similarity, but it also grows with the lengths "
        "of the vectors, here ",
        live_number("length-u", digits=2),
        " and ",
        live_number("length-v", digits=2),
        "; only divided by both of them is it the cosine of the angle between the two.",
    ]
    return html.Section(
        [
            _similarity("Dot product", "what the network uses", "dot"),
            _similarity("True cosine", "of the angle, −1 to 1", "cosine"),
            html.P(why, className="pair-why"),
        ],
        className="card panel pair-similarities",
        **{"aria-label": "Dot product and cosine"},
    )


def _similarity(name: str, meaning: str, number: str) -> html.Div:
    return html.Div(
        [
            html.Span(name, className="pair-label"),
            html.Strong(live_number(number), className="pair-figure"),
            html.Span(meaning, className="pair-meaning"),
        ],
        className="pair-similarity",
    )
