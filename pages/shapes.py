"""Shapes: how many go in and how many come out (the lecture's table of sequence shapes)."""

from __future__ import annotations

from typing import Any

import dash
import dash_mantine_components as dmc
from dash import Input, Output, callback, html

from components import code_card
from components.drawing import drawing
from components.ids import page_ids
from components.link_state import keep_in_link
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.review_entry import count_letters, review_entry
from components.shape_drawing import shape_sketch
from components.shape_stage import (
    ShapeTile,
    drawn_shape,
    follow_shapes,
    kept_of_shapes,
    length_sliders,
    shape_choice,
    shape_formula,
    shape_stage,
)
from components.shape_table import layers_card, shapes_table
from components.step_player import step_store
from core.review import LECTURE_REVIEW
from core.sequence_shapes import (
    DIFFERENT,
    EQUAL,
    MANY_TO_ONE,
    MOST,
    ONE_TO_ONE,
    SHAPES,
    unrolled_columns,
)
from core.settings import settings
from core.shape_answer import ShapeVisit, answer_or_reason, choices, shape_visit
from core.shape_carriers import carriers_of
from core.shape_layers import LAYERS, sizes_of, tensors
from core.shape_prices import next_price, prices_ahead
from core.shape_words import running_opinion
from core.unrolled_series import stock_names

ids = page_ids(__name__)
_SKETCHED = {DIFFERENT: (2, 2)}  # steps in and out of the small pictures; 3 and 3 otherwise


def miniature() -> Any:
    """Return every shape, small, for the card on the home page."""
    sketches = [drawing(_sketch(name), label=shape.title) for name, shape in SHAPES.items()]
    return html.Div(sketches, className="miniature-shapes")


dash.register_page(
    __name__,
    path="/shapes",
    name="Shapes",
    title="Shapes \u00b7 Unrolled",
    section="Play",
    order=3,
    summary="One to one, one to many, many to one, many to many: unrolled as you watch.",
    miniature=miniature,
)


def layout(**query: Any) -> html.Article:
    """Return the page with the shape, the network and the lengths that the link asks for."""
    visit = shape_visit(query)
    tiles = [ShapeTile(n, s.title, s.question, _sketch(n)) for n, s in SHAPES.items()]
    said = [html.P(remark, className="entry-remark", role="status") for remark in visit.remarks]
    topic = Topic(
        question="How many go in, how many come out?",
        hint="Choose a shape and watch it unroll; then change how many steps go in and how many "
        "come out. Every number is a trained network\u2019s, on what you let it read.",
        presets=_presets(),
        stage=[
            shape_choice(ids("shape"), tiles, visit.shape),
            *said,
            shape_stage(ids, visit.step, choices()[visit.shape], visit.carrier),
        ],
        controls=_controls(visit),
        formula=shape_formula(),
        sections={
            "The table of shapes": shapes_table(list(SHAPES.values()), _pages()),
            "The same in Keras": html.Div(id=ids("layers")),
        },
        hood=code_card.of(unrolled_columns, running_opinion, next_price, prices_ahead, tensors),
    )
    return topic_page(__name__, topic)


def _sketch(name: str) -> str:
    T_x, T_y = _SKETCHED.get(name, (3, 3))
    shape = SHAPES[name]
    T_x, T_y = T_x if shape.has_x else 1, T_y if shape.has_y else 1
    columns = unrolled_columns(shape, T_x, T_y, is_repeated=name == DIFFERENT)
    return shape_sketch(columns, has_loop=name != ONE_TO_ONE)


def _presets() -> list[Preset]:
    words = len(LECTURE_REVIEW.split())
    return [
        _chip("Two words are enough", MANY_TO_ONE, "sentiment", 2,
              "Two of nineteen words are read, and the answer is already there."),
        _chip("The whole review, one answer", MANY_TO_ONE, "sentiment", words,
              "Nineteen words go in; the answer waits for the last one."),
        _chip("An answer after every word", EQUAL, "opinion", words,
              "The same network, asked at every step: watch it change its mind."),
        _chip("Tomorrow\u2019s price", MANY_TO_ONE, "price", 10,
              "Ten prices in, one out: the lecture\u2019s first question."),
        _chip("A week of prices", DIFFERENT, "ahead", 10,
              "After ten true prices it reads its own answers. What do five of them do?"),
        _chip("Encoder and decoder", DIFFERENT, "decoder", 6,
              "Two networks: all the first remembers goes to every step of the second."),
    ]  # fmt: skip


def _chip(label: str, shape: str, carrier: str, T_x: int, why: str) -> Preset:
    values = {ids("carrier"): carrier, ids("shape"): shape, ids("T-x"): T_x, ids("T-y"): 5}
    text = {ids("text"): LECTURE_REVIEW} if carrier in {"sentiment", "opinion"} else {}
    return Preset(label, {**values, **text, step_store(ids("player")): {"data": 2 * MOST}}, why)


def _controls(visit: ShapeVisit) -> list[Any]:
    entry = review_entry(ids("text"), ids("letters"), visit.text, settings().text_limit)
    series = dmc.Select(
        id=ids("ticker"), label="Series to read", value=visit.ticker, data=list(stock_names()),
        searchable=True, allowDeselect=False, limit=60, maxDropdownHeight=280,
        nothingFoundMessage="No series has such a name.", comboboxProps={"shadow": "md"},
    )  # fmt: skip
    return [
        length_sliders(ids, visit.T_x, visit.T_y, MOST),
        html.Div(entry, className="reads-text"),
        html.Div(panel(series), className="reads-series"),
    ]


def _pages() -> dict[str, list[tuple[str, str]]]:
    """Return, per title of a shape, the pages of this app with such a network."""
    pages = {
        shape.title: [one.page for one in carriers_of(name) if one.page[0]]
        for name, shape in SHAPES.items()
    }
    return {title: list(dict.fromkeys(found)) for title, found in pages.items()}


@callback(
    Output(ids("answer"), "data"),
    Output(ids("layers"), "children"),
    Input(ids("shape"), "value"),
    Input(ids("carrier"), "value"),
    Input(ids("T-x"), "value"),
    Input(ids("T-y"), "value"),
    Input(ids("text"), "value"),
    Input(ids("ticker"), "value"),
)
def unroll_the_shape(shape: Any, *asked: Any) -> tuple[dict[str, Any], Any]:
    """Draw every step of the shape with the numbers of its network, and build it in Keras."""
    known, sizes = SHAPES.get(str(shape), SHAPES[ONE_TO_ONE]), sizes_of(*asked[1:3])
    answer = answer_or_reason([shape, *asked])
    card = layers_card(LAYERS[known.name], tensors(known.name, sizes), str(sizes))
    return drawn_shape(answer, (known.takes, known.gives)), card


count_letters(ids("text"), ids("letters"))
follow_shapes(ids, choices())
keep_in_link(kept_of_shapes(ids), limit=settings().link_limit)
