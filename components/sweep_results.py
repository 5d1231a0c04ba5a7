"""The results of a sweep: how far it is, a plot over one setting, means over seeds, the runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import dash_ag_grid as dag
from dash import html

from components.figures.sweep_scores import Group, said_of, sweep_scores
from components.figures_table import figures_table
from components.forecast_grid import GRID_THEME
from components.graph import graph

SCORES: Mapping[str, str] = MappingProxyType(
    {"val_loss": "Held-out loss", "accuracy": "Accuracy", "loss": "Loss", "seconds": "Seconds"}
)
_FORMATS = {"val_loss": ".4f", "accuracy": ".1%", "loss": ".4f", "seconds": ",", "parameters": ","}
_SEED = "seed"
_ROW, _HEADER, _TALLEST = 40, 48, 480


class Found(Protocol):
    """See `core.swept.Sweep`."""

    @property
    def title(self) -> str:
        """Return what was trained."""
        ...

    @property
    def settings(self) -> Sequence[str]:
        """Return the settings that vary, the seed last."""
        ...

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return one row per run."""
        ...

    @property
    def best(self) -> str | None:
        """Return the id of the best run."""
        ...

    @property
    def score(self) -> str:
        """Return what the best one is chosen by."""
        ...

    @property
    def done(self) -> int:
        """Return how many runs are over."""
        ...

    def over_seeds(self, score: str) -> Sequence[Group]:
        """Return the runs that differ in the seed only, together."""
        ...


def sweep_results(ids: Callable[[str], str], found: Found, x: str, score: str) -> list[Any]:
    """Return everything there is to show of a sweep.

    Args:
        ids: Names the parts `sweep-plot` and `sweep-table`.
        found: The sweep.
        x: The setting on the axis of the plot.
        score: What is plotted, one of `SCORES`.
    """
    groups = found.over_seeds(score)
    plot = graph(
        ids("sweep-plot"), sweep_scores(groups, x, SCORES[score].lower()), height=340,
        label=f"{SCORES[score]} of every run against {x or 'nothing'}, and the means over seeds",
    )  # fmt: skip
    table = html.Div(_runs(ids, found), role="region", **{"aria-label": "The runs of the sweep"})
    means = [_means(groups, score)] if _SEED in found.settings and groups else []
    return [html.P(_said(found), className="job-said", role="status"), plot, *means, table]


def _said(found: Found) -> list[Any]:
    total = len(found.rows)
    how_far = f"{found.title}: {found.done} of {total} runs are over."
    best = next((row for row in found.rows if row["id"] == found.best), None)
    if best is None:
        return [how_far]
    by = SCORES[found.score].lower()
    figure = f"{best[found.score]:.4f}"
    return [how_far, " Best by ", by, ": ", html.Strong(said_of(best["values"]) or "the only one"),
            f" ({figure})."]  # fmt: skip


def _means(groups: Sequence[Group], score: str) -> Any:
    """Return mean and spread of every combination of the settings but the seed."""
    rows = [
        [said_of(group.values) or "all", len(group.found), _figure(group.mean, score),
         "\u2013" if group.spread is None else f"\u00b1 {_figure(group.spread, score)}"]
        for group in groups
    ]  # fmt: skip
    note = "Spread: standard deviation over the seeds (n \u2212 1)."
    return figures_table(("", "seeds", f"mean {SCORES[score].lower()}", "spread"), rows, note=note)


def _figure(value: float, score: str) -> str:
    return format(value, ".1%" if score == "accuracy" else ".1f" if score == "seconds" else ".4f")


def _runs(ids: Callable[[str], str], found: Found) -> dag.AgGrid:
    rows = [
        {**row["values"], **{f"_{name}": row[name] for name in (*_FORMATS, "state")},
         "_id": row["id"], "_best": "best" if row["id"] == found.best else ""}
        for row in found.rows
    ]  # fmt: skip
    height = min(_HEADER + _ROW * len(rows) + 2, _TALLEST)
    return dag.AgGrid(
        id=ids("sweep-table"),
        columnDefs=_columns(found.settings),
        rowData=rows,
        getRowId="params.data._id",
        defaultColDef={"resizable": True, "suppressMovable": True, "wrapHeaderText": True,
                       "sortable": True, "minWidth": 92, "flex": 1},
        style={"height": height},
        dashGridOptions={
            "theme": {"function": GRID_THEME},
            "rowHeight": _ROW,
            "headerHeight": _HEADER,
            "ensureDomOrder": True,
            "animateRows": False,
            "rowClassRules": {"is-best": "params.data._best"},
        },
    )  # fmt: skip


def _columns(settings: Sequence[str]) -> list[dict[str, Any]]:
    titles = {**SCORES, "parameters": "Parameters"}
    figures = [
        {"field": f"_{name}", "headerName": titles[name], "type": "rightAligned",
         "valueFormatter": {"function": "params.value == null ? '' : "
                            f"d3.format('{shape}')(params.value)"}}
        for name, shape in _FORMATS.items()
    ]  # fmt: skip
    return [
        {"field": "_best", "headerName": "", "width": 72, "minWidth": 72, "sortable": False},
        *({"field": name, "headerName": name.replace("_", " ")} for name in settings),
        {"field": "_state", "headerName": "State"},
        *figures,
    ]
