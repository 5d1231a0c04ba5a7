"""What happens to a table that a visitor brings, step by step; see `components.table_job`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from dash import (
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    html,
)

from components.background import background_callback
from components.confusion_table import confusion_table
from components.figures.score_histogram import score_histogram
from components.sent import expect, of_type, record, texts
from components.table_job import TableJob, job_summary
from components.upload import forget_when_removed

_OFTEN = 500  # ms between two looks at how far a job is
_WAITING = "Waiting: other visitors\u2019 tables are being read\u2026"
_CANCELLED = "Cancelled. No answers were kept; start again whenever you like."
# What the browser keeps and sends back.
_NUMBER, _SHARES = of_type(int, float), ("auc", "calibration_error")
_FIGURE = of_type(int, float, type(None))
_RESULT = record(
    {
        "counts": record({"own": _NUMBER}),
        "figures": record(**dict.fromkeys(_SHARES, _FIGURE)),
        "title": of_type(str),
        "rows": _NUMBER,
        "seconds": _NUMBER,
        "remarks": texts,
    }
)
_TABLE = record(columns=texts, remarks=texts, fields=record(), said=of_type(str))


class Desk(Protocol):
    """What a page offers: see `core.table_desk`."""

    def look(self, held: Any) -> dict[str, Any]:
        """Return what an upload holds."""
        ...

    def labels(self, held: Any, column: Any) -> dict[str, Any]:
        """Return how a column reads as labels."""
        ...

    def answer(
        self, say: Callable[[int, int], object], held: Any, asked: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the result of answering every row of an upload."""
        ...

    def stop(self, held: Any) -> None:
        """Remove what a job that was cancelled has left."""
        ...

    def at(self, result: Any, threshold: Any) -> dict[str, Any]:
        """Return the answers weighed at a threshold."""
        ...


def follow_table_job(job: TableJob, desk: Desk) -> None:
    """Register everything that happens; call it once per page.

    Args:
        job: The declaration.
        desk: Looks at tables and answers them.
    """
    forget_when_removed(job.part("file"))
    _look(job, desk)
    _choose(job, desk)
    _answer(job, desk)
    _weigh(job, desk)


def _look(job: TableJob, desk: Desk) -> None:
    @background_callback(
        Output(job.part("table"), "data"),
        Output(job.part("result"), "data"),
        Input(job.token, "data"),
        running=[(Output(job.part("looking"), "hidden"), False, True)],
        interval=_OFTEN // 2,
        prevent_initial_call=True,
    )
    def look(held: Any) -> tuple[Any, None]:
        return (desk.look(held) if held else None), None

    expect(job.part("table"), _TABLE)

    @callback(
        Output(job.part("found"), "children"),
        Output(job.part("choices"), "hidden"),
        Output(job.part("file-refused"), "children"),
        *(Output(job.part(f"field-{field}"), "data") for field in job.fields),
        *(Output(job.part(f"field-{field}"), "value") for field in job.fields),
        Output(job.part("label"), "data"),
        Output(job.part("label"), "value"),
        Input(job.part("table"), "data"),
        prevent_initial_call=True,
    )
    def offer_columns(table: dict[str, Any] | None) -> list[Any]:
        return _offered(job, table or {})


def _offered(job: TableJob, table: dict[str, Any]) -> list[Any]:
    columns = table.get("columns", [])
    said = [html.P(words) for words in (table.get("said"), *table.get("remarks", ())) if words]
    guesses = table.get("fields", {})
    return [
        said,
        not columns,
        table.get("refused", ""),
        *(columns for _ in job.fields),
        *(guesses.get(field) for field in job.fields),
        columns,
        table.get("label"),
    ]


def _choose(job: TableJob, desk: Desk) -> None:
    @callback(
        Output(job.part("labels-said"), "children"),
        Output(job.part("accept"), "style"),
        Output(job.part("accept"), "checked"),
        Input(job.part("label"), "value"),
        State(job.token, "data"),
        prevent_initial_call=True,
    )
    def explain_labels(column: str | None, held: Any) -> tuple[str, dict[str, str], bool]:
        reading = desk.labels(held, column)
        return reading["said"], {} if reading["can_map"] else {"display": "none"}, False


def _answer(job: TableJob, desk: Desk) -> None:
    @background_callback(
        Output(job.part("result"), "data", allow_duplicate=True),
        Input(job.part("start"), "n_clicks"),
        State(job.token, "data"),
        State(job.part("model"), "value"),
        State(job.part("label"), "value"),
        State(job.part("accept"), "checked"),
        *(State(job.part(f"field-{field}"), "value") for field in job.fields),
        running=[
            (Output(job.part("start"), "disabled"), True, False),
            (Output(job.part("cancel"), "disabled"), False, True),
            (Output(job.part("progress"), "hidden"), False, True),
        ],
        progress=[
            Output(job.part("done"), "value"), Output(job.part("progress-said"), "children"),
        ],
        cancel=[
            Input(job.part("cancel"), "n_clicks"), Input(job.part("file-remove"), "n_clicks"),
        ],
        interval=_OFTEN,
        prevent_initial_call=True,
    )  # fmt: skip
    def answer(
        progress: Callable[[Any], None], _clicks: int, held: Any, *asked: Any
    ) -> dict[str, Any]:
        model, label, is_accepted, *columns = asked

        def say(done: int, total: int) -> None:
            share, words = 100 * done / max(total, 1), f"{done:,} of {total:,} {job.things}"
            progress((share, words if total else _WAITING))

        fields = dict(zip(job.fields, columns, strict=True))
        chosen = {"model": model, "label": label, "accept": is_accepted, "columns": fields}
        return desk.answer(say, held, chosen)

    @callback(
        Output(job.part("stopped"), "children"),
        Input(job.part("cancel"), "n_clicks"),
        Input(job.part("start"), "n_clicks"),
        Input(job.token, "data"),
        prevent_initial_call=True,
    )
    def stop(_cancel: Any, _start: Any, held: Any) -> str:
        if ctx.triggered_id != job.part("cancel"):
            return ""
        desk.stop(held)
        return _CANCELLED


def _weigh(job: TableJob, desk: Desk) -> None:
    expect(job.part("result"), _RESULT)

    @callback(
        Output(job.part("threshold"), "value"),
        Output(job.part("summary"), "children"),
        Output(job.part("answered"), "hidden"),
        Input(job.part("result"), "data"),
        prevent_initial_call=True,
    )
    def sum_up(result: dict[str, Any] | None) -> tuple[float, Any, bool]:
        if not result:
            return 0.5, [], True
        own = round(result["counts"]["own"], 2)
        return own, job_summary(job, result), False

    @callback(
        Output(job.part("histogram"), "figure"),
        Output(job.part("confusion"), "children"),
        Input(job.part("result"), "data"),
        Input(job.part("threshold"), "value"),
        prevent_initial_call=True,
    )
    def weigh(result: dict[str, Any] | None, threshold: float) -> tuple[Any, Any]:
        if not result:
            return {}, None
        reading = desk.at(result, threshold)
        return score_histogram(reading), confusion_table(reading, result["figures"])

    clientside_callback(
        ClientsideFunction("files", "take"),
        Output(job.part("take"), "disabled"),
        Input(job.part("take"), "n_clicks"),
        State(job.token, "data"),
        State(job.part("result"), "data"),
        prevent_initial_call=True,
    )
