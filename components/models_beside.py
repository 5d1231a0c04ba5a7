"""Several models on the same text: what each says, what it reads, and its opinion on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Input, Output, callback, dcc, html

from components.figures.opinions import opinion_curves
from components.graph import graph
from components.page import panel
from components.palette import model_colour
from components.swatch import swatch
from components.term import term
from components.when_seen import hand_on_when_seen

Entry = Mapping[str, Any]
_RUNNING = (
    "The answer the model would give if the words it reads ended there. A recurrent network says "
    "so on the way; the MLP\u2019s mean over the word vectors is carried on from word to word; a "
    "network that looks ahead reads every beginning of the text anew."
)


def models_beside(ids: Callable[[str], str], models: Sequence[tuple[str, str]]) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `models`, `models-said`, `models-curve`, `models-text` of the page.
        models: Name and title of every model.
    """
    waiting = [model_card({"model": name, "title": title}) for name, title in models]
    curve = graph(ids("models-curve"), label="Opinion of every model after each word", height=300)
    whole = panel(
        [
            html.Div(waiting, id=ids("models-said"), className="models-said"),
            html.P(["Their ", term("running opinions", _RUNNING)], className="models-curves"),
            curve,
            dcc.Store(id=ids("models-text")),
        ]
    )
    whole.id = ids("models")
    return whole


def models_answer(entries: Sequence[Entry], words: Sequence[str]) -> tuple[list[Any], Any]:
    """Return what fills the panel: one card per model, and the curves.

    Args:
        entries: One per model, as `core.opinions.opinions` returns them.
        words: Every word of the text.
    """
    return [model_card(entry, has_words=bool(words)) for entry in entries], opinion_curves(
        entries, words
    )


def follow_models(
    ids: Callable[[str], str],
    asked: tuple[Input, ...],
    ask: Callable[..., tuple[list[Entry], Any]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `models_beside`.
        asked: Where the text, and which run joins the models, come from.
        ask: (text, run) -> the entries of all models and the words of the text.
    """
    hand_on_when_seen(ids("models"), ids("models-text"), *asked)

    @callback(
        Output(ids("models-said"), "children"),
        Output(ids("models-curve"), "figure"),
        Input(ids("models-text"), "data"),
        prevent_initial_call=True,
    )
    def show_every_opinion(asked: list[str | None]) -> tuple[list[Any], Any]:
        """Ask every model about the text."""
        return models_answer(*ask(*asked))


def model_card(entry: Entry, *, has_words: bool = False) -> html.Div:
    """Return what one model says: decision, probability on a bar with the threshold, what it reads.

    Args:
        entry: As `core.opinions.opinions` returns it, or with no more than name and title.
        has_words: Whether there was anything to read; without, no answer is claimed.
    """
    if entry.get("reason"):
        said: list[Any] = [html.P("unavailable", className="model-word"), _reads(entry["reason"])]
    else:
        word, _, lean = entry.get("verdict", "\u2013").partition(", ")
        probability = entry.get("probability", 0.0)
        number = f"{probability:.2f}" if has_words else "\u2013"
        said = [
            html.Div(
                [
                    html.Span(word if has_words else "\u2013", className="model-word"),
                    html.Span(number, className="live-number"),
                ],
                className="model-answer",
            ),
            _bar(entry, probability if has_words else 0),
            html.P(lean if has_words else "", className="model-lean"),
            _reads(entry.get("reads", "")),
        ]
    return html.Div([html.H3(swatch(entry["model"], entry["title"])), *said], className="model")


def _bar(entry: Entry, probability: float) -> html.Div:
    fill = {"inlineSize": f"{probability:.1%}", "backgroundColor": model_colour(entry["model"])}
    tick = {"insetInlineStart": f"{entry.get('threshold', 0.5):.1%}"}
    parts = [
        html.Span(className="model-fill", style=fill),
        html.Span(className="model-tick", style=tick),
    ]
    return html.Div(parts, className="model-bar", dir="ltr", **{"aria-hidden": "true"})


def _reads(words: str) -> html.P:
    return html.P(words, className="model-reads")
