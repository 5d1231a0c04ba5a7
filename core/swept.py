"""What came out of a sweep: a row per run, the best one, and mean and spread over the seeds."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Any

from core import runs
from core.errors import MissingData
from core.run_news import run_row
from core.runs import Run

SEED = "seed"
SCORES: Mapping[str, str] = {
    "val_loss": "Held-out loss",
    "accuracy": "Accuracy",
    "loss": "Loss",
    "seconds": "Seconds",
}
_FIGURES = ("state", "epoch", "val_loss", "accuracy", "loss", "seconds", "parameters", "id")


@dataclass(frozen=True)
class SeedGroup:
    """Runs that differ in their seed only.

    Attributes:
        values: Setting -> value, those that vary in the sweep but the seed.
        found: Their scores.
    """

    values: Mapping[str, Any]
    found: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean of the scores."""
        return fmean(self.found)

    @property
    def spread(self) -> float | None:
        """The standard deviation of the scores (n - 1); None of a single one."""
        return stdev(self.found) if len(self.found) > 1 else None


@dataclass(frozen=True)
class Sweep:
    """Runs that were started together.

    Attributes:
        title: What was trained.
        settings: Names of the settings that vary, the seed last.
        rows: One per run, oldest first: the settings by name, and the figures of `run_row`.
        best: Id of the run with the lowest held-out loss (loss where none is held out), or None.
        score: `val_loss`, or `loss` where no rows are held out.
    """

    title: str
    settings: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    best: str | None
    score: str

    @property
    def done(self) -> int:
        """How many of the runs are over."""
        return sum(not row["is_active"] for row in self.rows)

    def can_show(self, score: str) -> str:
        """Return a score of which there is something to see, this one where possible."""
        is_there = any(row.get(score) is not None for row in self.rows)
        return score if score in SCORES and is_there else self.score

    def over_seeds(self, score: str) -> list[SeedGroup]:
        """Return the runs that have a score, those that differ in the seed only together."""
        names = [name for name in self.settings if name != SEED]
        found: dict[tuple[Any, ...], list[float]] = {}
        for row in self.rows:
            if row.get(score) is not None:
                key = tuple(row["values"][name] for name in names)
                found.setdefault(key, []).append(float(row[score]))
        return [
            SeedGroup(dict(zip(names, key, strict=True)), tuple(values))
            for key, values in found.items()
        ]


def sweep_of(sweep_id: Any) -> Sweep:
    """Return the runs of a sweep that are there.

    Args:
        sweep_id: From a link, so it may be anything.

    Raises:
        MissingData: There are none.
    """
    known = isinstance(sweep_id, str) and sweep_id
    there = [run for run in reversed(runs.every_run()) if known and run.request.sweep == sweep_id]
    if not there:
        raise MissingData(
            "There is no such sweep. Its runs may have been deleted to make room; the list below "
            "has those that are there."
        )
    settings = [run.request.settings() for run in there]
    names = _varying(settings)
    rows = [_row(run, told, names) for run, told in zip(there, settings, strict=True)]
    has = {name: any(row[name] is not None for row in rows) for name in ("val_loss", "loss")}
    score = "loss" if has["loss"] and not has["val_loss"] else "val_loss"
    scored = [row for row in rows if row[score] is not None]
    best = min(scored, key=lambda row: float(row[score]))["id"] if scored else None
    return Sweep(there[0].request.spec.title, names, tuple(rows), best, score)


def _varying(settings: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    names = list(dict.fromkeys(name for told in settings for name in told))
    found = [name for name in names if len({_plain(told.get(name)) for told in settings}) > 1]
    return tuple(sorted(found, key=lambda name: name == SEED))


def _row(run: Run, told: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {**run_row(run), "values": {name: _plain(told.get(name)) for name in names}}


def _plain(value: Any) -> Any:
    """Return a value as a cell of a table holds it: layers are joined, None rows are all."""
    if isinstance(value, list | tuple):
        return "-".join(map(str, value))
    return "all" if value is None else str(value) if isinstance(value, bool) else value


def sweep_csv(sweep_id: Any) -> tuple[str, bytes]:
    """Return name and content of a file with one line per run; raises `MissingData`."""
    sweep = sweep_of(sweep_id)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*sweep.settings, *_FIGURES, "best"])
    for row in sweep.rows:
        values = [row["values"][name] for name in sweep.settings]
        figures = [row[name] for name in _FIGURES]
        table.writerow([*values, *figures, int(row["id"] == sweep.best)])
    return "sweep.csv", text.getvalue().encode("utf-8")
