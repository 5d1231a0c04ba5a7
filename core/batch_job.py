"""A whole table answered by a model, row by row: read in pieces, written whole or not at all.

Parametrised by a `TableTask`, so that reviews and pairs of questions go the same way. It runs in a
process of its own (see `components.background`), says how far it is, and stops when the visitor
has left.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core import registry
from core.contracts import Floats
from core.errors import InvalidInput, MissingData
from core.found_table import FoundTable, columns_told, looked_at
from core.job_slots import job_slot
from core.label_reading import LabelReading
from core.predictors import TrainedModel
from core.streaming import answers_table
from core.table_tasks import TableTask
from core.tables import read_chunks
from core.threshold_counts import ThresholdCounts, count_thresholds, figures_of
from core.visitor_files import gone
from core.visitor_parts import ANSWERS, TABLE, is_kept, part, writing

LONGEST_CELL = 1_000_000
_PIECE = 1024
Say = Callable[[int, int], object]


@dataclass(frozen=True)
class BatchRequest:
    """What a visitor asks for; from a browser, so anything may be in it.

    Attributes:
        token: Of the upload.
        model: Name of a model of the task, or `run:<id>`.
        columns: Field -> column of the table.
        label: Column of true labels, or None.
        is_mapping_accepted: Whether labels that are not 0 and 1 are to be read as proposed.
    """

    token: Any
    model: Any
    columns: Mapping[str, Any]
    label: Any = None
    is_mapping_accepted: bool = False


@dataclass(frozen=True)
class BatchResult:
    """What came out, without the rows themselves.

    Attributes:
        model: Name of the model.
        file: Name of the table.
        rows: Rows of the table.
        empty: Rows without any text, which got no answer.
        seconds: How long it took.
        counts: Answers by threshold.
        figures: Figures of merit by name; empty without labels.
        remarks: What the visitor should know, one sentence each.
    """

    model: str
    file: str
    rows: int
    empty: int
    seconds: float
    counts: ThresholdCounts
    figures: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts; a figure that is not a number is None."""
        figures = {n: None if np.isnan(v) else float(v) for n, v in self.figures.items()}
        return {**asdict(self), "figures": figures}


def run_batch(task: TableTask, request: BatchRequest, say: Say) -> BatchResult:
    """Answer every row of a visitor's table; the part `answers` is then the table with answers.

    Args:
        task: What kind of table it is.
        request: What is asked for.
        say: Called with how many rows are done, and of how many; with (0, 0) while it waits for
            other visitors' jobs.

    Raises:
        InvalidInput: A column or a model that is asked for is not there.
        MissingData: The upload is gone, or the visitor has left.
        NotTrained, Incompatible: The model cannot answer.
    """
    begun = time.monotonic()
    model, table = _model(task, request.model), looked_at(request.token)
    columns = _columns(task, table, request.columns)
    reading = table.labels(request.label, task) if request.label else None
    readable = reading if reading and (reading.is_plain or request.is_mapping_accepted) else None
    source = part(request.token, TABLE)

    def wait() -> None:
        say(0, 0)
        part(request.token, TABLE)

    with job_slot(wait), writing(request.token, ANSWERS) as target:
        job = _Job(model, columns, request.label if readable else None, readable)
        job.write(_watched(_pieces(source, table, request.token, say), target), target)
    probability, label = job.collected()
    own = model.card.threshold
    return BatchResult(
        model=str(request.model),
        file=table.name,
        rows=table.rows,
        empty=job.empty,
        seconds=time.monotonic() - begun,
        counts=count_thresholds(probability, label, own),
        figures=figures_of(probability, label, own),
        remarks=(*table.remarks, *_unread(reading, readable), *job.remarks(task)),
    )


def _model(task: TableTask, name: Any) -> TrainedModel:
    spec = registry.model_spec(str(name))
    if spec.task != task.task:
        raise InvalidInput(f"{spec.title} does not read {task.things}. Choose another model.")
    return registry.predictor(str(name))


def _columns(task: TableTask, table: FoundTable, chosen: Mapping[str, Any]) -> dict[str, str]:
    """Return field -> column; raises `InvalidInput` where one is not chosen, or chosen twice."""
    for name in task.fields:
        if not chosen.get(name):
            raise InvalidInput(f"Choose the column that holds {name}. {columns_told(table.names)}")
    columns = {name: table.require(chosen[name]) for name in task.fields}
    if len(set(columns.values())) < len(columns):
        raise InvalidInput(f"{' and '.join(columns)} cannot be the same column.")
    return columns


