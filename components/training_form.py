"""The form of a training run: model, data, and every option with its range and explanation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, callback, dcc, html

from components.own_training import own_held
from components.term import term

_WEIGH = "What would it take?"
_WEIGHING = "Training for a second to find out\u2026"
_RECIPE = 7  # the first fields say how a model learns, the others what it is


class Field(Protocol):
    """One field of the form; see `core.option_form.OptionField`."""

    @property
    def name(self) -> str:
        """Return its name in the options."""
        ...

    @property
    def kind(self) -> str:
        """Return `whole`, `number`, `choice`, `switch` or `sizes`."""
        ...

    @property
    def default(self) -> Any:
        """Return what the model has by itself."""
        ...

    @property
    def words(self) -> str:
        """Return what it means."""
        ...

    @property
    def low(self) -> float:
        """Return the smallest number."""
        ...

    @property
    def high(self) -> float:
        """Return the largest number."""
        ...

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words that are taken."""
        ...


def training_form(
    ids: Callable[[str], str],
    models: Sequence[Mapping[str, Any]],
    model: str,
    fields: Any,
    text: str,
    own: Any = None,
) -> html.Section:
    """Return the form.

    Args:
        ids: Names its parts.
        models: Groups of `value` and `label`, as `dmc.Select` takes them.
        model: The model at first.
        fields: What `form_fields` returned for it.
        text: The changed settings at first.
        own: Where one's own rows are brought along.
    """
    return html.Section(
        [
            dmc.Select(
                id=ids("model"), label="Model", data=list(models), value=model,
                allowDeselect=False, searchable=True, comboboxProps={"shadow": "md"},
            ),
            html.P(id=ids("about"), className="panel-note"),
            html.Div(
                [
                    dmc.Button("Start", id=ids("start"), size="sm"),
                    dmc.Button(_WEIGH, id=ids("weigh"), size="sm", variant="default"),
                ],
                className="job-buttons",
            ),
            html.P(id=ids("refused"), className="upload-refused", role="alert"),
            html.P(id=ids("estimate"), className="job-said", role="status"),
            html.Div(fields, id=ids("fields"), className="training-fields"),
            dmc.TextInput(
                id=ids("note"), label="A name for this run",
                placeholder="such as: ten neurons",
            ),
            own,
            dcc.Store(id=ids("settings"), data=text),
            dcc.Store(id=ids("question")),
        ],
        className="card panel training-form",
        **{"aria-label": "A new run"},
    )  # fmt: skip


def form_fields(page: str, fields: Sequence[Field], values: Mapping[str, Any]) -> list[Any]:
    """Return the inputs: first how it learns, then, set apart, what it is.

    Args:
        page: Name of the page, part of every id.
        fields: The fields.
        values: Field -> what stands in it.
    """
    made = [_input(page, field, values.get(field.name, field.default)) for field in fields]
    how, what = made[:_RECIPE], made[_RECIPE:]
    none = html.P("This network is as it is: it has no options.", className="panel-note")
    return [
        html.Fieldset([html.Legend("How it learns"), html.Div(how, className="training-grid")]),
        html.Fieldset(
            [html.Legend("What it is"), html.Div(what, className="training-grid") if what else none]
        ),
    ]


def _input(page: str, field: Field, value: Any) -> Any:
    shared = {"id": {"page": page, "field": field.name}, "size": "xs"}
    label = [term(field.name.replace("_", " "), _explained(field))]
    if field.kind in ("choice", "switch"):
        names = [(name, name) for name in field.choices] or [("True", "yes"), ("False", "no")]
        choices = [{"value": name, "label": word} for name, word in names]
        return dmc.Select(
            **shared, label=label, data=choices, value=str(value), allowDeselect=False
        )
    if field.kind == "sizes":
        shown = value if isinstance(value, str) else ", ".join(map(str, value))
        return dmc.TextInput(**shared, label=label, value=shown)
    whole = field.kind == "whole"
    is_empty = value in (None, "")
    return dmc.NumberInput(
        **shared,
        label=label,
        value="" if is_empty else int(float(value)) if whole else float(value),
        allowDecimal=not whole,
        allowNegative=False,
        placeholder="all" if is_empty else None,
        thousandSeparator=",",
        hideControls=not whole,
    )


def _explained(field: Field) -> str:
    words = field.words or "An option of this network."
    if field.kind == "choice":
        return f"{words} One of: {', '.join(field.choices)}."
    if field.kind == "switch":
        return words
    default = field.default if field.default != "" else "all"
    shown = ", ".join(map(str, default)) if isinstance(default, tuple) else f"{default}"
    return f"{words} From {field.low:,g} to {field.high:,g}; by itself {shown}."


def follow_form(
    ids: Callable[[str], str],
    page: str,
    show: Callable[[str, str], tuple[Any, str]],
    note: Callable[[str, Sequence[str], Sequence[Any]], tuple[str, str]],
    weigh: Callable[[str, str, Any, str], str],
) -> None:
    """Register what happens when the form is filled in; call it once per page.

    Args:
        ids: Names its parts.
        page: Name of the page, as in `form_fields`.
        show: (model, settings) -> its fields and a sentence about it.
        note: (model, names, values) -> the changed settings, and what is wrong with them.
        weigh: (model, settings, own rows, token) -> the key under which the answer will be found.
    """

    @callback(
        Output(ids("fields"), "children"),
        Output(ids("about"), "children"),
        Input(ids("model"), "value"),
        Input(ids("loaded"), "data"),
    )
    def show_fields(model: str, loaded: Any) -> tuple[Any, str]:
        is_asked = isinstance(loaded, dict) and loaded.get("model") == model
        return show(model, str(loaded.get("set", "")) if is_asked else "")

    @callback(
        Output(ids("settings"), "data"),
        Output(ids("refused"), "children"),
        Output(ids("start"), "disabled"),
        Input({"page": page, "field": ALL}, "value"),
        State({"page": page, "field": ALL}, "id"),
        State(ids("model"), "value"),
    )
    def note_settings(values: list[Any], names: list[Any], model: str) -> tuple[str, str, bool]:
        text, refused = note(model, [name["field"] for name in names], values)
        return text, refused, bool(refused)

    @callback(
        Output(ids("question"), "data"),
        Output(ids("estimate"), "children"),
        Input(ids("weigh"), "n_clicks"),
        State(ids("model"), "value"),
        State(ids("settings"), "data"),
        own_held(ids),
        State(ids("token"), "value"),
        prevent_initial_call=True,
    )
    def weigh_it(_clicks: int, model: str, text: str, *given: Any) -> tuple[str, str]:
        return weigh(model, text, *given), _WEIGHING
