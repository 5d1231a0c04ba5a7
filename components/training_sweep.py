"""A sweep: up to three settings with several values each, and what comes out of all the runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html

from components.own_training import own_held
from components.sent import expect, record
from components.sweep_results import SCORES

_MOST = 3
_PAUSE = 400
_SHORT = 6
_WEIGHING = "Training the first and the last of them for a second to find out\u2026"
_EXAMPLES = ("5, 10, 20", "0, 1, 2", "True, False")


def training_sweep(
    ids: Callable[[str], str],
    choices: Sequence[tuple[str, str]],
    lines: Sequence[tuple[str, str]],
    sweep: str,
) -> html.Div:
    """Return the form of a sweep and the place of its results.

    Args:
        ids: Names its parts.
        choices: Name and words of every setting of the model.
        lines: Setting and values at first.
        sweep: Id of the sweep that is shown at first; empty for none.
    """
    rows = [
        _line(ids, place, choices, [*lines, *[("", "")] * _MOST][place]) for place in range(_MOST)
    ]
    form = html.Div(
        [
            html.P(
                "Every combination of these values is a run; all else is as in the form above. "
                "Seeds tell how much is luck.",
                className="panel-note",
            ),
            html.Div(rows, className="sweep-lines"),
            html.P(id=ids("sweep-refused"), className="upload-refused", role="alert"),
            html.Div(
                [
                    dmc.Button("Start them all", id=ids("sweep-start"), size="sm", disabled=True),
                    dmc.Button("What would they take?", id=ids("sweep-weigh"), size="sm",
                               variant="default"),
                    html.Span(id=ids("sweep-count"), className="job-said", role="status"),
                ],
                className="job-buttons",
            ),
            html.P(id=ids("sweep-estimate"), className="job-said", role="status"),
            dcc.Store(id=ids("grid"), data=""),
            dcc.Store(id=ids("sweep-question")),
        ],
        className="card panel training-form",
    )  # fmt: skip
    return html.Div([form, _results(ids, sweep)], className="sweep")


def _line(
    ids: Callable[[str], str], place: int, choices: Sequence[tuple[str, str]], line: tuple[str, str]
) -> html.Div:
    name, values = line
    select = dmc.Select(
        id=ids(f"vary-{place}"),
        label="Setting" if place == 0 else None,
        data=options(choices),
        value=name or None,
        placeholder="none",
        clearable=True,
        searchable=True,
        size="xs",
        comboboxProps={"shadow": "md"},
        **{"aria-label": f"Setting {place + 1}"},
    )
    typed = dmc.TextInput(
        id=ids(f"values-{place}"),
        label="Its values" if place == 0 else None,
        value=values,
        placeholder=_EXAMPLES[place],
        debounce=_PAUSE,
        size="xs",
        **{"aria-label": f"Values of setting {place + 1}"},
    )
    return html.Div([select, typed], className="sweep-line")


def options(choices: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return the settings as a choice takes them."""
    return [{"value": name, "label": words} for name, words in choices]


def _results(ids: Callable[[str], str], sweep: str) -> html.Div:
    called = [(sweep, f"Sweep {sweep[:_SHORT]}")] if sweep else []  # as assets/training_sweep.js
    chosen = dmc.Select(
        id=ids("sweep"), label="Sweep", data=options(called),
        value=sweep or None, placeholder="none yet", size="xs", clearable=True,
        className="sweep-choice", comboboxProps={"shadow": "md"},
    )  # fmt: skip
    score = dmc.SegmentedControl(
        id=ids("sweep-score"), value=next(iter(SCORES)), size="xs",
        data=[{"value": name, "label": words} for name, words in SCORES.items()],
        **{"aria-label": "Score"},
    )  # fmt: skip
    against = dmc.Select(
        id=ids("sweep-x"), label="Against", data=[], value=None, size="xs", allowDeselect=False,
        className="sweep-against", comboboxProps={"shadow": "md"},
    )  # fmt: skip
    save = html.Button("Save as CSV", id=ids("sweep-save"), type="button", className="preset")
    return html.Div(
        [
            html.Div([chosen, against, score, save], className="sweep-choices"),
            html.Div(id=ids("sweep-found"), className="sweep-found"),
            dcc.Store(id=ids("sweep-asked")),
            dcc.Download(id=ids("sweep-file")),
        ],
        className="card panel sweep-results",
        hidden=not sweep,
        id=ids("sweep-results"),
    )


