"""What each part of the price model is worth, and what the 84 columns are: two tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dash import html

from components.figures_table import figures_table
from components.fold import fold
from components.swatch import swatch
from components.term import term

_MODELS = {"shoes-price-both": "shoes-price", "shoes-best": "shoes-best"}
_TITLES = {
    "brand": "Brand",
    "categories": "Categories",
    "colors": "Colours and materials",
    "sizes": "Sizes",
}
_RMSLE = (
    "Root of the mean squared difference of log(1 + price): how far off in proportion, with large "
    "misses weighing most."
)
_R2 = (
    "The share of the variance of the logarithms that is explained. Of the dollars themselves no "
    "model explains anything: a few offers at thousands of dollars, most of them mistyped, are "
    "nearly all there is to explain."
)
_SPREAD = (
    "The same products drawn again and again, with repetition: in 95 of 100 such draws the mean "
    "error lies in between. It is wide because a handful of offers at thousands of dollars make "
    "up most of it; compare the other columns too."
)


class Ablation(Protocol):
    """The figures; see `core.shoe_ablation.Ablation`."""

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]: ...  # noqa: D102
    @property
    def training(self) -> Mapping[str, Any] | None: ...  # noqa: D102
    @property
    def command(self) -> str: ...  # noqa: D102


class Column(Protocol):
    """One of the 84 numbers; see `core.shoe_table.Column`."""

    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def says(self) -> str: ...  # noqa: D102


def price_figures(found: Ablation) -> html.Div:
    """Return the table of figures on unseen products, and how it came about."""
    columns = [
        "Model", "Parameters", "MAE", [term("95 % of draws", _SPREAD)], "Median error",
        [term("RMSLE", _RMSLE)], [term("R\u00b2 of logarithms", _R2)],
    ]  # fmt: skip
    rows = [_row(entry, entry["measured"][0]) for entry in found.rows if entry["measured"]]
    return html.Div(figures_table(columns, rows, note=_note(found)), className="shoe-figures")


def _row(entry: Mapping[str, Any], figures: Mapping[str, Any]) -> list[Any]:
    model = _MODELS.get(entry["model"])
    low, high = figures.get("mae_low"), figures.get("mae_high")
    return [
        swatch(model, entry["title"]) if model else entry["title"],
        entry["parameters"],
        f"${figures['mae']:.2f}",
        None if low is None else f"${low:.1f} \u2026 ${high:.1f}",
        f"${figures['median_error']:.2f}",
        figures["rmsle"],
        figures["r2_log"],
    ]


def _note(found: Ablation) -> Any:
    lecture = "The lecture shows this network and prints no figure."
    if found.training is None:
        return f"{lecture} The figures of the simpler models are missing."
    rows, products = found.training["rows"], found.training["products"]
    return [
        f"{lecture} {found.training['note']} Split by product: {rows['train']:,} offers of "
        f"{products['train']:,} products to learn from, {rows['stop']:,} of {products['stop']:,} "
        f"to choose the epoch and the strength of a model, {rows['interval']:,} of "
        f"{products['interval']:,} for the interval, and the {rows['test']:,} of "
        f"{products['test']:,} that these figures are measured on. Seed "
        f"{found.training['seed']}. Made by ",
        html.Code(found.command),
        ".",
    ]


def columns_table(
    columns: Sequence[Column], usual: Sequence[float], words: Mapping[str, Sequence[str]]
) -> html.Div:
    """Return the 84 columns, folded by the field they are made of.

    Args:
        columns: All of them, in order.
        usual: (84,) the mean of each over the products that were learnt from.
        words: Name of a group -> the words that belong to it.
    """
    folds = []
    for field, title in _TITLES.items():
        places = [place for place, column in enumerate(columns) if column.field == field]
        rows = [
            [f"{place + 1}  {columns[place].name}", _says(columns[place], words), usual[place]]
            for place in places
        ]
        table = figures_table(["Column", "What it says", "Mean"], rows)
        heading = [html.Span(title), html.Small(f"{len(places)} columns")]
        folds.append(fold(heading, table, class_name="shoe-columns"))
    return html.Div(folds)


def _says(column: Column, words: Mapping[str, Sequence[str]]) -> str:
    members = words.get(column.name, ())
    if column.field not in {"categories", "colors"} or len(members) < 2:
        return column.says
    return f"{column.says}: {', '.join(members)}"
