"""What is still is sent as HTML that shows the same; what Dash has to know stays a component."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from dash import dcc, html
from plotly.utils import PlotlyJSONEncoder

from components.still import sent_still, still


def inside(part: Any) -> str:
    """Return what an element is filled with."""
    assert not hasattr(part, "children")
    return str(getattr(part, "data-html"))


def test_elements_within_become_html_and_the_outermost_stays_an_element() -> None:
    made = still(html.P(["An ", html.B("LSTM", className="name"), " has ", 4, None, " gates"]))
    assert isinstance(made, html.P)
    assert inside(made) == 'An <b class="name">LSTM</b> has 4 gates'


def test_what_has_an_id_or_is_no_html_stays_and_so_does_what_stands_around_it() -> None:
    told, store = html.P([html.I("x"), "y"]), dcc.Store(id="store")
    asked = html.Div(html.Span("z"), id="asked")
    made = still(html.Section([html.Div([told, store]), html.Div([told, html.Div(asked)])]))
    (first, second) = made.children
    assert inside(first.children[0]) == inside(second.children[0]) == "<i>x</i>y"
    assert first.children[1] is store
    assert second.children[1].children is not asked
    assert second.children[1].children.id == "asked"


def test_the_inside_of_what_has_an_id_is_kept_for_callbacks_to_replace() -> None:
    made = still(html.Div(html.Div(html.P(html.B("z"))), id="asked"))
    assert made.id == "asked"
    assert inside(made.children) == "<p><b>z</b></p>"


def test_what_was_given_is_left_as_it_was() -> None:
    given = html.Div(html.P(html.B("kept")))
    assert still(given) is not given
    assert given.children.children.children == "kept"


def test_text_alone_is_no_gain_and_stays() -> None:
    part = html.P("only text")
    assert still(part) is part


@pytest.mark.parametrize(
    ("attributes", "written"),
    [
        ({"className": "a b"}, ' class="a b"'),
        ({"tabIndex": 0}, ' tabindex="0"'),
        ({"hidden": True}, ' hidden=""'),
        ({"hidden": False, "title": None}, ""),
        ({"aria-hidden": False}, ' aria-hidden="false"'),
        ({"data-live": True}, ' data-live="true"'),
        ({"spellCheck": False}, ' spellcheck="false"'),
        ({"title": "\"<&'"}, ' title="&quot;&lt;&amp;&#x27;"'),
        ({"n_clicks": 3, "disable_n_clicks": True, "key": "k"}, ""),
        (
            {"style": {"backgroundColor": "red", "--lane": "2"}},
            ' data-style="background-color:red;--lane:2"',
        ),
    ],
)
def test_attributes_are_written_as_a_browser_reads_them(attributes: Any, written: str) -> None:
    made = still(html.Div(html.Span("x", **attributes)))
    assert inside(made) == f"<span{written}>x</span>"


def test_what_a_label_belongs_to_is_named_as_in_html() -> None:
    made = still(html.Div(html.Label("x", htmlFor="box")))
    assert inside(made) == '<label for="box">x</label>'


@pytest.mark.parametrize("style", [{"height": 360}, {"opacity": 0.5}])
def test_a_style_in_numbers_is_left_to_react(style: Any) -> None:
    part = html.Div(html.Span("x", style=style))
    assert still(part).children.style == style


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a & b",
        "\x00\x08\ud800",
        "\u05e9\u05dc\u05d5\u05dd",
        "\U0001f600",
    ],
)
def test_any_text_is_text_again_once_it_is_read(text: str) -> None:
    whole = f"<div>{inside(still(html.Div(html.P(text))))}</div>"
    (told,) = ElementTree.fromstring(whole)  # noqa: S314 - our own
    readable = "".join(c if c not in "\x00\x08\ud800" else "\ufffd" for c in text)
    assert told.text == readable


def test_it_happens_when_the_page_is_sent_and_not_before() -> None:
    page = sent_still(html.Article([html.Div(html.P(html.B("x"))), dcc.Store(id="store")]))
    assert page.children[0].children.children.children == "x"
    sent = json.loads(json.dumps(page, cls=PlotlyJSONEncoder))
    assert sent["type"] == "Article"
    told, store = sent["props"]["children"]
    assert told["props"] == {"data-html": "<p><b>x</b></p>"}
    assert store["props"] == {"id": "store"}
