"""Which model a page shows: its own, or a training run that a link names (`?model=run:<id>`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core import registry, runs
from core.errors import LessonError
from core.forecast_request import given_once, shortened
from core.run_models import run_for, run_title

_MOST_OFFERED = 12


@dataclass(frozen=True)
class RunChoice:
    """What a link asks for.

    Attributes:
        run: `run:<id>` of a run that can answer; empty for the page's own model.
        title: What the run is called on screen; empty without one.
        offered: Name and title of every run that can be chosen instead, the newest first; empty
            where the link says nothing of models.
        remark: Why what the link asks for was not used; empty where it was.
    """

    run: str = ""
    title: str = ""
    offered: tuple[tuple[str, str], ...] = ()
    remark: str = ""


def choice_from_link(asked: Any, task: str) -> RunChoice:
    """Return which model a page of a task shows; what cannot be used becomes a remark.

    Args:
        asked: Parameter `model` of the link, written by anyone; None without one.
        task: What the models of the page do, as in `ModelSpec.task`.
    """
    name = str(given_once(asked) or "")
    if not name:
        return RunChoice()
    offered = runs_of(task)
    if not name.startswith(registry.RUN):
        spec = registry.models().get(name)
        if spec is not None and spec.task == task:
            return RunChoice(offered=offered)
        return RunChoice(
            offered=offered,
            remark=f"The link asks for a model {shortened(name)}, which is not for this page.",
        )
    try:
        run = run_for(name, task)
    except LessonError as error:
        return RunChoice(offered=offered, remark=f"{error} Here is this page\u2019s own model.")
    title = registry.model_spec(run).title
    known = dict(offered) | {run: title}
    return RunChoice(run, title, tuple(known.items()))


def checked_run(given: Any, task: str) -> str:
    """Return `run:<id>` of what a browser sends back, empty where that names no run.

    Raises:
        LessonError: The run is gone meanwhile, or cannot answer.
    """
    name = given if isinstance(given, str) else ""
    return run_for(name, task) if name.startswith(registry.RUN) else ""


def runs_of(task: str) -> tuple[tuple[str, str], ...]:
    """Return name and title of the runs of a task that are over and have a model, newest first."""
    found = [
        (run.link, run_title(run.request, run.id))
        for run in runs.every_run()
        if run.request.spec.task == task and run.story.is_over and run.has_model
    ]
    return tuple(found[:_MOST_OFFERED])
