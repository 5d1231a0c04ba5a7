"""The frame around every page: header, navigation, notices, keyboard help.

State: the colour scheme lives in the browser's storage (Mantine keeps it), presenter mode in a
`dcc.Store` of the tab.
"""

from __future__ import annotations

from typing import Any

import dash
import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html

from components.icon import icon
from components.ids import page_ids
from components.navigation import Stop, sections
from components.notice import notice_area
from components.theme import theme

ids = page_ids("shell")
NAVBAR = {"width": 232, "breakpoint": "sm", "collapsed": {"mobile": True, "desktop": False}}
VISIT = ids("visit")
KEYS = (
    ("Tab", "to the next control"),
    ("Space", "play or pause, where something plays"),
    ("\u2190 \u2192", "one step back or on"),
    ("Home End", "to the first or the last step"),
    ("T E X", "train or pause, one epoch, stop, where something is trained"),
    ("P", "presenter mode: larger type, no navigation"),
    ("D", "dark or light"),
    ("C", "copy the link to what is on screen"),
    ("?", "this list"),
)


def shell(direction: str = "ltr") -> dmc.DirectionProvider:
    """Return the layout of the app; the pages must be registered before."""
    body = dmc.AppShell(
        [_header(), _navbar(), dmc.AppShellMain(_main())],
        id=ids("frame"),
        header={"height": 56},
        navbar=NAVBAR,
        padding=0,
        transitionDuration=0,
    )
    return dmc.DirectionProvider(
        dmc.MantineProvider(
            [_skip_link(), body, notice_area(), _keyboard_help(), *_stores()],
            theme=theme(),
            defaultColorScheme="auto",
        ),
        direction=direction,
    )


def _stores() -> list[Any]:
    return [dcc.Store(id=ids("presenter"), storage_type="session"), dcc.Store(id=VISIT)]


def _skip_link() -> html.A:
    return html.A("Skip to the page", href="#content", className="skip-link")


def _main() -> html.Div:
    return html.Div(dash.page_container, id="content", tabIndex=-1)


def _header() -> dmc.AppShellHeader:
    burger = dmc.Burger(
        id=ids("burger"), size="sm", hiddenFrom="sm", **{"aria-label": "Open the navigation"}
    )
    home = dcc.Link(
        [html.Span(className="mark", **{"aria-hidden": "true"}), html.Span("Unrolled")],
        href=dash.get_relative_path("/"),
        className="wordmark",
    )
    tools = html.Div([_presenter_toggle(), _scheme_toggle(), _help_button()], className="tools")
    return dmc.AppShellHeader(html.Div([burger, home, tools], className="header"))


def _presenter_toggle() -> Any:
    return _tool(
        dmc.ActionIcon(icon("presenter"), id=ids("present"), **{"data-key": "p"}),
        "Presenter mode (P)",
    )


def _scheme_toggle() -> Any:
    return _tool(
        dmc.ColorSchemeToggle(
            lightIcon=icon("moon"), darkIcon=icon("sun"), id=ids("scheme"), **{"data-key": "d"}
        ),
        "Dark or light (D)",
    )


def _help_button() -> Any:
    return _tool(
        dmc.ActionIcon(html.Span("?"), id=ids("keys"), **{"data-key": "?"}), "Keyboard (?)"
    )


def _tool(button: Any, label: str) -> dmc.Tooltip:
    button.variant, button.size, button.color = "subtle", "lg", "gray"
    setattr(button, "aria-label", label)
    return dmc.Tooltip(button, label=label)


def _navbar() -> dmc.AppShellNavbar:
    groups = [_group(section, stops) for section, stops in sections()]
    links = html.Nav(groups, className="navigation", **{"aria-label": "Pages"})
    return dmc.AppShellNavbar(dmc.ScrollArea(links, type="auto", h="100%"))


def _group(section: str, stops: tuple[Stop, ...]) -> html.Div:
    links = [
        dmc.NavLink(label=stop.name, href=stop.path, active="exact", className="nav-link")
        for stop in stops
    ]
    return html.Div([html.P(section, className="nav-section"), *links], className="nav-group")


def _keyboard_help() -> dmc.Modal:
    rows = [html.Div([dmc.Kbd(key), html.Span(what)], className="key-row") for key, what in KEYS]
    return dmc.Modal(rows, id=ids("help"), title="Keyboard", size="sm", centered=True)


def _client(function: str) -> ClientsideFunction:
    return ClientsideFunction("unrolled", function)


clientside_callback(
    _client("toggle_presenter"),
    Output(ids("presenter"), "data"),
    Input(ids("present"), "n_clicks"),
    State(ids("presenter"), "data"),
    prevent_initial_call=True,
)
clientside_callback(
    _client("frame_page"),
    Output(ids("frame"), "navbar"),
    Input(ids("presenter"), "data"),
    Input(ids("burger"), "opened"),
    State(ids("frame"), "navbar"),
)
clientside_callback(
    _client("arrive"),
    Output(ids("burger"), "opened"),
    Input("_pages_location", "pathname"),
    prevent_initial_call=True,
)
clientside_callback(
    _client("open_help"),
    Output(ids("help"), "opened"),
    Input(ids("keys"), "n_clicks"),
    prevent_initial_call=True,
)
