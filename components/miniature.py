"""Small live pictures for the cards of the home page.

A page passes one of these, bound to its own data, as `miniature=` to `dash.register_page`; home
calls it when it is shown, so the picture is computed and not drawn by hand.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence

from dash import html

from components.heat import heat_level
from components.palette import BASELINE, SERIES, TRUTH, model_colour

_WIDTH, _HEIGHT = 264, 112


def series_miniature(
    values: Sequence[float], truth: float, predictions: Mapping[str, float]
) -> html.Img:
    """Return a series with the true next value (cross) and the models' answers (dots).

    Args:
        values: The series as the model reads it, between -1 and 1.
        truth: The value that came next.
        predictions: Model name -> its answer.
    """
    end = _WIDTH - 20.0
    points = " ".join(f"{x:.1f},{_y(y):.1f}" for x, y in _spread(values, end - 12))
    dots = "".join(
        f'<circle cx="{end}" cy="{_y(value):.1f}" r="4.5" fill="{model_colour(name)}"/>'
        for name, value in predictions.items()
    )
    cross = f"M{end - 6} {_y(truth):.1f}h12M{end} {_y(truth) - 6:.1f}v12"
    return _image(
        f'<path d="M0 {_y(0):.1f}h{_WIDTH}" stroke="{BASELINE}" stroke-width="1" opacity=".5"/>'
        f'<polyline points="{points}" fill="none" stroke="{SERIES}" stroke-width="1.75" '
        f'stroke-linejoin="round"/>{dots}<path d="{cross}" stroke="{TRUTH}" stroke-width="2.5"/>'
    )


def curves_miniature(curves: Mapping[str, Sequence[float]]) -> html.Img:
    """Return falling losses, one line per model, from zero to the largest of them.

    Args:
        curves: Model name -> its loss after every epoch.
    """
    top = max((value for losses in curves.values() for value in losses), default=1.0) or 1.0
    lines = "".join(
        f'<polyline points="{_points([2 * value / top - 1 for value in losses])}" fill="none" '
        f'stroke="{model_colour(name)}" stroke-width="2.5" stroke-linejoin="round"/>'
        for name, losses in curves.items()
    )
    return _image(
        f'<path d="M0 {_y(-1):.1f}h{_WIDTH}" stroke="{BASELINE}" stroke-width="1" opacity=".5"/>'
        f"{lines}"
    )


def _points(values: Sequence[float]) -> str:
    return " ".join(f"{x:.1f},{_y(y):.1f}" for x, y in _spread(values, _WIDTH - 8))


def token_miniature(words: Sequence[str], values: Sequence[float]) -> html.Div:
    """Return words on the colour of what one neuron made of them (values between 0 and 1)."""
    tokens: list[html.Span | str] = []
    for word, value in zip(words, values, strict=True):
        tokens += [html.Span(word, className=f"token heat-{heat_level(value)}"), " "]
    return html.Div(tokens, className="miniature-text")


def pair_miniature(first: str, second: str, probability: float) -> html.Div:
    """Return two questions and how probable it is that they ask the same."""
    bar = html.Span(style={"inlineSize": f"{100 * probability:.0f}%"})
    return html.Div(
        [
            html.Span(first, className="miniature-question"),
            html.Span(second, className="miniature-question"),
            html.Div([html.Div(bar, className="miniature-bar"), html.Span(f"{probability:.2f}")]),
        ],
        className="miniature-pair",
    )


def price_miniature(title: str, price: float, low: float, high: float) -> html.Div:
    """Return the title of a shoe, its price in dollars and the bounds of its interval."""
    bounds = f"${low:.0f} to ${high:.0f}"
    return html.Div(
        [html.Span(title, className="miniature-question"),
         html.P([html.Strong(f"${price:.0f}"), html.Span(bounds)])],
        className="miniature-price",
    )  # fmt: skip


def slots_miniature(words: Sequence[str], ids: Sequence[int], columns: int) -> html.Div:
    """Return a matrix of ids, each with its word; an id of 0 is padding."""
    cells = [
        html.Span([html.Span(word), html.Small(str(number))], className="is-word" if number else "")
        for word, number in zip(words, ids, strict=True)
    ]
    return html.Div(cells, className="miniature-slots", style={"--columns": columns})


def kernel_miniature(
    values: Sequence[float], kernel: Sequence[float], place: int, sums: Sequence[float]
) -> html.Div:
    """Return a series, a kernel that lies on it from `place` on, and the sums below."""
    after = len(values) - place - len(kernel)
    gap = html.Span(className="is-gap")
    cells = [
        *(_cell("is-word", value) for value in values),
        *[gap] * place,
        *(_cell("is-kernel", weight) for weight in kernel),
        *[gap] * after,
        *(_cell("is-word", total) for total in sums),
    ]
    style = {"--columns": len(values)}
    return html.Div(cells, className="miniature-slots miniature-kernel", style=style)


def _cell(name: str, value: float) -> html.Span:
    return html.Span(f"{value:g}", className=name)


def _spread(values: Sequence[float], width: float) -> Iterable[tuple[float, float]]:
    step = width / max(1, len(values) - 1)
    return ((place * step, value) for place, value in enumerate(values))


def _y(value: float) -> float:
    return _HEIGHT / 2 - max(-1.0, min(1.0, value)) * (_HEIGHT / 2 - 8)


def _image(drawing: str) -> html.Img:
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}">{drawing}</svg>'
    )
    data = base64.b64encode(picture.encode()).decode()
    return html.Img(src=f"data:image/svg+xml;base64,{data}", alt="")
