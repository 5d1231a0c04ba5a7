"""The contrast pairs: how many each model gets right in both texts, and which ones it does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, callback, dcc, html

from components.figures_table import figures_table
from components.page import panel
from components.swatch import swatch
from components.when_seen import hand_on_when_seen

Entry = Mapping[str, Any]
_NOTE = (
    "Two texts that differ in a word or two and mean the opposite, written for this product. A "
    "pair counts when both are right; guessing gets a quarter of them. Single texts: the share of "
    "all texts on the right side."
)


def contrast_board(ids: Callable[[str], str], models: Sequence[Entry]) -> html.Section:
    """Return the panel: pairs right by kind, and the pairs of one kind, waiting to be seen.

    Args:
        ids: Names the parts `contrast`, `contrast-kind`, `contrast-seen`, `contrast-pairs`.
        models: One entry per model as `core.overview.every_model` returns them, or a baseline's;
            those that were not measured on the pairs are left out.
    """
    measured = [(entry, found) for entry in models if (found := contrast_of(entry))]
    kinds = list(measured[0][1]["kinds"]) if measured else []
    chooser = dmc.Select(
        id=ids("contrast-kind"),
        label="Pairs of this kind",
        data=kinds,
        value=kinds[0] if kinds else None,
        allowDeselect=False,
        className="contrast-kind",
    )
    whole = panel(
        [
            _counts(measured, kinds),
            chooser,
            html.Div(id=ids("contrast-pairs"), className="contrast-pairs"),
            dcc.Store(id=ids("contrast-seen")),
        ],
        note=_NOTE,
    )
    whole.id = ids("contrast")
    return whole


def contrast_of(entry: Entry) -> Entry | None:
    """Return a model's measurement on the pairs, None without one."""
    return next((m for m in entry.get("measured", ()) if m["role"] == "contrast"), None)


def follow_contrast(
    ids: Callable[[str], str],
    text_id: str,
    run: Input,
    judge: Callable[[str, Any], tuple[Sequence[Entry], Mapping[str, str]]],
) -> None:
    """Register what fills in the pairs of the chosen kind; call it once per page.

    Args:
        ids: As given to `contrast_board`.
        text_id: Id of the box that a click puts a text into.
        run: Where the run that joins the models comes from.
        judge: (kind, run) -> the pairs with every model's answers, as `core.contrast.judged`
            returns them, and the title of every model by its name.
    """
    kind = Input(ids("contrast-kind"), "value")
    hand_on_when_seen(ids("contrast-kind"), ids("contrast-seen"), kind, run)

    @callback(
        Output(ids("contrast-pairs"), "children"),
        Input(ids("contrast-seen"), "data"),
        prevent_initial_call=True,
    )
    def show_pairs(asked: list[Any]) -> Any:
        """Show every pair of the kind with every model's answers."""
        kind, run = asked
        return contrast_pairs(*judge(kind, run), text_id) if kind else None


def contrast_pairs(pairs: Sequence[Entry], titles: Mapping[str, str], text_id: str) -> html.Div:
    """Return the pairs as a table: two rows per pair, a column per model.

    Args:
        pairs: With `texts`, `answers` and `right` as `core.contrast.judged` returns them.
        titles: Name of every model -> its title; those that answered have a column.
        text_id: Id of the box that a click puts a text into.
    """
    models = [name for name in titles if name in pairs[0]["answers"]]
    columns = ["Click a text to read it above", *(swatch(name, titles[name]) for name in models)]
    rows = [
        [_text(pair, side, text_id), *(_answer(pair, name, side) for name in models)]
        for pair in pairs
        for side in (0, 1)
    ]
    return figures_table(columns, rows, note="Probability of \u201cpositive\u201d; \u2717: wrong.")


def _counts(measured: Sequence[tuple[Entry, Entry]], kinds: Sequence[str]) -> html.Div:
    columns = ["Kind", *(swatch(entry["model"], entry["title"]) for entry, _ in measured)]
    rows: list[list[Any]] = [
        [f"{kind} ({_pairs(measured, kind)})"]
        + [str(found["kinds"].get(kind, {}).get("pairs_right", 0)) for _, found in measured]
        for kind in kinds
    ]
    if measured:
        every = measured[0][1]["pairs"]
        rows.append([f"all pairs ({every})", *(str(m["pairs_right"]) for _, m in measured)])
        rows.append(["single texts", *(f"{m['accuracy']:.0%}" for _, m in measured)])
    return figures_table(columns, rows)


def _pairs(measured: Sequence[tuple[Entry, Entry]], kind: str) -> int:
    return int(measured[0][1]["kinds"][kind]["pairs"])


def _text(pair: Entry, side: int, text_id: str) -> html.Button:
    text = pair["texts"][side]
    meant = ("positive", "negative")[side]
    return html.Button(
        [html.Span(text, dir="auto"), html.Small(meant, className="contrast-meant")],
        type="button",
        className=f"contrast-text is-{meant}",
        **{"data-set": json.dumps({text_id: {"value": text}})},
    )


def _answer(pair: Entry, name: str, side: int) -> html.Span:
    is_right = pair["right"][name][side]
    number = f"{pair['answers'][name][side]:.2f}"
    if is_right:
        return html.Span(number)
    return html.Span(["\u2717 ", number], className="is-wrong", title=f"{number}, wrong")
