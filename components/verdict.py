"""A model's answer to a yes-or-no question: a word, a number, a bar."""

from __future__ import annotations

from dash import html


def verdict(threshold: float, *, no: str, yes: str) -> html.Section:
    """Return the answer without numbers; `assets/opinion.js` writes those of the current text.

    Args:
        threshold: Probability from which the answer is `yes`.
        no: What a probability of 0 means.
        yes: What a probability of 1 means.
    """
    tick = html.Span(className="verdict-threshold", style={"insetInlineStart": f"{threshold:.2%}"})
    bar = html.Div([html.Span(className="verdict-fill"), tick], className="verdict-bar")
    ends = html.Div([html.Span(no), html.Span(yes)], className="verdict-ends")
    return html.Section(
        [
            html.Output(
                [
                    html.Span("\u2013", className="verdict-word"),
                    html.Span(className="verdict-lean"),
                    html.Span("\u2013", className="verdict-number live-number"),
                ],
                className="verdict-said",
            ),
            html.Div([bar, ends], **{"aria-hidden": "true"}),
            html.P(
                f"Probability of \u201c{yes}\u201d. The model says {yes} from {threshold:.2f} on.",
                className="verdict-note",
            ),
            html.P(className="verdict-doubt"),
        ],
        className="card verdict",
        dir="ltr",
        **{"aria-label": "The model\u2019s answer"},
    )
