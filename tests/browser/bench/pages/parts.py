"""Every part once."""

from __future__ import annotations

import dash
import dash_mantine_components as dmc
import plotly.graph_objects as go
from dash import Input, Output, callback, html

from components import code_card
from components.empty_state import empty_state
from components.figure_files import figure_files
from components.figures import TEMPLATE
from components.figures_table import figures_table
from components.formula import formula_card, number, symbol
from components.graph import graph
from components.heat import heat_legend
from components.ids import page_ids
from components.link_state import keep_in_link
from components.page import Topic, panel, topic_page
from components.palette import SERIES
from components.presets import Preset
from components.term import term
from components.unavailable import unavailable
from components.upload import show_what_is_chosen, upload_area

dash.register_page(
    __name__, path="/parts", name="Parts", section="Time", order=1, summary="Every part."
)

ids = page_ids(__name__)


def layout(ticker: str = "GOOG", text: str = "", **_query: str) -> html.Article:
    """Return the page in the state that the link asks for."""
    return topic_page(
        __name__,
        Topic(
            question="Does every part work?",
            hint=["Point at a ", term("part", "One of many."), "."],
            presets=[
                Preset("Apple", {ids("ticker"): "AAPL"}, "A step"),
                Preset("Amazon", {ids("ticker"): "AMZN", ids("text"): "books"}),
            ],
            stage=[
                panel(
                    [
                        graph(ids("chart"), figure(), label="A line"),
                        figure_files(ids("chart"), "line", named_by=ids("said")),
                    ],
                    title="A line",
                ),
                panel([heat_legend("cold", "0", "hot"), unavailable("LSTM", "No folder.")]),
                panel(empty_state("Nothing yet.")),
                panel(
                    [
                        upload_area(ids("file"), label="A table", limit=20 * 2**20, hint="A CSV."),
                        html.P(id=ids("got")),
                    ]
                ),
            ],
            controls=panel(
                [
                    dmc.Select(
                        id=ids("ticker"),
                        data=["GOOG", "AAPL", "AMZN"],
                        value=ticker,
                        label="Ticker",
                    ),
                    dmc.TextInput(id=ids("text"), label="Text", value=text),
                    html.Button("Play", id=ids("play"), **{"data-key": "Space"}),
                    html.P(id=ids("said")),
                    html.P(id=ids("played")),
                ]
            ),
            formula=formula_card(
                [[symbol("w", sub="1", echo="w1"), " = ", number(0.5, echo="w1")]], "Because."
            ),
            measured=figures_table(
                ["Model", "MSE, all series", "Lecture"], [["Stack", 0.02, None]]
            ),
            hood=code_card.of(figure),
        ),
    )


def figure() -> go.Figure:
    """Return a line."""
    # A line of code that is much longer than a phone is wide, so that code has to scroll in itself
    drawn = go.Figure(layout={"template": TEMPLATE})
    drawn.add_scatter(x=[1, 2, 3], y=[1, 3, 2], line={"color": SERIES}, mode="lines")
    return drawn.update_xaxes(title="day")


@callback(
    Output(ids("said"), "children"), Input(ids("ticker"), "value"), Input(ids("text"), "value")
)
def say(ticker: str, text: str) -> str:
    """Say what was chosen."""
    return f"{ticker}/{text}"


@callback(Output(ids("got"), "children"), Input(ids("file"), "contents"))
def receive(contents: str | None) -> str:
    """Say what arrived."""
    return "nothing" if contents is None else contents[-8:]


show_what_is_chosen(ids("file"))


@callback(Output(ids("played"), "children"), Input(ids("play"), "n_clicks"))
def count(clicks: int | None) -> str:
    """Say how often play was pressed."""
    return f"played {clicks or 0}"


keep_in_link(
    {"ticker": (ids("ticker"), "value"), "text": (ids("text"), "value")}, steps={"ticker"}, limit=8
)
