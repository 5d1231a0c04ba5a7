"""A table that a visitor brings: given, columns chosen, answered row by row, weighed, taken away.

What happens lies in `components.table_job_steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from components.graph import graph
from components.upload import token_id, upload_area


@dataclass(frozen=True)
class TableJob:
    """A job as the page declares it.

    Attributes:
        whole: Id of the whole; its parts are named after it.
        things: What the rows are, such as "reviews".
        fields: Fields that the models read.
        classes: What 0 and 1 mean.
        hint: What the file has to look like, one or two sentences.
        limit: Bytes that the file may have.
    """

    whole: str
    things: str
    fields: Sequence[str]
    classes: tuple[str, str]
    hint: str
    limit: int = 100 * 2**20

    def part(self, name: str) -> str:
        """Return the id of one part."""
        return f"{self.whole}-{name}"

    @property
    def token(self) -> str:
        """Return the id of the store that holds {token, name, bytes} of the file."""
        return token_id(self.part("file"))


def table_job(job: TableJob, models: Sequence[tuple[str, str]], chosen: str) -> html.Div:
    """Return the whole, waiting for a file.

    Args:
        job: The declaration; `follow_table_job` must have been called with the same one.
        models: Name and title of every model that can answer.
        chosen: The model chosen at first.
    """
    area = upload_area(
        job.part("file"),
        label=f"A table of {job.things}",
        limit=job.limit,
        hint=job.hint,
        button="Choose a CSV",
        is_sent=True,
    )
    return html.Div(
        [
            area,
            _looking(job),
            _choices(job, models, chosen),
            _progress(job),
            html.P(id=job.part("stopped"), className="job-said", role="status"),
            _result(job),
            dcc.Store(id=job.part("table")),
            dcc.Store(id=job.part("result")),
        ],
        id=job.whole,
        className="card table-job",
    )


def _looking(job: TableJob) -> html.Div:
    return html.Div(
        [
            html.P(
                "Looking at the table\u2026",
                id=job.part("looking"),
                className="job-said",
                hidden=True,
            ),
            html.Div(id=job.part("found"), className="job-said", role="status"),
        ]
    )


def _choices(job: TableJob, models: Sequence[tuple[str, str]], chosen: str) -> html.Div:
    columns = [
        dmc.Select(
            id=job.part(f"field-{field}"),
            label=f"Column with {field}",
            placeholder="Choose a column",
            searchable=True,
        )
        for field in job.fields
    ]
    label = dmc.Select(
        id=job.part("label"),
        label="Column with labels",
        placeholder="none",
        searchable=True,
        clearable=True,
    )
    model = dmc.Select(
        id=job.part("model"),
        label="Model",
        data=[{"value": name, "label": title} for name, title in models],
        value=chosen,
        allowDeselect=False,
    )
    return html.Div(
        [
            html.Div([*columns, label, model], className="job-choices"),
            html.P(id=job.part("labels-said"), className="job-said", role="status"),
            dmc.Checkbox(
                id=job.part("accept"),
                label="Read the labels like this",
                checked=False,
                style={"display": "none"},
            ),
            html.Div(
                [
                    dmc.Button("Start", id=job.part("start"), size="sm"),
                    dmc.Button(
                        "Cancel", id=job.part("cancel"), size="sm", variant="default", disabled=True
                    ),
                ],
                className="job-buttons",
            ),
        ],
        id=job.part("choices"),
        hidden=True,
    )


def _progress(job: TableJob) -> html.Div:
    return html.Div(
        [
            dmc.Progress(
                id=job.part("done"), value=0, size="lg", color="var(--ink)", transitionDuration=200
            ),
            html.P(id=job.part("progress-said"), className="job-said", role="status"),
        ],
        id=job.part("progress"),
        className="job-progress",
        hidden=True,
    )


def _result(job: TableJob) -> html.Div:
    slider = dmc.Slider(
        id=job.part("threshold"),
        min=0,
        max=1,
        step=0.01,
        value=0.5,
        precision=2,
        color="var(--ink)",
        labelAlwaysOn=False,
        **{"aria-label": "Threshold"},
    )
    threshold = html.Div(slider, className="job-threshold")
    take = dmc.Button("Download the answers", id=job.part("take"), size="sm", variant="default")
    picture = graph(
        job.part("histogram"),
        label=f"How many {job.things} got which probability of {job.classes[1]}",
        height=300,
    )
    return html.Div(
        [
            html.Div(
                [html.Div(id=job.part("summary"), className="job-summary", role="status"), take],
                className="job-head",
            ),
            picture,
            threshold,
            html.Div(id=job.part("confusion")),
        ],
        id=job.part("answered"),
        className="job-result",
        hidden=True,
    )


def job_summary(job: TableJob, result: dict[str, Any]) -> list[Any]:
    """Return what was done in words: rows, seconds, and every remark."""
    rows, seconds = f"{result['rows']:,} {job.things}", f"{result['seconds']:.1f} s"
    pace = f"{rows} read by {result['title']} in {seconds}."
    return [html.P(pace), *(html.P(remark) for remark in result["remarks"])]
