"""Where visitors bring tables: looked at, answered, weighed at any threshold; JSON in and out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core import registry
from core.batch_job import BatchRequest, run_batch
from core.errors import InvalidInput, LessonError
from core.found_table import guessed_field, guessed_fields, look_at, looked_at, missing_said
from core.table_tasks import TableTask
from core.threshold_counts import ThresholdCounts, counts_from
from core.visitor_parts import abandon

BINS = 50


@dataclass(frozen=True)
class TableDesk:
    """Answers what a page asks about the tables of one kind.

    Attributes:
        task: The kind of tables.
    """

    task: TableTask

    def models(self) -> list[tuple[str, str]]:
        """Return name and title of every model that can answer, in the lecture's order."""
        return [
            (name, spec.title)
            for name, spec in registry.models().items()
            if spec.task == self.task.task and registry.why_unavailable(name) is None
        ]

    def look(self, held: Any) -> dict[str, Any]:
        """Return what an upload holds, with a guess which columns are meant.

        What is wrong with the file is returned as `refused`, for it belongs beside the file.

        Args:
            held: {token, name} of the upload, from a browser.
        """
        held = held if isinstance(held, Mapping) else {}
        try:
            found = look_at(held.get("token"), held.get("name"), self.task)
        except LessonError as error:
            return {"refused": str(error)}
        return {
            "refused": "",
            "said": f"{found.name}: {found.rows:,} rows.",
            "remarks": [*found.remarks, *filter(None, [missing_said(found, self.task)])],
            "columns": found.names,
            "fields": guessed_fields(found, self.task),
            "label": guessed_field(found, self.task.labels),
        }

    def labels(self, held: Any, column: Any) -> dict[str, Any]:
        """Return how a column reads as labels: `said` about it and whether it `can_map`."""
        if not column or not isinstance(held, Mapping):
            return {"said": "", "can_map": False}
        reading = looked_at(held.get("token")).labels(column, self.task)
        return {"said": reading.said, "can_map": bool(reading.mapping) and not reading.is_plain}

    def answer(
        self, say: Callable[[int, int], object], held: Any, asked: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the result of answering every row of an upload; see `run_batch`.

        Args:
            say: Called with how many rows are done, and of how many.
            held: {token, name} of the upload, from a browser.
            asked: `model`, `columns` (field -> column), `label`, `accept`, from a browser.
        """
        token = held.get("token") if isinstance(held, Mapping) else None
        request = BatchRequest(
            token,
            asked["model"],
            asked["columns"],
            asked.get("label"),
            is_mapping_accepted=asked.get("accept") is True,
        )
        result = run_batch(self.task, request, say)
        return {**result.to_json(), "title": registry.model_spec(result.model).title}

    def stop(self, held: Any) -> None:
        """Remove what a job that was cancelled has left."""
        if isinstance(held, Mapping):
            abandon(held.get("token"))

    def at(self, result: Any, threshold: Any) -> dict[str, Any]:
        """Return the answers weighed at a threshold; shares that have no value are None.

        Raises:
            InvalidInput: `result` is not what `run` returned.
        """
        try:
            return weighed(counts_from(result["counts"]), threshold, self.task)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise InvalidInput("This result cannot be read. Start the table again.") from error


def weighed(counts: ThresholdCounts, threshold: Any, task: TableTask) -> dict[str, Any]:
    """Return counted answers weighed at the nearest counted threshold, as JSON."""
    chosen = counts.nearest(threshold)
    confusion = counts.confusion(chosen)
    shares = ("precision", "recall", "f1", "accuracy")
    cells = ("true_no", "false_yes", "false_no", "true_yes")
    return {
        "threshold": chosen,
        "own": counts.own,
        "classes": list(task.classes),
        "things": task.things,
        "rows": counts.rows,
        "called": counts.called_yes(chosen),
        "bins": counts.bins(BINS),
        "has_labels": counts.has_labels,
        **{name: getattr(confusion, name) for name in cells},
        **{name: _or_none(getattr(confusion, name)) for name in shares},
    }


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
