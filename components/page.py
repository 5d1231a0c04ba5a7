"""The skeleton of every topic page: the same parts in the same order in the same places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import html

from components.copy_link import copy_link
from components.fold import fold
from components.navigation import lecture_pages
from components.pager import pager
from components.presets import Preset, presets
from components.still import sent_still


@dataclass(frozen=True)
class Topic:
    """What a topic page consists of; each part a component or a list of components.

    Attributes:
        question: The question of the lecture; the title of the page.
        hint: One sentence that says what to try.
        stage: The one figure or text that matters.
        controls: The few controls; beside the stage on a wide screen, below it on a narrow one.
        presets: Three to six chips that load an instructive state.
        formula: A `formula_card`.
        sections: Further parts of the page below the formula, by their titles, in order.
        measured: A `figures_table` of measured figures beside the lecture's.
        hood: Code that runs, data source, known faults of the recipe; folded.
    """

    question: str
    hint: Any
    stage: Any
    controls: Any = None
    presets: Sequence[Preset] = ()
    formula: Any = None
    sections: Mapping[str, Any] = field(default_factory=dict)
    measured: Any = None
    hood: Any = None


def topic_page(module: str, topic: Topic) -> html.Article:
    """Return the page of `topic`; `module` is the `__name__` under which it was registered."""
    parts = [
        _heading(module, topic),
        presets(topic.presets) if topic.presets else None,
        _bench(topic),
        topic.formula,
        *(_section(title, content) for title, content in topic.sections.items()),
        _section("Measured", topic.measured),
        fold("Under the hood", topic.hood, class_name="hood") if topic.hood is not None else None,
        pager(module),
    ]
    whole = html.Article([part for part in parts if part is not None], className="page")
    return sent_still(whole)


def panel(children: Any, *, title: str = "", note: Any = None) -> html.Section:
    """Return a framed part of the stage with an optional title and a note at its foot."""
    parts: list[Any] = [html.H2(title, className="panel-title")] if title else []
    parts += children if isinstance(children, list) else [children]
    if note is not None:
        parts.append(html.P(note, className="panel-note"))
    return html.Section(parts, className="card panel")


def _heading(module: str, topic: Topic) -> html.Header:
    words = html.Div(
        [
            html.P(_place(module), className="page-place"),
            html.H1(topic.question, className="page-question"),
            html.P(topic.hint, className="page-hint"),
        ],
        className="page-words",
    )
    return html.Header(
        [words, html.Div(copy_link(), className="page-actions")], className="page-head"
    )


def _place(module: str) -> str:
    """Return section and name of the page, as the navigation calls them."""
    here = [stop for stop in lecture_pages() if stop.module == module]
    return f"{here[0].section} \u00b7 {here[0].name}" if here else ""


def _bench(topic: Topic) -> html.Div:
    stage = html.Div(topic.stage, className="stage")
    if topic.controls is None:
        return html.Div(html.Div(stage, className="bench"), className="bench-frame")
    controls = html.Aside(topic.controls, className="controls", **{"aria-label": "Controls"})
    return html.Div(
        html.Div([stage, controls], className="bench has-controls"), className="bench-frame"
    )


def _section(title: str, content: Any) -> html.Section | None:
    if content is None:
        return None
    return html.Section([html.H2(title), html.Div(content)], className="page-section")
