"""The parts of a table job: picture, table, choices."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from components.confusion_table import confusion_table
from components.figures.score_histogram import score_histogram
from components.table_job import TableJob, job_summary, table_job
from core.table_desk import TableDesk
from core.table_tasks import PAIRS, REVIEWS
from core.threshold_counts import count_thresholds
from tests.unit.components.walk import parts, words

JOB = TableJob("x-job", "pairs", tuple(PAIRS.fields), PAIRS.classes, "A CSV.")


def reading(labels: list[float], threshold: float = 0.5) -> dict[str, Any]:
    """Return answers 0.1, 0.2, … with these labels, weighed at a threshold."""
    counts = count_thresholds(np.arange(1, len(labels) + 1) / 10, np.array(labels), 0.5)
    return TableDesk(REVIEWS).at({"counts": counts.__dict__}, threshold)


def test_labelled_rows_stand_on_two_sides_in_two_colours() -> None:
    figure = score_histogram(reading([0, 0, 0, 1, 0, 1, 1, 1]))
    up, down = figure["data"]
    assert sum(up["y"]) == 4
    assert sum(down["y"]) == -4
    assert up["marker"]["color"] != down["marker"]["color"]
    assert figure["layout"]["shapes"][0]["x0"] == 0.5
    go.Figure(figure)


def test_rows_without_labels_stand_in_one_colour() -> None:
    (bars,) = score_histogram(reading([np.nan] * 4))["data"]
    assert sum(bars["y"]) == 4
    three = score_histogram(reading([0, 1, np.nan]))["data"]
    assert len(three) == 3


def test_an_empty_table_still_has_a_picture() -> None:
    go.Figure(score_histogram(reading([])))


def test_the_confusion_follows_the_threshold() -> None:
    labels = [0.0, 0, 0, 1, 0, 1, 1, 1]
    low, high = (
        " ".join(words(confusion_table(reading(labels, t), {"auc": 0.9375}))) for t in (0.35, 0.65)
    )
    assert "At the threshold 0.35" in low
    assert "At the threshold 0.65" in high
    assert "0.8000" in low
    assert "0.9375" in low
    assert low != high


def test_without_labels_it_says_how_many_are_called_positive() -> None:
    said = " ".join(words(confusion_table(reading([np.nan] * 8), {})))
    assert said == "4 of 8 are called positive at 0.50."


def test_there_is_a_choice_for_every_field_the_models_read() -> None:
    whole = table_job(JOB, [("m", "Model M")], "m")
    names = {getattr(part, "id", None) for part in parts(whole)}
    assert {"x-job-field-question1", "x-job-field-question2", "x-job-label"} <= names


@pytest.mark.parametrize("remarks", [[], ["3 rows have no text."]])
def test_the_summary_says_rows_seconds_and_remarks(remarks: list[str]) -> None:
    result = {"rows": 1234, "seconds": 2.04, "remarks": remarks, "title": "LSTM"}
    said = [word for part in job_summary(JOB, result) for word in words(part)]
    assert said == ["1,234 pairs read by LSTM in 2.0 s.", *remarks]