def follow_sweep_form(
    ids: Callable[[str], str],
    settings: Callable[[str], Sequence[tuple[str, str]]],
    count: Callable[[str, str, Sequence[Any], Sequence[Any]], tuple[str, str, int, str]],
    weigh: Callable[..., Any],
    start: Callable[..., tuple[list[str], str]],
) -> None:
    """Register what happens with the form of a sweep; call it once per page.

    Args:
        ids: Names its parts, and the page's `model`, `settings`, `note` and `token`.
        settings: Model -> name and words of every setting.
        count: (model, settings, names, values) -> how many runs, what is wrong, their number, and
            the grid as a link carries it.
        weigh: (model, settings, names, values, own rows, token) -> the question what it would take.
        start: (model, settings, names, values, note, own rows, token) -> ids of the runs, and what
            they share; both raise `LessonError`.
    """
    _count_them(ids, settings, count)
    names = [State(ids(f"vary-{place}"), "value") for place in range(_MOST)]
    values = [State(ids(f"values-{place}"), "value") for place in range(_MOST)]
    shared = (State(ids("model"), "value"), State(ids("settings"), "data"), *names, *values)

    @callback(
        Output(ids("sweep-question"), "data"),
        Output(ids("sweep-estimate"), "children"),
        Input(ids("sweep-weigh"), "n_clicks"),
        *shared,
        own_held(ids),
        State(ids("token"), "value"),
        prevent_initial_call=True,
    )
    def weigh_them(_clicks: Any, *asked: Any) -> tuple[Any, str]:
        model, text, *rest = asked
        return weigh(model, text, *_lines(rest)), _WEIGHING

    @callback(
        Output(ids("started"), "data", allow_duplicate=True),
        Output(ids("sweep"), "value"),
        Input(ids("sweep-start"), "n_clicks"),
        *shared,
        State(ids("note"), "value"),
        own_held(ids),
        State(ids("token"), "value"),
        prevent_initial_call=True,
    )
    def start_them(_clicks: Any, *asked: Any) -> tuple[list[str], str]:
        model, text, *rest = asked
        return start(model, text, *_lines(rest))


def _count_them(
    ids: Callable[[str], str],
    settings: Callable[[str], Sequence[tuple[str, str]]],
    count: Callable[..., tuple[str, str, int, str]],
) -> None:
    @callback(
        *(Output(ids(f"vary-{place}"), "data") for place in range(_MOST)),
        Input(ids("model"), "value"),
        prevent_initial_call=True,
    )
    def offer_settings(model: str) -> list[Any]:
        return [options(settings(model))] * _MOST

    @callback(
        Output(ids("sweep-count"), "children"),
        Output(ids("sweep-refused"), "children"),
        Output(ids("sweep-start"), "disabled"),
        Output(ids("sweep-weigh"), "disabled"),
        Output(ids("grid"), "data"),
        Input(ids("model"), "value"),
        Input(ids("settings"), "data"),
        *(Input(ids(f"vary-{place}"), "value") for place in range(_MOST)),
        *(Input(ids(f"values-{place}"), "value") for place in range(_MOST)),
    )
    def count_them(model: str, text: str, *given: Any) -> tuple[Any, ...]:
        said, refused, number, link = count(model, text, *_lines(given))
        return said, refused, number < 2, not number, link


def _lines(given: Sequence[Any]) -> tuple[Any, ...]:
    """Return names and values as two lists, and what comes after them."""
    return (list(given[:_MOST]), list(given[_MOST : 2 * _MOST]), *given[2 * _MOST :])


def follow_sweep_results(
    ids: Callable[[str], str],
    show: Callable[[Any, Any, Any], Mapping[str, Any]],
    fetch: Callable[[Any], tuple[str, bytes]],
) -> None:
    """Register what shows the results of a sweep as they come in; call it once per page.

    Args:
        ids: Names the parts, and the page's `runs`.
        show: (sweep, setting on the axis, score) -> `found`, the components; `settings`, the
            settings that can be on the axis; `x` and `score`, those that are shown.
        fetch: Sweep -> name and content of its file.
    """
    clientside_callback(
        ClientsideFunction("training_sweep", "notice"),
        Output(ids("sweep"), "data"),
        Output(ids("sweep-asked"), "data"),
        Output(ids("sweep-results"), "hidden"),
        Input(ids("runs"), "rowData"),
        Input(ids("sweep"), "value"),
        State(ids("sweep-asked"), "data"),
    )

    expect(ids("sweep-asked"), record())

    @callback(
        Output(ids("sweep-found"), "children"),
        Output(ids("sweep-x"), "data"),
        Output(ids("sweep-x"), "value"),
        Output(ids("sweep-score"), "value"),
        Input(ids("sweep-asked"), "data"),
        Input(ids("sweep-x"), "value"),
        Input(ids("sweep-score"), "value"),
        prevent_initial_call=True,
    )
    def show_sweep(asked: Any, x: Any, score: Any) -> tuple[Any, ...]:
        shown = show((asked or {}).get("sweep"), x, score)
        return shown["found"], options(shown["settings"]), shown["x"], shown["score"]

    @callback(
        Output(ids("sweep-file"), "data"),
        Input(ids("sweep-save"), "n_clicks"),
        State(ids("sweep"), "value"),
        prevent_initial_call=True,
    )
    def save_sweep(_clicks: Any, sweep: Any) -> Any:
        name, content = fetch(sweep)
        return dcc.send_bytes(content, name)
