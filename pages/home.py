"""Home: what this is, the pages in the lecture's order, what is loaded."""

from __future__ import annotations

from typing import Any

import dash
import dash_mantine_components as dmc
from dash import Input, Output, callback, html

from components.ids import page_ids
from components.loaded import LoadedData, LoadedModel, loaded_overview
from components.navigation import lecture_pages
from components.pager import pager
from components.topic_card import topic_card
from core import next_word, registry
from core.contracts import DatasetSpec, ModelSpec

dash.register_page(__name__, path="/", name="Home", title="Unrolled")

ids = page_ids(__name__)


def layout(**_query: str) -> html.Article:
    """Return the home page; what is loaded follows a moment later."""
    parts = [_opening(), _lecture(), _loaded(), pager(__name__)]
    return html.Article(parts, className="home")


def _opening() -> html.Header:
    return html.Header(
        [
            html.H1("What does a recurrent network remember?", className="page-question"),
            html.P(
                "A laboratory for a lecture on recurrent neural networks: prices, reviews and "
                "questions, read one step at a time by networks that were really trained. Type, "
                "point, change a number, and watch every state on the way to the answer.",
                className="page-hint",
            ),
        ],
        className="home-opening",
    )


def _lecture() -> html.Section:
    cards = html.Div([topic_card(stop) for stop in lecture_pages()], className="topic-cards")
    return html.Section([html.H2("The lecture"), cards], className="home-section")


def _loaded() -> html.Section:
    waiting = dmc.Skeleton(h="24rem", radius="md")
    place = html.Div(waiting, id=ids("loaded"))
    return html.Section([html.H2("What is loaded"), place], className="home-section")


@callback(Output(ids("loaded"), "children"), Input(ids("loaded"), "id"))
def show_what_is_loaded(_place: str) -> Any:
    """Say which data and which models this installation has."""
    data = [_data_in_words(spec) for spec in registry.datasets().values()]
    models = [_model_in_words(spec) for spec in registry.models().values()]
    return loaded_overview(data, [*models, _language_model_in_words()])


def _data_in_words(spec: DatasetSpec) -> LoadedData:
    return LoadedData(spec.title, registry.origin(spec.name), spec.source, spec.licence)


def _language_model_in_words() -> LoadedModel:
    reason = next_word.why_unavailable()
    parameters = None if reason else next_word.card().parameters
    return LoadedModel(next_word.NAME, next_word.TITLE, "Reviews", parameters, reason)


def _model_in_words(spec: ModelSpec) -> LoadedModel:
    reason = registry.why_unavailable(spec.name)
    parameters = None if reason else registry.card(spec.name).parameters
    reads = registry.dataset_spec(spec.dataset).title
    return LoadedModel(spec.name, spec.title, reads, parameters, reason)