def _unread(reading: LabelReading | None, readable: LabelReading | None) -> list[str]:
    """Return why there are labels but no figures."""
    if reading is None or readable is not None:
        return []
    return [f"{reading.said} So nothing was measured."]


def _pieces(source: Path, table: FoundTable, token: Any, say: Say) -> Iterator[pd.DataFrame]:
    """Yield the rows piece by piece while the visitor is there, saying how far it is."""
    done = 0
    say(0, table.rows)
    for rows in read_chunks(source, (), _PIECE, separator=table.separator, name=table.name):
        yield rows
        done += len(rows)
        say(done, table.rows)
        if not is_kept(token):
            raise MissingData(gone())


def _watched(pieces: Iterator[pd.DataFrame], target: Path) -> Iterator[pd.DataFrame]:
    """Yield the pieces until what is written is taken away: then the job was cancelled."""
    for place, rows in enumerate(pieces):
        if place and not target.exists():
            raise MissingData("This job was cancelled. No answers were kept.")
        yield rows


class _Job:
    """Writes answers beside the rows and collects what the summary needs."""

    def __init__(
        self,
        model: TrainedModel,
        columns: Mapping[str, str],
        label: str | None,
        reading: LabelReading | None,
    ) -> None:
        self.model, self.columns, self.label, self.reading = model, columns, label, reading
        self.probabilities: list[Floats] = []
        self.labels: list[Floats] = []
        self.empty = self.cut = 0

    def write(self, pieces: Iterator[pd.DataFrame], target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="") as file:
            for place, rows in enumerate(pieces):
                answers = answers_table(self.model, self._answer(rows))
                answers.columns = [_new_name(name, rows.columns) for name in answers.columns]
                whole = pd.concat([rows.reset_index(drop=True), answers], axis=1)
                whole.to_csv(
                    file, index=False, header=place == 0, lineterminator="\n",
                    quoting=csv.QUOTE_MINIMAL,
                )  # fmt: skip

    def _answer(self, rows: pd.DataFrame) -> Floats:
        """Return the probability of every row, (N,); NaN where there is no text."""
        texts = {name: rows[column].to_numpy(object) for name, column in self.columns.items()}
        is_there = np.array(
            [all(text.strip() for text in row) for row in zip(*texts.values(), strict=True)]
        )
        probability = np.full(len(rows), np.nan)
        self.empty += int((~is_there).sum())
        read = {name: self._bounded(column[is_there]) for name, column in texts.items()}
        if is_there.any():
            probability[is_there] = self.model.predict(read)
        label = np.full(len(rows), np.nan)
        if self.label and self.reading:
            label = self.reading.read(rows[self.label].to_numpy(object))
        self.probabilities.append(probability[is_there])
        self.labels.append(label[is_there])
        return probability

    def _bounded(self, texts: np.ndarray) -> np.ndarray:
        """Return texts of which none is longer than `LONGEST_CELL`: its two ends are kept."""
        half = LONGEST_CELL // 2
        for place, text in enumerate(texts):
            if len(text) > LONGEST_CELL:
                self.cut += 1
                texts[place] = f"{text[:half]} {text[-half:]}"
        return texts

    def collected(self) -> tuple[Floats, Floats]:
        """Return probabilities and labels of all rows that were answered."""
        return np.concatenate(self.probabilities), np.concatenate(self.labels)

    def remarks(self, task: TableTask) -> list[str]:
        """Return what was left out or cut."""
        said = []
        unlabelled = sum(int(np.isnan(label).sum()) for label in self.labels)
        if self.label and unlabelled:
            said.append(f"Rows without a label, not measured: {unlabelled:,}.")
        if self.empty:
            said.append(f"Rows without text, left without an answer: {self.empty:,}.")
        if self.cut:
            said.append(
                f"{task.things.capitalize()} longer than {LONGEST_CELL:,} characters, whose middle "
                f"was not read: {self.cut:,}."
            )
        return said


def _new_name(name: str, taken: Any) -> str:
    """Return a name that no column has yet."""
    while name in taken:
        name += "_by_model"
    return name
