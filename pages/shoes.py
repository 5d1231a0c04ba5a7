"""Shoes: the price of a shoe from its title and a table (lecture section "Play with it!")."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, callback, html

from components import code_card
from components.beside_lecture import faults
from components.ids import page_ids
from components.link_state import keep_in_link
from components.miniature import price_miniature
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.shoe_entry import ShoeChoices, shoe_entry
from components.shoe_figures import columns_table, price_figures
from components.shoe_formula import shoe_formula
from components.shoe_network import follow_network, shoe_network
from components.shoe_price import no_price, price_parts, price_said
from core import price_interval, registry, shoe_answer
from core.errors import LessonError
from core.models.shoes import build_shoes
from core.settings import settings
from core.shoe_ablation import ablation
from core.shoe_answer import NoAnswer, answer_or_reason
from core.shoe_examples import EXAMPLES
from core.shoe_flow import flow_or_reason
from core.shoe_layers import read_title, say_price
from core.shoe_request import LISTS, MODELS, MOST_ENTRIES, Shoe, ShoeRequest, shoe_visit
from core.shoe_table import ShoeTable
from core.shoe_words import COLOURS, KINDS, MATERIALS

ids = page_ids(__name__)
FIRST = next(iter(EXAMPLES.values()))


def miniature() -> Any:
    """Return the first example with its price, for the card on the home page."""
    answer = shoe_answer.shoe_answer(ShoeRequest(FIRST.shoe))
    return price_miniature(FIRST.shoe.title, answer.price, answer.low, answer.high)


dash.register_page(
    __name__,
    path="/shoes",
    name="Shoes",
    title="Shoes \u00b7 Unrolled",
    section="Play",
    order=1,
    summary="An LSTM reads the title of a shoe beside a table of numbers, and says its price.",
    miniature=miniature,
)


def layout(**query: Any) -> html.Article:
    """Return the page with the shoe that the link describes, or the first example."""
    visit = shoe_visit(query, FIRST.shoe)
    request, table = visit.request, _table()
    topic = Topic(
        question="What does this shoe cost?",
        hint="Write a title, name a brand, add a colour: watch the price follow, and see what "
        "each word is worth.",
        presets=[Preset(label, _values(one.shoe), one.why) for label, one in EXAMPLES.items()],
        stage=_stage(),
        controls=shoe_entry(ids, request.shoe, _choices(table), request.model, visit.remarks),
        formula=html.Div(shoe_formula(None), id=ids("formula")),
        sections={
            "Two ways into one network": shoe_network(ids),
            "The 84 columns": _columns(table),
        },
        measured=price_figures(ablation()),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _values(shoe: Shoe) -> dict[str, Any]:
    """Return what an example sets: every field of the shoe, the model stays."""
    lists = {ids(name): list(entries) for name, entries in shoe.lists.items()}
    return {ids("title"): shoe.title, ids("brand"): shoe.brand, **lists}


def _stage() -> list[Any]:
    said = html.Section(
        html.Div(id=ids("price"), className="shoe-waiting", role="status"),
        className="card shoe-answer",
        **{"aria-label": "The price"},
    )
    return [said, panel(html.Div(id=ids("parts")), title="What each word and attribute adds")]


def _table() -> ShoeTable | None:
    """Return the encoder of the first model that is there."""
    for name in MODELS:
        try:
            table: ShoeTable = registry.predictor(name).options.table
        except LessonError:
            continue
        return table
    return None


def _choices(table: ShoeTable | None) -> ShoeChoices:
    sizes = [f"{half / 2:g}" for half in range(10, 25)]
    return ShoeChoices(
        brands=[brand.title() for brand in sorted(table.brands)] if table else [],
        lists={
            "categories": [name.capitalize() for name in KINDS],
            "colors": [name.capitalize() for name in (*COLOURS, *MATERIALS)],
            "sizes": sizes,
        },
        models=[{"value": n, "label": registry.model_spec(n).title} for n in MODELS],
        most=MOST_ENTRIES,
    )


def _columns(table: ShoeTable | None) -> Any:
    if table is None:
        return None
    return columns_table(table.columns, table.center, {**KINDS, **COLOURS, **MATERIALS})


def _hood() -> list[Any]:
    data = registry.dataset_spec("shoes")
    return [
        code_card.of(build_shoes, read_title, say_price, ShoeTable.encode, shoe_answer.shoe_answer,
                     price_interval.fitted_interval),
        faults([registry.model_spec(name) for name in MODELS]),
        html.Div([html.H3("Data"), html.P([data.source, " ", data.licence])]),
    ]  # fmt: skip


FIELDS = ("title", "brand", *LISTS, "model")
DESCRIBED = [Input(ids(name), "value") for name in FIELDS]


@callback(
    Output(ids("price"), "children"),
    Output(ids("parts"), "children"),
    Output(ids("formula"), "children"),
    *DESCRIBED,
)
def say_the_price(*asked: Any) -> tuple[Any, Any, Any]:
    """Say the price of the shoe and what each word and attribute adds to it."""
    answer = answer_or_reason(asked)
    if isinstance(answer, NoAnswer):
        return no_price(answer.reason, answer.title), None, shoe_formula(None)
    return price_said(answer), price_parts(answer), shoe_formula(answer)


follow_network(ids, DESCRIBED, flow_or_reason)
keep_in_link({name: (ids(name), "value") for name in FIELDS}, limit=settings().link_limit)
